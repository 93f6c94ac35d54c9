"""A route may move to where it is asked for, and not away from where it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.prove.contract import check_contract
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot

SERVER = """\
const express = require('express');
const app = express();
app.get('/api/peple', (req, res) => res.json([]));
app.get('/api/orders', (req, res) => res.json([]));
app.delete('/api/orders/:id', (req, res) => res.end());
app.listen(4000);
"""
CLIENT = """\
export const people = () => fetch('/api/people');
export const orders = () => fetch('/api/orders/');
export const drop = (number) => fetch(`/api/orders/${number}`, { method: 'DELETE' });
"""


@pytest.mark.parametrize(
    ("old", "new", "missed"),
    [
        pytest.param("/api/peple", "/api/people", "", id="the one that was misspelt"),
        pytest.param("'/api/orders'", "'/api/people'", "GET /api/orders", id="one that is asked for"),
        pytest.param("/api/orders/:id", "/api/people/:id", "DELETE /api/orders/:number", id="one with a parameter"),
    ],
)
def test_who_still_asks_is_named(tmp_path: Path, old: str, new: str, missed: str) -> None:
    manifest = '{"scripts": {"start": "node server.js"}, "dependencies": {"express": "^4"}}'
    (tmp_path / "web").mkdir()
    for name, text in (("server.js", SERVER), ("web/api.js", CLIENT), ("package.json", manifest)):
        (tmp_path / name).write_text(text)
    before = Snapshot(FolderSource(tmp_path))
    assert SERVER.count(old) == 1
    after = Snapshot(Overlay(before.source, {"server.js": SERVER.replace(old, new).encode()}))

    check = check_contract(before, after, may_move=True)

    assert (check.passed, check.log.startswith(missed)) == (not missed, True), check.log


def test_lines_that_are_added_above_a_moved_route_take_nothing_from_it(tmp_path: Path) -> None:
    manifest = '{"scripts": {"start": "node server.js"}, "dependencies": {"express": "^4"}}'
    for name, text in (("server.js", SERVER), ("package.json", manifest)):
        (tmp_path / name).write_text(text)
    before = Snapshot(FolderSource(tmp_path))
    moved = "const path = require('path');\nconst url = require('url');\n" + SERVER.replace("/api/peple", "/api/people")
    after = Snapshot(Overlay(before.source, {"server.js": moved.encode()}))
    lost = Snapshot(Overlay(before.source, {"server.js": moved.replace("/api/people", "/api/orders").encode()}))

    assert check_contract(before, after, may_move=True).passed
    assert not check_contract(before, lost, may_move=True).passed
    assert not check_contract(before, after).passed
