"""Secrets and personal data in a text, replaced by placeholders that say what stood there."""

from __future__ import annotations

from autofix.engine.model.redaction.placeholders import find_placeholder
from autofix.engine.model.redaction.redactor import DETECTORS, Redactor

__all__ = ["DETECTORS", "Redactor", "find_placeholder"]
