from __future__ import annotations

import pytest

from autofix.sdk.sandbox import Job, Limits, Mount, Network

SERVER = """
const express = require('express'), http = require('http');
const app = express();
app.get('/', (request, response) => response.send('served'));
app.listen(3000, () => http.get('http://localhost:3000/', r => r.on('data', d => {
  console.log(String(d)); process.exit(); })));
"""


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
def test_express_is_installed_and_serves_from_a_read_only_mount(box, tmp_path):
    out, tree = tmp_path / "out", tmp_path / "tree"
    out.mkdir()
    tree.mkdir()
    (tree / "server.js").write_text(SERVER)
    argv = ("npm", "install", "express", "--prefix", "{root}/out")
    installed = box.run(Job(argv=argv, output=out, network=Network.REGISTRIES, limits=Limits(seconds=180)))
    assert installed.exit_code == 0, installed
    mounts = (Mount(out / "node_modules", "work/node_modules"),)
    ran = box.run(Job(argv=("node", "server.js"), tree=tree, mounts=mounts))
    assert ran.stdout == b"served\n", ran
