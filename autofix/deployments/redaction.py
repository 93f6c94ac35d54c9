"""Keeping a project's secrets out of what is recorded: servers print what they are given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from autofix.deployments.phases import PhaseResult

# Shorter ones are found in any text by chance.
MIN_CHARACTERS = 4
# What the deployment goes on with is nothing that a server has printed.
FACTS = ("commit", "address")


def redact(text: str, secrets: Mapping[str, str]) -> str:
    """``text`` with ``[secret NAME]`` for every value of ``secrets``."""
    names = {value: name for name, value in secrets.items() if len(value) >= MIN_CHARACTERS}
    if not names:
        return text
    # One may begin with another: the longest is tried first.
    values = sorted(names, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, values)), lambda found: f"[secret {names[found[0]]}]", text)


def redacted(result: PhaseResult, secrets: Mapping[str, str]) -> PhaseResult:
    """``result`` with no value of ``secrets`` in anything that it says."""
    return replace(
        result,
        message=redact(result.message, secrets),
        data={name: value if name in FACTS else _inside(value, secrets) for name, value in result.data.items()},
        errors=tuple(redact(text, secrets) for text in result.errors),
        warnings=tuple(redact(text, secrets) for text in result.warnings),
    )


def _inside(value: object, secrets: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return redact(value, secrets)
    if isinstance(value, Mapping):
        return {name: _inside(part, secrets) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_inside(part, secrets) for part in value]
    return value
