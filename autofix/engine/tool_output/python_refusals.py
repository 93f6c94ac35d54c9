"""What libraries of Python refuse at the start of an application, in messages of their own.

Sources: Starlette's ``staticfiles.py``, FastAPI's ``utils.py``, SQLAlchemy's plug-in registry, Flask's ``globals.py``
and the release notes of Flask 2.3, pydantic's migration guide of version 2, NumPy 2's, and httpx 0.28's.
"""

from __future__ import annotations

import re

_REFUSALS = (
    ("RuntimeError", re.compile(r"Directory '(?P<value>[^'\n]{1,200})' does not exist")),
    ("RuntimeError", re.compile(r"(?P<value>Working outside of application context)")),
    (
        "FastAPIError",
        re.compile(r"Invalid args for response field! Hint: check that <class '(?P<value>[\w.]{1,200})'> is a valid"),
    ),
    ("NoSuchModuleError", re.compile(r"Can't load plugin: (?P<value>sqlalchemy\.dialects:[\w.]{1,60})")),
    ("AttributeError", re.compile(r"'(?:Flask|Blueprint)' object has no attribute '(?P<value>\w{1,60})'")),
    ("PydanticUserError", re.compile(r"`(?P<value>regex)` is removed\.|If you use `@(?P<other>root_validator)` with")),
    ("TypeError", re.compile(r"__init__\(\) got an unexpected keyword argument '(?P<value>proxies|app)'")),
    ("ValueError", re.compile(r"(?P<value>numpy)\.(?:dtype|ndarray|ufunc) size changed")),
    ("ImportError", re.compile(r"(?P<value>numpy)\.core\.multiarray failed to import")),
)


def refused(short: str, message: str) -> str | None:
    """What a library refuses, by the short name of its exception and its message; None where it is no such thing."""
    for name, pattern in _REFUSALS:
        found = pattern.search(message) if name == short else None
        if found is not None:
            return next(group for group in found.groups() if group)
    return None
