"""Does a line hold a secret? Asked of detect-secrets' own detectors.

Its plugins for key formats and its keyword and entropy detectors are used
as they come, with the entropy limits of its own defaults (4.5 bits for base64, 3.0 for hex).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

# An address or an npm integrity hash has the entropy of a key without being one.
_NO_SECRET = re.compile(r"https?://[\w.\-\[\]:]+/?(?=['\"\s,;)\]}]|$)|sha(?:256|384|512)[-:][\w+/=]+")


@functools.cache
def _detectors() -> tuple[Any, ...]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    # Importing the detectors costs 0.2 s and only a candidate needs them.
    left_out = {"IPPublicDetector"}
    classes: Any = get_mapping_from_secret_type_to_class().values()
    return tuple(cls() for cls in classes if cls.__name__ not in left_out)


def find_secret(line: str) -> str:
    """The kind of secret in ``line``, empty when there is none."""
    return next((kind for kind, _ in find_values(line)), "")


def find_values(line: str) -> Iterator[tuple[str, str]]:
    """The kind and the text of each secret in ``line``, as detect-secrets sees it."""
    cleaned = _NO_SECRET.sub("", line)
    if not cleaned.strip():
        return
    for detector in _detectors():
        for found in detector.analyze_line(filename="added", line=cleaned, line_number=1):
            yield str(found.type), str(found.secret_value)
