"""Asking a language model: what goes out, what comes back, and how it may fail.

The engine asks, an adapter answers over the network, and the service may stand between the two to keep
budgets and answers. Whatever a model says is data: it names no tool and starts nothing.
"""

from __future__ import annotations

import enum
import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

# Money is counted in whole millionths of a US dollar.
MICRO = 1_000_000

# What hears of a streamed answer: the characters received so far.
Listener = Callable[[int], None]


@dataclass(frozen=True)
class Message:
    """One message of a conversation; ``role`` is ``system``, ``user`` or ``assistant``."""

    role: str
    content: str


@dataclass(frozen=True)
class Question:
    """One call of a model.

    ``purpose`` says which step of a repair asks (``cause``, ``solution``, ``edits``). The answer has to
    be one JSON object that ``schema`` (JSON Schema 2020-12, every property required and no other allowed)
    accepts. ``max_tokens`` bounds what the model may write.
    """

    purpose: str
    messages: tuple[Message, ...]
    schema: Mapping[str, object]
    max_tokens: int
    temperature: float = 0.7


@dataclass(frozen=True)
class Usage:
    """Tokens read and written. ``is_told`` is false where the endpoint kept silent and these are upper bounds."""

    input_tokens: int
    output_tokens: int
    is_told: bool = True

    @property
    def tokens(self) -> int:
        """Both together."""
        return self.input_tokens + self.output_tokens

    def __add__(self, other: Usage) -> Usage:
        """Both calls together; told only where both were."""
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.is_told and other.is_told,
        )


@dataclass(frozen=True)
class Answer:
    """What a model answered: the text as it came, the object in it, and what it cost.

    ``usd`` is None where the model's prices are not known.
    """

    model: str
    text: str
    data: Mapping[str, object]
    usage: Usage
    seconds: float
    usd: float | None = None


@dataclass(frozen=True)
class Prices:
    """US dollars for a million tokens read and written, which is millionths of a dollar for one."""

    usd_input: Decimal
    usd_output: Decimal

    def cost(self, usage: Usage) -> int:
        """Millionths of a US dollar for ``usage``, rounded up."""
        return math.ceil(self.usd_input * usage.input_tokens + self.usd_output * usage.output_tokens)

    def cost_of_any(self, tokens: int) -> int:
        """The most that ``tokens`` of either kind cost."""
        return math.ceil(max(self.usd_input, self.usd_output) * tokens)


class Fault(enum.Enum):
    """Why there is no answer."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    RATE_LIMITED = "rate_limited"
    OVERLOADED = "overloaded"
    FORBIDDEN = "forbidden"
    UNKNOWN_MODEL = "unknown_model"
    TOO_LONG = "too_long"
    TRUNCATED = "truncated"
    REFUSED = "refused"
    MALFORMED = "malformed"
    BUDGET = "budget"
    REJECTED = "rejected"


# Another try of the same call may succeed.
PASSING = frozenset({Fault.UNREACHABLE, Fault.SLOW, Fault.RATE_LIMITED, Fault.OVERLOADED})


class ModelError(Exception):
    """There is no answer; says why, and what to do about it. Never shows the key.

    ``usage`` is what the call cost all the same: nothing (None) where the endpoint refused it before it worked,
    an upper bound where it may have. ``usd`` is what that comes to, None where the prices are not known.
    ``retry_after`` is in seconds, where the endpoint names a time. ``text`` is what the model wrote, where that is
    the trouble.
    """

    def __init__(
        self,
        fault: Fault,
        message: str,
        *,
        usage: Usage | None = None,
        usd: float | None = None,
        retry_after: float | None = None,
        text: str = "",
    ) -> None:
        super().__init__(message)
        self.fault, self.usage, self.usd = fault, usage, usd
        self.retry_after, self.text = retry_after, text

    @property
    def is_passing(self) -> bool:
        """Whether the same call may succeed later."""
        return self.fault in PASSING


class Model(Protocol):
    """A model that can be asked. ``name`` ends up in the strategy of a candidate: ``model:NAME``."""

    @property
    def name(self) -> str:
        """What the endpoint calls it."""
        ...

    def ask(self, question: Question, heard: Listener | None = None) -> Answer:
        """One answer to ``question``; raises ``ModelError``."""
        ...


def upper_bound(question: Question) -> Usage:
    """No tokenizer makes more of ``question`` than this: a token stands for a byte at least.

    Each message costs some more (a few tokens; 16 are more than any known format needs), and so does what an
    adapter writes around the schema where the endpoint takes none apart from the messages.
    """
    written = sum(len(message.content.encode(errors="surrogatepass")) + 16 for message in question.messages)
    return Usage(written + len(json.dumps(question.schema).encode()) + 512, question.max_tokens, is_told=False)


def digest(question: Question) -> str:
    """The same text for the same question, and for no other: what an answer may be stored under."""
    asked = [
        question.purpose,
        [[message.role, message.content] for message in question.messages],
        question.schema,
        question.max_tokens,
        question.temperature,
    ]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
