"""What an endpoint wrote, put together from its events or taken from one object.

Nothing in it is believed to have the form that the API reference gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from autofix.sdk.model import Question, Usage, upper_bound

# More than any model reads or writes in one call: such a figure is no figure.
_MOST_TOKENS = 100_000_000


@dataclass
class Reply:
    """``finish`` is empty where the answer broke off; ``size`` counts what a model thought aloud, too."""

    parts: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    finish: str = ""
    told: object = None
    size: int = 0

    @property
    def text(self) -> str:
        """The answer itself."""
        return _storable("".join(self.parts))

    @property
    def refusal(self) -> str:
        """Why the model does not answer, in its own words; empty where it does."""
        return _storable("".join(self.refusals))

    def add(self, event: object) -> None:
        """Take an event of a stream, or the whole answer: the first choice, and the figures wherever they stand."""
        if not isinstance(event, dict):
            return
        if event.get("usage") is not None:
            self.told = event["usage"]
        choices = event.get("choices")
        for choice in choices if isinstance(choices, list) else ():
            if isinstance(choice, dict) and choice.get("index", 0) == 0:
                self._add_choice(choice)

    def _add_choice(self, choice: dict[str, object]) -> None:
        said = choice.get("delta") or choice.get("message")
        if isinstance(said, dict):
            self.parts.append(_text(said.get("content")))
            self.refusals.append(_text(said.get("refusal")))
            thought = _text(said.get("reasoning_content")) or _text(said.get("reasoning"))
            self.size += len(self.parts[-1]) + len(self.refusals[-1]) + len(thought)
        finish = choice.get("finish_reason")
        if isinstance(finish, str):
            self.finish = finish

    def usage(self, question: Question) -> Usage:
        """The tokens that the endpoint told, or an upper bound where it told none that can be."""
        told = self.told if isinstance(self.told, dict) else {}
        read, written = told.get("prompt_tokens"), told.get("completion_tokens")
        if not _is_count(read) or not _is_count(written) or read == 0 or (written == 0 and self.size):
            return upper_bound(question)
        return Usage(int(str(read)), int(str(written)))


def _text(value: object) -> str:
    """A text, or the texts of a list of parts."""
    if isinstance(value, list):
        return "".join(_text(part.get("text")) for part in value if isinstance(part, dict))
    return value if isinstance(value, str) else ""


def _storable(text: str) -> str:
    """``text`` without what neither UTF-8 nor PostgreSQL holds; a pair of surrogates that came in two pieces is one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_TOKENS
