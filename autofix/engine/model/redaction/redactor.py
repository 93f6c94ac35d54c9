"""Takes secrets and personal data out of texts, and says what stood there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autofix.engine.model.redaction.assignments import find_assignments
from autofix.engine.model.redaction.credentials import find_credentials
from autofix.engine.model.redaction.detect_secrets import find_with_detect_secrets
from autofix.engine.model.redaction.entropy import find_random
from autofix.engine.model.redaction.formats import find_formats
from autofix.engine.model.redaction.hidden_forms import find_hidden
from autofix.engine.model.redaction.known import KnownSecrets
from autofix.engine.model.redaction.personal import find_personal
from autofix.engine.model.redaction.placeholders import placeholder_ranges
from autofix.engine.model.redaction.private_keys import find_private_keys
from autofix.engine.model.redaction.span import SECRET, Detector, Span, merged

# Each finds what the others do not; all of them are asked.
DETECTORS: Mapping[str, Detector] = {
    "private keys": find_private_keys,
    "formats": find_formats,
    "credentials": find_credentials,
    "assignments": find_assignments,
    "hidden": find_hidden,
    "random": find_random,
    "detect-secrets": find_with_detect_secrets,
    "personal": find_personal,
}


@dataclass(frozen=True)
class Redaction:
    """``start`` to ``end`` of a text became ``placeholder``; ``label`` is ``secret`` or what kind of personal datum."""

    start: int
    end: int
    placeholder: str
    label: str


class Redactor:
    """Redacts the texts of one fix.

    ``known`` are the project's own secrets, name to value. A value gets the same placeholder wherever it stands:
    ``[secret:NAME]`` for the project's own, ``[secret 1]``, ``[email 1]`` and so on for others, numbered in the order
    of first sight. So the same texts in the same order come out the same to the byte.
    """

    def __init__(self, known: Mapping[str, str], detectors: Mapping[str, Detector] = DETECTORS) -> None:
        self._known = KnownSecrets(known)
        self._detectors = tuple(detectors.values())
        self._numbers: dict[tuple[str, str], int] = {}
        self._count: dict[str, int] = {}

    def redact(self, text: str) -> str:
        """``text`` with placeholders for secrets and personal data."""
        parts, at = [], 0
        for found in self.redactions(text):
            parts += [text[at : found.start], found.placeholder]
            at = found.end
        return "".join([*parts, text[at:]])

    def without_secrets(self, text: str) -> str:
        """``text`` as people of the project may read it: personal data stays, and secrets have no numbers.

        What a model reads is numbered; these texts must not take its numbers.
        """
        parts, at = [], 0
        for span in self._spans(text):
            if span.label == SECRET:
                parts += [text[at : span.start], f"[secret:{span.name}]" if span.name else "[secret]"]
                at = span.end
        return "".join([*parts, text[at:]])

    def redactions(self, text: str) -> list[Redaction]:
        """What ``redact`` replaces in ``text``, in order; none overlaps another."""
        return [
            Redaction(span.start, span.end, self._placeholder(span, text[span.start : span.end]), span.label)
            for span in self._spans(text)
        ]

    def holds(self, text: str) -> str:
        """The kind of secret that ``text`` shows, empty when it shows none; personal data is no secret."""
        return next((_kind(span) for span in self._spans(text) if span.label == SECRET), "")

    def _spans(self, text: str) -> list[Span]:
        if not text.strip():
            return []
        found = [*self._known.find(text)]
        for detect in self._detectors:
            found.extend(detect(text))
        done = placeholder_ranges(text)
        return merged(part for span in found for part in _without(span, done))

    def _placeholder(self, span: Span, value: str) -> str:
        if span.name:
            return f"[secret:{span.name}]"
        key = (span.label, value if span.label == SECRET else value.casefold())
        if key not in self._numbers:
            self._count[span.label] = self._numbers[key] = self._count.get(span.label, 0) + 1
        return f"[{span.label} {self._numbers[key]}]"


def _without(span: Span, done: list[tuple[int, int]]) -> list[Span]:
    """``span`` without what is a placeholder already."""
    parts, at = [], span.start
    for start, end in done:
        if end <= span.start or start >= span.end:
            continue
        if start - at >= 4:
            parts.append(Span(at, start, span.label, span.kind, span.name))
        at = max(at, end)
    if at == span.start:
        return [span]
    return [*parts, Span(at, span.end, span.label, span.kind, span.name)] if span.end - at >= 4 else parts


def _kind(span: Span) -> str:
    return f"{span.kind} {span.name}" if span.name else span.kind
