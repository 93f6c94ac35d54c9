"""What a fix takes from a persona: values, which a cache can hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from autofix.engine.model.limits import Style

DEFAULT = "default"
MAX_STYLE, MAX_TOKENS, MAX_TEMPERATURE, MAX_NAME = 8_000, 100_000, 2.0, 100
# As a file can name it, and as endpoints name their models.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
MODEL = r"^[A-Za-z0-9][A-Za-z0-9._:/@-]*$"
STYLE_RULE = f"a style guide is text of at most {MAX_STYLE} characters, without control characters"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


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


def kept_style(text: str) -> str | None:
    """The style guide as it is stored, with plain line ends; None where it breaks ``STYLE_RULE``."""
    kept = text.replace("\r\n", "\n")
    return None if len(kept) > MAX_STYLE or _CONTROL.search(kept) else kept


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
