"""The release that breaks on purpose: healthy at first, and gone a moment after it took over."""

from __future__ import annotations

from pathlib import Path

# Long enough to pass the probe before the switch, shorter than the settle time.
SECONDS = 1

_JAVASCRIPT = f"""
setTimeout(() => {{
  throw new Error('a leak that nobody saw in the review');
}}, {SECONDS * 1000});
"""
_PYTHON = f"""import threading
import os
import sys


def _leak():
    print("a leak that nobody saw in the review", file=sys.stderr, flush=True)
    os._exit(1)


threading.Timer({SECONDS}, _leak).start()
"""
ENTRIES = {"react-express": ("api/src/server.js", _JAVASCRIPT), "flask-static": ("app.py", _PYTHON)}


def break_application(checkout: Path, sample: str) -> None:
    """Put the fault into the server's entry file."""
    name, code = ENTRIES[sample]
    path = checkout / name
    text = path.read_text()
    # Python's server blocks at the end of the file, so the fault goes to its beginning.
    path.write_text(code + text if name.endswith(".py") else text + code)
