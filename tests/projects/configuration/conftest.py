"""Reading a file that has problems, and the keys that the dataclasses have."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import pytest

from autofix.projects.configuration import Configuration, ConfigurationError, ConfigurationProblem, load_configuration

SECRETS = frozenset({"SENTRY_DSN", "SLACK_URL", "DATABASE_URL", "TOKEN"})
Problems = Callable[..., tuple[ConfigurationProblem, ...]]


@pytest.fixture
def problems_of() -> Problems:
    """The problems of a file that has to have some."""

    def read(text: str | bytes, secrets: Collection[str] = SECRETS) -> tuple[ConfigurationProblem, ...]:
        with pytest.raises(ConfigurationError) as raised:
            load_configuration(text, secrets)
        return raised.value.problems

    return read


@pytest.fixture(scope="session")
def model() -> Mapping[str, object]:
    """Every key that the dataclasses have, with its default; ``NAME`` and ``[]`` as the reference writes them."""
    return dict(_keys(Configuration, ""))


def _keys(kind: type, before: str) -> Iterator[tuple[str, object]]:
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        made = field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
        yield before + field.name, made
        yield from _below(hints[field.name], before + field.name, made)


def _below(hint: object, name: str, made: object) -> Iterator[tuple[str, object]]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        yield from _below(inner[0], name, made)
    elif origin is tuple:
        yield from _below(inner[0], f"{name}[]", None)
    elif origin is Mapping:
        for key in made or ("NAME",):  # type: ignore[attr-defined]
            yield f"{name}.{key}", None
            yield from _below(inner[1], f"{name}.{key}", None)
    elif dataclasses.is_dataclass(hint) and hint.__name__ not in ("SecretText", "Hours"):  # type: ignore[union-attr]
        yield from _keys(hint, f"{name}.")  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def key_of() -> Callable[[Sequence[str | int]], str]:
    """The name of a schema's path as the reference writes it."""

    def write(path: Sequence[str | int]) -> str:
        parts = ("[]" if part == 0 else ".NAME" if part == "*" else f".{part}" for part in path)
        return "".join(parts).removeprefix(".")

    return write
