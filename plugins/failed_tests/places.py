"""Where a failed test leads: the code it calls before the test itself."""

from __future__ import annotations

import re

from autofix.sdk import Location, Problem, Workspace
from autofix.sdk.places import locate

MAX_FRAMES = 60
_TEST = re.compile(
    r"(?:^|/)(?:tests?|__tests__|spec|e2e)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|\.(?:test|spec)\.\w+$"
)
_CODE = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".vue", ".svelte", ".py")
# "shop/prices.py:4: TypeError", as pytest ends each entry of a traceback.
_PYTEST = re.compile(r"^(?P<file>[\w./-]{1,300}\.py):(?P<line>\d{1,9}): ?(?:in \w{1,100}|[\w.]{0,100})$", re.M)


def places_of(problem: Problem, workspace: Workspace) -> tuple[Location, ...]:
    """The places of this repository that the report names, code before tests, the innermost first."""
    found: dict[Location, None] = {}
    frames = problem.of_code("frame")[:MAX_FRAMES]
    python = [frame for frame in frames if frame.tool == "python"][::-1]
    for frame in (*(frame for frame in frames if frame.tool != "python"), *python):
        file = locate(workspace, frame.file or "", frame)
        if file.endswith(_CODE) and frame.line:
            found[Location(file, frame.line)] = None
    for match in reversed(list(_PYTEST.finditer(problem.text))[-MAX_FRAMES:]):
        if file := locate(workspace, match["file"]):
            found[Location(file, int(match["line"]))] = None
    for finding in problem.of_code("test.failed"):
        if finding.file and (file := locate(workspace, finding.file)):
            found[Location(file, finding.line or 1)] = None
    return tuple(sorted(found, key=lambda place: is_test(place.file)))


def is_test(path: str) -> bool:
    """Whether a file holds tests, by its name."""
    return bool(_TEST.search(path))
