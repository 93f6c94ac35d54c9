"""The middleware and its package are both absent: manifest and lock file change together."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.sdk.packages import InstallRequest

ROOT = Path(__file__).parents[2]
REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by "
    "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
)
MANIFEST = {
    "name": "x",
    "version": "1.0.0",
    "scripts": {"start": "node server.js"},
    "dependencies": {"express": "^4.21.2"},
}
SERVER = """\
const express = require('express');

const app = express();
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));

app.listen(process.env.PORT || 4000);
"""


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
def test_it_is_verified_with_the_lock_file_of_the_package_manager(tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    manifest = json.dumps(MANIFEST, indent=2).encode() + b"\n"
    empty = json.dumps({"name": "x", "version": "1.0.0", "lockfileVersion": 3, "packages": {}}).encode()
    asked = InstallRequest(
        "npm", "", {"package.json": manifest, "package-lock.json": empty}, True, declared=("express",)
    )
    lock = PackageProvider(open_sandbox(), ROOT / ".cache/packages").provide(asked).locks["package-lock.json"]
    (folder / "package.json").write_bytes(manifest)
    (folder / "package-lock.json").write_bytes(lock)
    (folder / "server.js").write_text(SERVER)

    ran = subprocess.run(
        [sys.executable, "-m", "autofix", "fix", str(folder), "--error", "-", "--json"],
        cwd=ROOT,
        env={**os.environ, "AUTOFIX_CACHE": str(ROOT / ".cache")},
        input=REPORT.encode(),
        capture_output=True,
        timeout=280,
        check=False,
    )

    answer = json.loads(ran.stdout)
    assert answer["status"] == "verified", answer["reason"]
    assert sorted(change["file"] for change in answer["changes"]) == ["package-lock.json", "package.json", "server.js"]
    subprocess.run(["git", "apply", "-"], cwd=folder, input=answer["diff"].encode(), check=True)
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    assert "node_modules/cors" in packages
    assert (
        packages[""]["dependencies"]["cors"]
        == json.loads((folder / "package.json").read_text())["dependencies"]["cors"]
    )
    assert "cors({ origin: 'http://localhost:5173' })" in (folder / "server.js").read_text()
    assert b"resolved" not in lock
