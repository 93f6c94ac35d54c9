"""What keeps a repair from being remembered: text that is somebody's own rather than the language's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from autofix.engine.gates.secrets import find_secret
from autofix.engine.memory.lesson import Lesson

# An address names somebody's machine or person; what belongs to the problem is a hole by now.
_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]*://|[\w.+-]+@[\w-]+\.\w|\b\d{1,3}(?:\.\d{1,3}){3}\b|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,}"
    r"|\b[\w-]+\.(?:com|net|org|io|dev|app|cloud|internal|local|lan|corp|example|[a-z]{2}\.[a-z]{2})\b"
    r"|\bwww\.|\d{7,}|(?:^|[\s'\"`])(?:/home|/Users|/root|[A-Za-z]:\\)",
    re.I,
)


# More words in a row than code has are somebody's prose.
MAX_WORDS = 5
# Fewer letters in common with a secret are chance.
MIN_SECRET = 6


def is_private(lesson: Lesson, secrets: Sequence[str] = (), redact: Callable[[str], str] = str) -> bool:
    """Whether something in ``lesson`` is an address, a secret, personal data or prose."""
    literals = [part for slot in lesson.slots if slot.kind != "mark" for part in slot.parts if isinstance(part, str)]
    if any(_share(text, secret) for text in literals for secret in secrets):
        return True
    if any(len(text.split()) > MAX_WORDS for text in literals) or _has_prose(lesson):
        return True
    words = " ".join(dict.fromkeys(literals))
    if any(_ADDRESS.search(text) for text in literals):
        return True
    if redact(words) != words or any(redact(f'"{text}"') != f'"{text}"' for text in dict.fromkeys(literals)):
        return True
    # Beside what it is called, and on its own: some detectors want the one, some the other.
    return bool(find_secret(words)) or any(find_secret(f'"{text}"') for text in dict.fromkeys(literals))


def _share(text: str, secret: str) -> bool:
    """Whether the text is in the secret, the secret in the text, or either begins or ends the other."""
    if min(len(text), len(secret)) < MIN_SECRET:
        return False
    ends = (secret[:MIN_SECRET], secret[-MIN_SECRET:])
    return text in secret or any(end in text for end in ends)


def _has_prose(lesson: Lesson) -> bool:
    """Whether words follow one another as they do in the text of a page."""
    run = 0
    for slot in lesson.slots:
        run = run + 1 if slot.kind == "word" else 0
        if run > MAX_WORDS:
            return True
    return False
