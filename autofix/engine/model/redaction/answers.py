"""What a model wrote, redacted: in JSON a secret may be written with escapes that no detector reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

Redact = Callable[[str], str]
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrt\"\\/]))")
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}


def redacted_data(value: object, redact: Redact) -> object:
    """A JSON value with every text in it redacted, names of fields too."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {redact(str(name)): redacted_data(item, redact) for name, item in value.items()}
    if isinstance(value, Sequence):
        return [redacted_data(item, redact) for item in value]
    return value


def redacted_text(text: str, redact: Redact, data: object = None) -> str:
    """``text`` redacted. Where ``data``, redacted already, is the object in it, it stands for what was written of it.

    Text that shows a secret once its escapes are read is given back without them.
    """
    start, end = text.find("{"), text.rfind("}") + 1
    if data is not None and 0 <= start < end:
        written = json.dumps(data, ensure_ascii=False)
        return redacted_text(text[:start], redact) + written + redacted_text(text[end:], redact)
    once = redact(text)
    read = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _SIGNS.get(found[2], found[2]), once)
    again = redact(read)
    return once if again == read else again
