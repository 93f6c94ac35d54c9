"""Imports, exports and source roots of Python."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

RESOLVED: dict[str, tuple[tuple[str, ...], str, str, str | None]] = {
    "a src layout": (("src/pkg/a.py",), "tests/test_a.py", "pkg.a", "src/pkg/a.py"),
    "from the root": (("pkg/a.py",), "pkg/deep/b.py", "pkg.a", "pkg/a.py"),
    "relative": (("pkg/a.py",), "pkg/b.py", ".a", "pkg/a.py"),
    "two up": (("pkg/a.py",), "pkg/sub/b.py", "..a", "pkg/a.py"),
    "the package itself": (("pkg/__init__.py",), "pkg/b.py", ".", "pkg/__init__.py"),
    "a namespace package": (("space/inner/a.py",), "main.py", "space.inner.a", "space/inner/a.py"),
    "a package": (("pkg/__init__.py",), "main.py", "pkg", "pkg/__init__.py"),
    "out of the repository": ((), "pkg/b.py", "....a", None),
    "not a module": (("a/b.py",), "main.py", "a/b", None),
    "installed": ((), "main.py", "flask", None),
}


@pytest.mark.parametrize("case", RESOLVED)
def test_module(case: str, opened: Opened) -> None:
    files, path, module, expected = RESOLVED[case]
    assert opened({path: "", **dict.fromkeys(files, "")}).resolve_import(path, module) == expected


@pytest.mark.parametrize(
    "settings",
    [
        '[tool.pytest.ini_options]\npythonpath = ["backend"]\n',
        '[tool.setuptools.packages.find]\nwhere = ["backend"]\n',
        '[tool.setuptools]\npackage-dir = {"" = "backend"}\n',
        '[tool.poetry]\npackages = [{include = "pkg", from = "backend"}]\n',
    ],
)
def test_declared_source_root(settings: str, opened: Opened) -> None:
    files = {"pyproject.toml": settings, "backend/pkg/a.py": "", "tests/t.py": ""}

    assert opened(files).resolve_import("tests/t.py", "pkg.a") == "backend/pkg/a.py"
    assert opened({**files, "pyproject.toml": ""}).resolve_import("tests/t.py", "pkg.a") is None


def test_imports(opened: Opened) -> None:
    source = (
        "from __future__ import annotations\n"
        "import os, a.b as c\nimport d.e\n"
        "from .. import f\nfrom .g.h import (\n    i as j,\n    k,\n)\nfrom m import *\n"
        "if TYPE_CHECKING:\n    from n import o\n"
        "def late():\n    from p import q\n"
    )
    found = opened({"x.py": source}).imports("x.py")

    assert [(one.specifier, one.names, one.line, one.is_type) for one in found] == [
        ("__future__", (("annotations", "annotations"),), 1, False),
        ("os", (("*", "os"),), 2, False),
        ("a.b", (("*", "c"),), 2, False),
        ("d.e", (("*", "d"),), 3, False),
        ("..", (("f", "f"),), 4, False),
        (".g.h", (("i", "j"), ("k", "k")), 5, False),
        ("m", (("*", "*"),), 9, False),
        ("n", (("o", "o"),), 11, True),
        ("p", (("q", "q"),), 13, False),
    ]
    assert [source[one.specifier_start : one.specifier_end] for one in found] == [one.specifier for one in found]
    assert source[found[5].start : found[5].end].endswith("k,\n)")


def test_exports(opened: Opened) -> None:
    source = (
        "import os\nfrom .models import User as Person\nA, (B, *C) = 1, (2, 3)\nD: int = 4\nE = F = 5\n"
        "@decorated\ndef g(): inner = 1\nclass H:\n    attribute = 1\n"
        "try:\n    import i\nexcept ImportError:\n    i = None\n"
        "for j in range(3):\n    k = j\nwith open('x') as m:\n    pass\nif (n := 1):\n    pass\nD += 1\n"
    )
    found = opened({"pkg/x.py": source}).exports("pkg/x.py")

    wanted = {"os", "Person", "A", "B", "C", "D", "E", "F", "g", "H", "i", "j", "k", "m", "n"}
    assert found.names == wanted
    assert found.is_complete


def test_star_imports_follow_all(opened: Opened) -> None:
    files = {
        "pkg/__init__.py": "from .listed import *\nfrom .plain import *\n",
        "pkg/listed.py": "__all__ = ['a'] \n__all__ += ['_b']\na = _b = hidden = 1\n",
        "pkg/plain.py": "c = 1\n_d = 2\n",
        "pkg/sub/__init__.py": "",
    }
    found = opened(files).exports("pkg/__init__.py")

    assert (found.names, found.is_complete) == ({"a", "_b", "c", "listed", "plain", "sub"}, True)


@pytest.mark.parametrize("source", ["from package import *\n", "def __getattr__(name): ...\n", "globals()['x'] = 1\n"])
def test_what_one_cannot_know_all_of(source: str, opened: Opened) -> None:
    assert not opened({"x.py": source}).exports("x.py").is_complete
