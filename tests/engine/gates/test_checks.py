"""A fix may not silence the check that found something, and every one of these would pass without this gate."""

import pytest

from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.patch import make_patch
from autofix.sdk import Action, Candidate, Change, Edit

FILES = {
    "src/app.ts": b"import { a } from './a';\n// @ts-ignore\nexport const b = a.b;\n",
    "src/app.py": b"import os\n\nx = 1\n",
    "next.config.js": b"module.exports = { reactStrictMode: true };\n",
}


def refusals(workspace, file, old, new):
    opened = workspace(FILES)
    start = FILES[file].decode().index(old)
    change = Change(file, Action.MODIFY, "x", (Edit(start, start + len(old), new),))
    candidate = Candidate("recipe:x", "x", (change,))
    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None))
    return {result.name: result.explanation for result in results if not result.passed}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("src/app.ts", "import", "/* eslint-disable */\nimport"),
        ("src/app.ts", "export", "// eslint-disable-next-line no-undef\nexport"),
        ("src/app.ts", "import", "// @ts-nocheck\nimport"),
        ("src/app.ts", "export", "// @ts-expect-error for now\nexport"),
        ("src/app.ts", "a.b", "(a as any).b"),
        ("src/app.ts", "const b", "const b: any"),
        ("src/app.py", "import os", "import os  # noqa: F401"),
        ("src/app.py", "import os", "# flake8: noqa\nimport os"),
        ("src/app.py", "x = 1", "x = 1  # type: ignore[assignment]"),
        ("src/app.py", "import os", "import os  # pylint: disable=unused-import"),
        ("next.config.js", "reactStrictMode: true", "reactStrictMode: true, eslint: { ignoreDuringBuilds: true }"),
        ("next.config.js", "reactStrictMode: true", "typescript: { ignoreBuildErrors: true }"),
    ],
)
def test_it_is_refused_by_this_gate_alone(workspace, file, old, new):
    found = refusals(workspace, file, old, new)

    assert list(found) == ["checks"]
    assert "silence" in found["checks"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("src/app.ts", "// @ts-ignore", "// @ts-expect-error"),
        ("src/app.ts", "// @ts-ignore\n", ""),
        ("src/app.ts", "a.b", "a.b ?? anything"),
        ("src/app.py", "import os\n\n", ""),
        ("next.config.js", "true", "false"),
    ],
)
def test_what_silences_nothing_passes(workspace, file, old, new):
    assert refusals(workspace, file, old, new) == {}
