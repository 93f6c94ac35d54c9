"""Which routes a change of routes leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.patch import Patch, replace_file
from autofix.engine.prove.served import served_unchanged, still_served, unveiled
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Request

SERVER = """\
const express = require('express');
const app = express();
const users = express.Router();
users.get('/', (req, res) => res.json([]));
app.use(users);
app.get('/', (req, res) => res.send('running'));
app.post('/orders/:id', (req, res) => res.end());
app.post('/:page', (req, res) => res.end());
app.listen(4000);
"""
ELSEWHERE = Request("GET", "/elsewhere/at/all")
MANIFEST = '{"scripts": {"start": "node server.js"}, "dependencies": {"express": "^4"}}'


def changed(folder: Path, old: str, new: str) -> tuple[Snapshot, Snapshot, Patch]:
    (folder / "server.js").write_text(SERVER)
    (folder / "package.json").write_text(MANIFEST)
    before = Snapshot(FolderSource(folder))
    assert SERVER.count(old) == 1
    patch = Patch((replace_file("server.js", SERVER.encode(), SERVER.replace(old, new).encode(), ""),))
    return before, Snapshot(Overlay(before.source, patch.contents())), patch


@pytest.mark.parametrize(
    ("old", "new", "path", "is_unchanged"),
    [
        pytest.param("post('/orders/:id'", "delete('/orders/:id'", "/orders/:id", True, id="another method"),
        pytest.param("post('/orders/:id'", "post('/order/:id'", "/order/:id", False, id="another path"),
        pytest.param("post('/:page'", "delete('/:page'", "/:page", False, id="a method for whatever there is"),
    ],
)
def test_a_parameter_that_was_there_may_take_the_made_up_path(
    tmp_path: Path, old: str, new: str, path: str, is_unchanged: bool
) -> None:
    before, after, patch = changed(tmp_path, old, new)
    application = before.applications()[0]

    kept = served_unchanged(before.routes(application), after, application, patch)

    assert (path in {route.path for route in kept}) == is_unchanged


def test_a_handler_that_moves_away_unveils_another(tmp_path: Path) -> None:
    before, after, _ = changed(tmp_path, "app.use(users)", "app.use('/users', users)")
    application = before.applications()[0]
    table = before.routes(application)

    assert unveiled(table, after, application) == "GET /"
    assert "/" not in {route.path for route in still_served(table, after, application, ELSEWHERE)}
    assert unveiled(table, before, application) == ""
    assert "/" in {route.path for route in still_served(table, before, application, ELSEWHERE)}


def test_what_the_report_says_nobody_serves_is_left_to_the_probe(tmp_path: Path) -> None:
    before, after, _ = changed(tmp_path, "res.send('running')", "res.send('up')")
    application = before.applications()[0]
    table = before.routes(application)

    def kept(method: str) -> set[tuple[str, str]]:
        asked = Request(method, "/orders/7?full=1")
        return {(route.method, route.path) for route in still_served(table, after, application, asked)}

    assert ("POST", "/orders/:id") not in kept("POST")
    assert ("POST", "/orders/:id") in kept("GET")
