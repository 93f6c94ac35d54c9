"""A repository that tries everything at once is repaired, and nothing of it runs outside the sandbox."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by "
    "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
)
SERVER = """\
const fs = require('fs');
const cors = require('cors');
const express = require('express');
for (const place of ['%(mark)s', '/tmp/%(name)s', '%(home)s/.autofix-ran']) {
  try { fs.writeFileSync(place, 'ran'); } catch (error) {}
}
const app = express();
app.use(cors({ origin: ['http://localhost:3000'] }));
app.get('/api/items', (req, res) => res.json([]));
app.get('/secret', (req, res) => res.json(process.env));
app.listen(process.env.PORT || 4000);
"""


def build(folder, mark):
    """A repository with a trap of every kind."""
    evil = f"touch {mark}"
    manifest = {
        "name": "x",
        "scripts": {
            "start": "node server.js",
            "preinstall": evil,
            "postinstall": evil,
            "prepare": evil,
            "test": f"{evil}; true",
        },
        "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"},
    }
    (folder / "package.json").write_text(json.dumps(manifest, indent=2))
    (folder / ".npmrc").write_text(
        "registry=http://127.0.0.1:9/\nscript-shell=/bin/touch\nignore-scripts=false\nnode-options=--require=/x\n"
    )
    values = {"mark": mark, "name": mark.name, "home": Path.home()}
    (folder / "server.js").write_text(SERVER % values)
    (folder / "secrets").symlink_to("/etc/passwd")
    (folder / "deep.js").write_text("cors(" * 100_000)
    (folder / "binary.js").write_bytes(b"cors\0\xff")
    (folder / ".gitattributes").write_text("* filter=evil diff=evil\n")
    (folder / ".gitmodules").write_text(f'[submodule "x"]\n\tpath = x\n\turl = ext::{evil}\n')
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    for key in (
        "core.fsmonitor",
        "filter.evil.clean",
        "filter.evil.smudge",
        "diff.evil.textconv",
        "core.pager",
        "core.sshCommand",
    ):
        subprocess.run(["git", "config", key, evil], cwd=folder, check=True)
    for hook in ("post-checkout", "pre-commit", "post-index-change"):
        place = folder / ".git/hooks" / hook
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\n{evil}\n")
        place.chmod(0o755)


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
def test_it_is_verified_and_leaves_no_mark(tmp_path):
    folder, mark = tmp_path / "repository", tmp_path / f"ran-{os.getpid()}"
    folder.mkdir()
    build(folder, mark)
    subprocess.run(["git", "status"], cwd=folder, capture_output=True, check=False)
    assert mark.exists(), "a careless git runs it"
    mark.unlink()

    ran = subprocess.run(
        [sys.executable, "-m", "autofix", "fix", str(folder), "--error", "-", "--json"],
        cwd=ROOT,
        env={
            **os.environ,
            "AUTOFIX_CACHE": str(ROOT / ".cache"),
            "AUTOFIX_DISABLED_PLUGINS": "",
            "MY_TOKEN": "do-not-tell",
        },
        input=REPORT.encode(),
        capture_output=True,
        timeout=280,
        check=False,
    )

    answer = json.loads(ran.stdout)
    assert answer["status"] == "verified", answer["reason"]
    assert [change["file"] for change in answer["changes"]] == ["server.js"]
    assert not mark.exists()
    assert not Path("/tmp", mark.name).exists()
    assert not (Path.home() / ".autofix-ran").exists()
    assert b"do-not-tell" not in ran.stdout + ran.stderr
