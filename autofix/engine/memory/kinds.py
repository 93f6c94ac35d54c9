"""Which files a lesson may be about: code, and none of what steers the repository."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

# Files of one kind are written in the same tokens.
KINDS = {
    **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"), "javascript"),
    ".py": "python",
    ".vue": "markup",
    ".svelte": "markup",
    ".html": "markup",
}
_ASIDE = re.compile(
    r"(?:^|/)\."
    r"|(?:^|/)(?:tests?|__tests__|specs?|e2e|cypress|__mocks__|__fixtures__|migrations|node_modules|vendor)/"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest|setup)\.py$"
    r"|\.(?:test|spec|cy|stories|d|min|generated)\.[^/]+$"
    r"|(?:^|/)(?:jest|vitest|playwright|cypress|karma)[.-][^/]*$",
    re.I,
)


def kind_of(path: str) -> str:
    """The kind of the file; empty for one that no lesson may touch (manifests, locks, tests, CI, data)."""
    return "" if _ASIDE.search(path) else KINDS.get(PurePosixPath(path).suffix, "")
