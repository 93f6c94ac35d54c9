"""An import of what is not there passes a linter, and is no repair."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.patch import Patch, replace_file
from autofix.engine.prove.proof import Proof, Status
from autofix.engine.prove.prover import cap
from autofix.engine.prove.unresolved import unresolved_import
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import CommandProbe, Judgement, Seen

FILES = {
    "package.json": '{"scripts": {"lint": "eslint src", "build": "vite build"}, "dependencies": {"lodash": "^4", "@scope/kit": "^1", "@types/geojson": "^7"}}',
    "requirements.txt": "python-dateutil\nFlask\n",
    "src/round.js": "export const round = (value) => value;\n",
    "src/old.js": "const x = require('undeclared');\nmodule.exports = { a: 1, ...x };\n",
    "src/logo.svg": "<svg/>",
    "shop/__init__.py": "",
    "shop/prices.py": "def net():\n    return 1\n",
    "shop/other.py": "import dateutil.parser\n",
}
JS, PY = "export const a = 1;\n", "A = 1\n"


def change(folder: Path, file: str, line: str) -> tuple[Snapshot, Patch]:
    """A repository in which ``line`` is put on top of ``file``, and that change."""
    text = PY if file.endswith(".py") else JS
    for name, content in {**FILES, file: text}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content)
    return Snapshot(FolderSource(folder)), Patch((replace_file(file, text.encode(), f"{line}\n{text}".encode(), ""),))


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        pytest.param("src/a.js", "import { round } from './round.js';", "", id="what is there"),
        pytest.param("src/a.js", "import { round } from './round.sjx';", "./round.sjx", id="no such file"),
        pytest.param("src/a.js", "import { ruond } from './round.js';", "ruond from ./round.js", id="no such export"),
        pytest.param("src/a.js", "import './rond';", "./rond", id="a bare import of no file"),
        pytest.param("src/a.js", "import { b } from './old';", "", id="exports that are worked out"),
        pytest.param("src/a.js", "import logo from './logo.svg';", "", id="a picture"),
        pytest.param("src/a.js", "import get from 'lodash/get';", "", id="a declared package"),
        pytest.param("src/a.js", "import kit from '@scope/kit';", "", id="a declared package of a scope"),
        pytest.param("src/a.js", "import kit from '@scope/kti';", "@scope/kti", id="no package of the scope"),
        pytest.param("src/a.ts", "import type { Point } from 'geojson';", "", id="declared types"),
        pytest.param("src/a.js", "import x from 'undeclared';", "", id="a package that is in use"),
        pytest.param("src/a.js", "import fs from 'node:fs/promises';", "", id="Node's own"),
        pytest.param("src/a.js", "import get from 'lodahs';", "lodahs", id="a package misspelt"),
        pytest.param("shop/a.py", "from shop.prices import net", "", id="a function"),
        pytest.param("shop/a.py", "from shop import prices", "", id="a module"),
        pytest.param("shop/a.py", "from . import prices", "", id="a module beside it"),
        pytest.param("shop/a.py", "from shop.prices import nte", "nte from shop.prices", id="no such function"),
        pytest.param("shop/a.py", "from shop.pricse import net", "shop.pricse", id="no such module"),
        pytest.param("shop/a.py", "from datetime import date", "", id="Python's own"),
        pytest.param("shop/a.py", "from datetmie import date", "datetmie", id="Python's own misspelt"),
        pytest.param("shop/a.py", "import flask", "", id="a requirement"),
        pytest.param("shop/a.py", "from dateutil.tz import UTC", "", id="a package that another file imports"),
    ],
)
def test_it_is_named(tmp_path: Path, file: str, line: str, said: str) -> None:
    workspace, patch = change(tmp_path, file, line)

    named = unresolved_import(workspace, Snapshot(Overlay(workspace.source, patch.contents())), patch)

    assert (said in named, bool(named)) == (True, bool(said)), named


@pytest.mark.parametrize("is_defended", [True, False])
def test_a_command_that_passes_does_not_verify_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_defended: bool
) -> None:
    if not is_defended:
        monkeypatch.setattr("autofix.engine.prove.prover.unresolved_import", lambda *_, **__: "")
    workspace, patch = change(tmp_path, "src/a.js", "import { round } from './round.sjx';")
    probe = CommandProbe("lint", "npm", "", "eslint .", lambda run: Judgement(Seen.OTHER, ""))

    proof = cap(Proof(Status.VERIFIED, ()), workspace, patch, [probe])

    assert (proof.status is Status.VERIFIED) is not is_defended, proof.reason


@pytest.mark.parametrize(
    ("file", "line", "command", "is_verified"),
    [
        pytest.param("src/a.js", "import get from 'lodash/gte';", "npx eslint .", False, id="misspelt, linted"),
        pytest.param("src/a.js", "import get from 'lodash/gte';", "npm run lint", False, id="linted by a script"),
        pytest.param("src/a.js", "import get from 'lodash/get';", "npm run build", True, id="built"),
        pytest.param("shop/a.py", "from flask.josn import dumps", "python -m ruff check .", False, id="of Python"),
        pytest.param("shop/a.py", "import dateutil.parser", "ruff check .", True, id="imported elsewhere"),
    ],
)
def test_a_linter_does_not_verify_a_part_of_a_package_that_nothing_else_imports(
    tmp_path: Path, file: str, line: str, command: str, is_verified: bool
) -> None:
    workspace, patch = change(tmp_path, file, line)
    probe = CommandProbe("said", "npm", "", command, lambda run: Judgement(Seen.OTHER, ""))

    proof = cap(Proof(Status.VERIFIED, ()), workspace, patch, [probe])

    assert (proof.status is Status.VERIFIED) is is_verified, proof.reason
