"""A server that one of the proof's own requests ends: no fault of a right repair, unless the change brings it about."""

from __future__ import annotations

import pytest

from autofix.engine.prove import judge, observe
from autofix.engine.prove.proof import Status

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

SERVER = """\
const express = require('express');
const allowed = ['http://localhost:3000'];
const app = express();
const guard = (req, res, next) => {};
app.use((req, res, next) => {
  if (allowed.includes(req.headers.origin)) res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  next();
});
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.get('/report', %s);
app.listen(process.env.PORT || 4000);
"""
REPAIR = ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']")
ENDS = "async (req, res) => { res.json((await undefined).rows) }"
ANSWERS = "(req, res) => res.json([])"
HANGS = "guard, (req, res) => res.json(['all of it'])"


@pytest.mark.parametrize("is_restarted", [True, False])
def test_what_ends_it_before_as_well_is_no_fault_of_the_repair(project, monkeypatch, is_restarted):
    if not is_restarted:
        monkeypatch.setattr(observe, "RESTART_SECONDS", 0.0)

    proof = project(SERVER % ENDS).prove(REPAIR)

    assert (proof.status is Status.VERIFIED) == is_restarted, proof.reason


@pytest.mark.parametrize("is_defended", [True, False])
def test_what_ends_it_with_the_change_alone_is(project, monkeypatch, is_defended):
    if not is_defended:
        monkeypatch.setattr(judge, "new_crash", lambda *_: "")
    hostile = ("  next();", "  if (/^https:.*\\.org$/.test(req.headers.origin)) process.exit(1);\n  next();")

    proof = project(SERVER % ANSWERS).prove(REPAIR, hostile)

    assert (proof.status is Status.VERIFIED) is not is_defended, proof.reason
    assert is_defended == ("the server ends at" in proof.reason)


@pytest.mark.parametrize("is_defended", [True, False])
def test_a_route_that_was_silent_and_speaks_is_not_compared(project, monkeypatch, is_defended):
    monkeypatch.setattr(observe, "REQUEST_SECONDS", 1.0)
    monkeypatch.setattr(observe, "PATIENCE_SECONDS", 0.0)
    if not is_defended:
        monkeypatch.setattr(judge, "awoken_routes", lambda *_: [])

    proof = project((SERVER % HANGS).replace("app.get('/report'", "app.post('/report'")).prove(REPAIR, ("guard, ", ""))

    assert (proof.status is Status.VERIFIED) is not is_defended, proof.reason
    assert is_defended == ("got no answer before" in proof.reason)
