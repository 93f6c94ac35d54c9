"""What a fix takes from a persona: values, which a cache can hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from autofix.engine.model.limits import Style

DEFAULT = "default"
MAX_STYLE, MAX_TOKENS, MAX_TEMPERATURE = 8_000, 100_000, 2.0


@dataclass(frozen=True)
class Profile:
    """How a model is spoken to. ``version`` 0 of no persona is AutoFix's own.

    ``style_guide`` is the tenant's own word on style. It steers nothing else: gates and proof do not know it.
    ``model`` is empty where the project's own is asked; ``token_limit`` bounds one answer.
    """

    persona_id: str = ""
    name: str = DEFAULT
    version: int = 0
    style_guide: str = ""
    model: str = ""
    temperature: float = 0.7
    token_limit: int = 4_000

    @property
    def style(self) -> Style:
        """How the engine asks a model in its words."""
        return Style(self.style_guide, self.temperature, self.token_limit, f"{self.name} {self.version}")

    def with_changes(self, values: Mapping[str, Any]) -> Profile:
        """The same with the named fields changed."""
        return replace(self, **values)


def to_json(profile: Profile) -> str:
    """The profile as text."""
    return json.dumps(asdict(profile))


def from_json(text: str | bytes) -> Profile | None:
    """The profile in ``text``; None where an older or newer AutoFix wrote it, or something else did."""
    try:
        values = json.loads(text)
    except ValueError:
        return None
    if not isinstance(values, dict) or set(values) != {one.name for one in fields(Profile)}:
        return None
    return Profile(**values)
