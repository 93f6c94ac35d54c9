"""How states look in a list."""

from __future__ import annotations

from autofix.admin.text import LOOK_OF

# Unfold's own words for the colours of ``autofix.admin.text``.
_COLOURS = {"good": "success", "bad": "danger", "busy": "info", "waiting": "warning"}
LOOKS = {word: _COLOURS[look] for word, look in LOOK_OF.items()}
