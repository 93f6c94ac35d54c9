"""Identifiers that sort by time and say what they name: ``fix_01m7y49c37e209q74d36r1pky1``.

The format is TypeID 0.3 (https://github.com/jetify-com/typeid): a prefix and a UUID version 7 in base 32.
"""

from __future__ import annotations

import re

from typeid import TypeID

MAX_LENGTH = 40
_SHAPE = re.compile(r"[a-z]{2,8}_[0-7][0-9a-hjkmnp-tv-z]{25}")


def new_id(prefix: str) -> str:
    """A new identifier; later ones sort behind earlier ones, to the millisecond."""
    return str(TypeID(prefix=prefix))


def is_id(text: str, prefix: str) -> bool:
    """Whether ``text`` is an identifier of this prefix."""
    return text.startswith(prefix + "_") and _SHAPE.fullmatch(text) is not None
