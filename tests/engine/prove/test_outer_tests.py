"""The test script of a folder above the application's counts as well."""

import json
import shutil

import pytest

from autofix.engine.prove.proof import Status

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

FIX = ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']")
OUTER = """\
const assert = require('node:assert');
const fs = require('node:fs');
assert.match(fs.readFileSync('server/server.js', 'utf8'), /const app = express\\(\\);/);
"""


def monorepo(made):
    """Moves the application into ``server/`` below a package with a test of its own."""
    inner = made.folder / "server"
    inner.mkdir()
    for name in ("server.js", "package.json"):
        shutil.move(made.folder / name, inner / name)
    (made.folder / "package.json").write_text(json.dumps({"private": True, "scripts": {"test": "node test.js"}}))
    (made.folder / "test.js").write_text(OUTER)
    return made


def test_a_change_that_breaks_them_is_not_verified(project):
    proof = monorepo(project()).prove(
        FIX, ("const app = express();", "const app = express( );"), file="server/server.js"
    )

    assert proof.status is Status.UNPROVEN
    assert "tests that passed before fail with the change" in proof.reason


def test_the_fix_alone_is_verified(project):
    proof = monorepo(project()).prove(FIX, file="server/server.js")

    assert proof.status is Status.VERIFIED, proof.reason
    assert [check.name for check in proof.checks if check.kind == "test"] == ["tests: node test.js"]
