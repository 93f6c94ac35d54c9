"""Names of Python files stand for what their assignments and imports say."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot

CASES: dict[str, tuple[dict[str, str], str, str, str]] = {
    "a variable": ({"a.py": "X = 1\n"}, "X", "a.py", "1"),
    "the last assignment": ({"a.py": "X = 1\nX = 2\n"}, "X", "a.py", "2"),
    "a typed variable": ({"a.py": "X: int = 1\n"}, "X", "a.py", "1"),
    "chained": ({"a.py": "Y = X = 1\n"}, "Y", "a.py", "1"),
    "in a block": ({"a.py": "try:\n    X = 1\nexcept OSError:\n    pass\n"}, "X", "a.py", "1"),
    "a function": ({"a.py": "@d\ndef f(): ...\n"}, "f", "a.py", "def f(): ..."),
    "a local": ({"a.py": "def f():\n    x = 1\n"}, "x", "a.py", "1"),
    "a class attribute": ({"a.py": "class C:\n    X = 1\n"}, "C.X", "a.py", "1"),
    "an inherited one": ({"a.py": "class B:\n    X = 1\nclass C(B):\n    pass\n"}, "C.X", "a.py", "1"),
    "an instance's": ({"a.py": "class C:\n    X = 1\nc = C()\n"}, "c.X", "a.py", "1"),
    "an alias": ({"a.py": "Y = [1]\nX = Y\n"}, "X", "a.py", "[1]"),
    "imported": ({"a.py": "from b import Y as X\n", "b.py": "Y = 1\n"}, "X", "b.py", "1"),
    "imported module": ({"a.py": "import b\n", "b.py": "Y = 1\n"}, "b.Y", "b.py", "1"),
    "imported dotted module": ({"a.py": "import p.b\n", "p/b.py": "Y = 1\n"}, "p.b.Y", "p/b.py", "1"),
    "imported module under a name": (
        {"a.py": "import p.b as q\n", "p/b.py": "Y = 1\n"},
        "q.Y",
        "p/b.py",
        "1",
    ),
    "from a package": (
        {"a.py": "from p import b\n", "p/__init__.py": "", "p/b.py": "Y = 1\n"},
        "b.Y",
        "p/b.py",
        "1",
    ),
    "relative": ({"p/a.py": "from .b import Y\n", "p/b.py": "Y = 1\n"}, "Y", "p/b.py", "1"),
    "two up": ({"p/q/a.py": "from ..b import Y\n", "p/b.py": "Y = 1\n"}, "Y", "p/b.py", "1"),
    "a sibling module": ({"p/a.py": "from . import b\n", "p/b.py": "Y = 1\n"}, "b.Y", "p/b.py", "1"),
    "re-exported by a package": (
        {"a.py": "from p import Y\n", "p/__init__.py": "from .b import Y\n", "p/b.py": "Y = 1\n"},
        "Y",
        "p/b.py",
        "1",
    ),
    "star": ({"a.py": "from b import *\n", "b.py": "Y = 1\n"}, "Y", "b.py", "1"),
    "a source layout": ({"run.py": "from p.b import Y\n", "src/p/b.py": "Y = 1\n"}, "Y", "src/p/b.py", "1"),
    "from the root": ({"p/q/a.py": "from p.b import Y\n", "p/b.py": "Y = 1\n"}, "Y", "p/b.py", "1"),
}


@pytest.mark.parametrize("case", CASES)
def test_definition(case: str, tmp_path: Path) -> None:
    files, name, expected_file, expected_text = CASES[case]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    found = Snapshot(FolderSource(tmp_path)).definition(next(iter(files)), name)
    assert found is not None
    assert (found.file, found.node.text()) == (expected_file, expected_text)


def test_modules_that_import_each_other_end(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("from b import X\nfrom b import *\n")
    (tmp_path / "b.py").write_text("from a import X\nfrom a import *\n")
    workspace = Snapshot(FolderSource(tmp_path))
    assert workspace.definition("a.py", "X") is None
    assert workspace.definition("a.py", "os.environ") is None
