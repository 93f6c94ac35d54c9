"""An import that is taken out while its name is still used, or offered to others, is not made good by a passing command."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.patch import Patch, replace_file
from autofix.engine.prove.unbound import unbound_names
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot

USED = "import { total } from './sums';\nimport { tax } from './tax';\n\nexport const all = (list) => %s(list) + tax;\n"
GONE = USED.replace("import { total } from './sums';\n", "")


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        pytest.param("a.js", USED % "total", GONE % "total", "a.js uses total", id="used"),
        pytest.param("a.js", USED % "sum", GONE % "sum", "", id="not used"),
        pytest.param("a.js", USED % "total", USED.replace("sums", "sum") % "total", "", id="from elsewhere"),
        pytest.param("a.js", USED % "total", "const total = () => 0;\n" + GONE % "total", "did something with total", id="made there instead"),
        pytest.param("a.js", USED % "total", GONE % "(() => 0)", "did something with total", id="taken out with its use"),
        pytest.param("a.js", USED % "total", USED.replace("{ total }", "{ sum }") % "sum", "", id="misspelt"),
        pytest.param("a.js", USED % "box.total", GONE % "box.total", "", id="a member of that name"),
        pytest.param("a.js", "export { a, b } from './c';\n", "export { a } from './c';\n", "offers b", id="re-exported"),
        pytest.param("p/__init__.py", "from p.c import a, b\n", "from p.c import a\n", "offers b", id="a package's"),
        pytest.param("p/__init__.py", "from p.c import a, d\n", "from p.c import a, b\n", "", id="a package's, misspelt"),
        pytest.param("p/d.py", "from p.c import a, b\n\na()\n", "from p.c import a\n\na()\n", "", id="a module's, unused"),
        pytest.param("p/d.py", "import os\n\nos.getcwd()\n", "\n\nos.getcwd()\n", "uses os", id="a module's, used"),
    ],
)  # fmt: skip
def test_it_is_named(tmp_path: Path, file: str, before: str, after: str, said: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(before)
    workspace = Snapshot(FolderSource(tmp_path))
    patch = Patch((replace_file(file, before.encode(), after.encode(), ""),))
    named = unbound_names(workspace, Snapshot(Overlay(workspace.source, patch.contents())), patch)

    assert (said in named, bool(named)) == (True, bool(said)), named
