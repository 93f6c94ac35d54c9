"""Further reports of the demonstration: an API endpoint, a build, and one that is not the repository's fault."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Story:
    """A commit that breaks the sample, the report that follows, and what AutoFix has to answer.

    ``edits`` are (file, old text, new text). ``result`` is that of the fix.
    """

    name: str
    about: str
    edits: tuple[tuple[str, str, str], ...]
    report: str
    result: str

    def tell(self, checkout: Path) -> None:
        """Make the edits; raises ``ValueError`` where the sample is not what the story is about."""
        for name, old, new in self.edits:
            path = checkout / name
            text = path.read_text()
            if text.count(old) != 1:
                raise ValueError(f"{name} of the sample has {text.count(old)} times {old!r}")
            path.write_text(text.replace(old, new))


_NOT_FOUND = (
    "GET http://localhost:4000/api/items 404 (Not Found)\n"
    "Uncaught (in promise) SyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON\n"
)
_OUTAGE = {
    "react-express": (
        "npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error errno ENOTFOUND\n"
        "npm error network request to https://registry.example/express failed, "
        "reason: getaddrinfo ENOTFOUND registry.example\n"
    ),
    "flask-static": (
        "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection "
        "broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f1c>: Failed to "
        "establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/flask/\n"
        "ERROR: Could not find a version that satisfies the requirement flask (from versions: none)\n"
        "ERROR: No matching distribution found for flask\n"
    ),
}
STORIES = {
    "react-express": (
        Story(
            "api",
            "A server that was renamed under its page",
            (("api/src/app.js", "'/api/items', itemRouter", "'/api/item', itemRouter"),),
            _NOT_FOUND,
            "verified",
        ),
        Story(
            "build",
            "A build that fails where the file system minds upper and lower case",
            (("web/src/main.jsx", "'./App.jsx'", "'./app.jsx'"),),
            "> stockroom-web@1.0.0 build\n> vite build\n\nvite v6.4.1 building for production...\ntransforming...\n"
            "✗ Build failed in 61ms\nerror during build:\n"
            'Could not resolve "./app.jsx" from "src/main.jsx"\nfile: /srv/stockroom/web/src/main.jsx\n',
            "verified",
        ),
        Story("outage", "A registry that cannot be reached", (), _OUTAGE["react-express"], "not_code"),
    ),
    "flask-static": (
        Story(
            "api",
            "A route that was renamed under its page",
            (("app.py", '@app.get("/api/items")', '@app.get("/api/item")'),),
            _NOT_FOUND,
            "verified",
        ),
        Story(
            "build",
            "A server that does not start for want of a package",
            (("requirements.txt", "flask-cors>=5.0\n", ""),),
            'Traceback (most recent call last):\n  File "/srv/stockroom/app.py", line 4, in <module>\n'
            "    from flask_cors import CORS\nModuleNotFoundError: No module named 'flask_cors'\n",
            "verified",
        ),
        Story("outage", "A package index that cannot be reached", (), _OUTAGE["flask-static"], "not_code"),
    ),
}
