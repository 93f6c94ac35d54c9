"""What Flask's command, uvicorn and gunicorn say when an application cannot be loaded.

Sources: Flask's ``cli.py``, uvicorn's ``importer.py``, gunicorn's ``util.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_NO_FLASK = re.compile(
    r"Error: (?P<message>Could not locate a Flask application\.[^\n]{0,400}|Failed to find Flask "
    r"application or factory in module "
    r"'(?P<value>[^'\n]{1,200})'[^\n]{0,300}|Could not import '(?P<module>[^'\n]{1,200})'\.)"
)
_NO_MODULE = re.compile(r"Error loading ASGI app\. Could not import module \"(?P<value>[^\"\n]{1,200})\"")
_NO_ATTRIBUTE = (
    (
        "uvicorn",
        re.compile(
            r"Error loading ASGI app\. Attribute \"(?P<value>[^\"\n]{1,200})\" not found in module "
            r"\"(?P<source>[^\"\n]{1,200})\""
        ),
    ),
    ("flask", re.compile(r"Failed to find attribute '(?P<value>[^'\n]{1,200})' in '(?P<source>[^'\n]{1,200})'")),
)
_FORM = re.compile(r"^(?:RuntimeError: )?Form data requires \"(?P<value>[\w-]{1,60})\" to be installed", re.M)
_SOCKET = re.compile(r"No supported WebSocket library detected\.[^\n]{0,200}")


def parse_servers(text: str) -> Iterator[Finding]:
    """Why a server of Python found no application."""
    for match in _NO_FLASK.finditer(text):
        module = match["value"] or match["module"]
        code = "module_missing" if match["module"] else "build.config"
        yield Finding("flask", code, match["message"], value=module or "FLASK_APP", at=match.start())
    for match in _NO_MODULE.finditer(text):
        yield Finding("uvicorn", "module_missing", match[0], value=match["value"], at=match.start())
    for tool, pattern in _NO_ATTRIBUTE:
        for match in pattern.finditer(text):
            yield Finding(
                tool, "build.export_missing", match[0], value=match["value"], source=match["source"], at=match.start()
            )
    for match in _FORM.finditer(text):
        yield Finding("uvicorn", "build.dependency_missing", match[0], value=match["value"], at=match.start())
    for match in _SOCKET.finditer(text):
        yield Finding("uvicorn", "build.dependency_missing", match[0], value="websockets", at=match.start())
        break
