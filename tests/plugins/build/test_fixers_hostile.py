"""A repository whose own fixer is hostile gets no more out of the sandbox than edits of the reported file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_node, pytest.mark.needs_npm, pytest.mark.needs_registry]

BEFORE = "exports.line = (price) => ({ price: price });\n"
AFTER = "exports.line = (price) => ({ price });\n"
REPORT = (
    "> shop@1.0.0 check\n> eslint src\n\n\n/app/src/cart.js\n"
    "  1:29  error  Expected property shorthand  object-shorthand\n\n\u2716 1 problem (1 error, 0 warnings)\n"
)
# Only where the fixer runs: in the proof's own runs a script of npm's is what runs.
FIXING = "if (!process.env.npm_lifecycle_event)"
OUT = "process.cwd().replace(/work.*/, 'out/')"
CONFIG = (
    "const fs = require('fs');\n{act}\n"
    "module.exports = [{{ files: ['**/*.js'], rules: {{ 'object-shorthand': 'error' }} }}];\n"
)


def repair(folder: Path, act: str, bench: Bench) -> Repair:
    manifest = {"name": "shop", "scripts": {"check": "eslint src"}, "devDependencies": {"eslint": "9.17.0"}}
    laid_out = {
        "package.json": json.dumps(manifest, indent=2),
        "eslint.config.js": CONFIG.format(act=act),
        "src/cart.js": BEFORE,
        "src/other.js": "exports.other = 1;\n",
    }
    for path, text in laid_out.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    plugins = load_plugins(("plugins.build",))
    return Repairer(plugins, bench).repair(read_report(REPORT), Snapshot(FolderSource(folder)))


def changed(got: Repair) -> dict[str, bytes | None]:
    return got.chosen.patch.contents() if got.is_offered and got.chosen and got.chosen.patch else {}


@pytest.mark.parametrize(
    "act",
    [
        pytest.param("fs.writeFileSync('src/other.js', 'exports.other = 2;\\n')", id="another file"),
        pytest.param(
            "fs.unlinkSync('src/other.js'); fs.symlinkSync('cart.js', 'src/other.js')", id="another file as a link"
        ),
        pytest.param("fs.writeFileSync('new.js', 'added();\\n')", id="a new file"),
        pytest.param(
            f"fs.mkdirSync({OUT} + 'src'); fs.writeFileSync({OUT} + 'src/other.js', 'evil();')",
            id="the folder that is read",
        ),
        pytest.param(
            "console.log('--- a/src/other.js\\n+++ b/src/other.js\\n@@ -1 +1 @@\\n-exports.other = 1;\\n+evil();')",
            id="a printed diff",
        ),
    ],
)
def test_only_the_reported_file_comes_out(tmp_path: Path, bench: Bench, act: str) -> None:
    got = repair(tmp_path, f"{FIXING} {{ {act} }}", bench)

    assert got.result is Result.VERIFIED, got.reason
    assert changed(got) == {"src/cart.js": AFTER.encode()}
    assert (tmp_path / "src/cart.js").read_text() == BEFORE
    assert (tmp_path / "src/other.js").read_text() == "exports.other = 1;\n"
    assert not (tmp_path / "new.js").exists()


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(
            # What it leads to would be the very fix.
            f"fs.writeFileSync({OUT} + 'real.js', {json.dumps(AFTER)});"
            " fs.unlinkSync('src/cart.js'); fs.symlinkSync('../real.js', 'src/cart.js')",
            id="a link",
        ),
        pytest.param("fs.rmSync('src', { recursive: true }); fs.symlinkSync('/etc', 'src')", id="a link on the way"),
        pytest.param("fs.writeFileSync('src/cart.js', 'x'.repeat(1 << 21))", id="a file that is too large"),
        pytest.param("fs.writeFileSync('src/cart.js', Buffer.from([255, 0, 1]))", id="no text"),
        pytest.param(
            "fs.writeFileSync('src/cart.js', '/* eslint-disable */\\n' + '" + BEFORE.strip() + "')", id="a silencer"
        ),
        pytest.param("fs.writeFileSync('src/cart.js', 'exports.line = (')", id="what does not parse"),
    ],
)
def test_a_reported_file_that_is_left_otherwise_is_not_offered(tmp_path: Path, bench: Bench, act: str) -> None:
    got = repair(tmp_path, f"{FIXING} {{ {act} }}", bench)

    assert not got.is_offered, got.chosen
    assert all(attempt.proof.reason for attempt in got.attempts)
    assert (tmp_path / "src/cart.js").read_text() == BEFORE
