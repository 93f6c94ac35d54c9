"""What a person can have done to a row with one button, and how a refusal is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import transaction
from django.db.models import Model
from django.http import QueryDict

from autofix.admin.roles import WORK
from autofix.core.errors import Conflict, Invalid, ServiceError
from autofix.core.transitions import IllegalTransition

M = TypeVar("M", bound=Model)
SEEN = "seen"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Ask:
    """One thing that a person is asked for. A secret is never shown again, not even after a refusal."""

    name: str
    label: str
    is_secret: bool = False
    is_required: bool = False
    max_length: int = 500
    placeholder: str = ""


@dataclass(frozen=True)
class Call:
    """Who asks for an operation, from where, and with which answers."""

    actor: str
    user_agent: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What to tell the person."""

    message: str
    is_refused: bool = False


@dataclass(frozen=True)
class Operation(Generic[M]):
    """A button on a row's page.

    ``perform`` calls the service function and answers what happened, in a sentence. ``applies``
    decides whether the button is shown; the service itself refuses what does not apply. ``is_bulk``
    offers it in the list too, for many rows at once. ``look`` is ``plain``, ``primary`` or ``danger``.
    ``seen`` names what the person decides about: where it is another when the button is pressed than
    when the page was made, the operation is refused.
    """

    name: str
    label: str
    perform: Callable[[M, Call], str]
    applies: Callable[[M], bool] = lambda row: True
    roles: frozenset[str] = WORK
    asks: tuple[Ask, ...] = ()
    look: str = "plain"
    is_bulk: bool = False
    seen: Callable[[M], str] = lambda row: ""


def run_operation(operation: Operation[M], row: M, call: Call) -> Outcome:
    """Do it, or say why not; a refusal leaves nothing half done."""
    try:
        with transaction.atomic():
            return Outcome(operation.perform(row, call))
    except (ServiceError, IllegalTransition) as refusal:
        return Outcome(str(refusal), is_refused=True)


def check_seen(operation: Operation[M], row: M, posted: QueryDict) -> None:
    """Raises ``Conflict`` when the row offers something else by now than the page that was read."""
    if posted.get(SEEN, "") != operation.seen(row):
        raise Conflict(f"{operation.label}: it was changed since you read it; read it again and decide then")


def read_answers(operation: Operation[M], posted: QueryDict) -> dict[str, str]:
    """What the person wrote, without control characters; raises ``Invalid``."""
    answers = {}
    for ask in operation.asks:
        given = posted.get(ask.name, "")
        answer = given if ask.is_secret else _CONTROL.sub("", given).strip()
        if ask.is_required and not answer:
            raise Invalid(f"{operation.label}: {ask.label} is missing")
        if len(answer) > ask.max_length:
            raise Invalid(f"{operation.label}: {ask.label} is longer than {ask.max_length} characters")
        answers[ask.name] = answer
    return answers
