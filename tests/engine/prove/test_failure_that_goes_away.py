"""A failure that goes away by itself proves nothing about a change."""

import pytest

from autofix.engine.prove.proof import Status

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

HEADER = "res.setHeader('Access-Control-Allow-Origin', 'http://localhost:5173')"
SERVER = """\
const express = require('express');
const app = express();
%s
app.use((req, res, next) => {
  if (%s) %s;
  next();
});
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.listen(process.env.PORT || 4000); // as it is
"""
UNRELATED = ("// as it is", "// as it was")


@pytest.mark.parametrize(
    ("setup", "condition"),
    [
        pytest.param("let asked = 0;", "++asked > 2", id="after the first requests"),
        pytest.param("const born = Date.now();", "Date.now() - born > 400", id="a moment after the start"),
        pytest.param("", "Math.random() < 0.5", id="in half of the requests"),
        pytest.param("const lucky = Math.random() < 0.9;", "lucky", id="in most of the starts"),
        pytest.param("const lucky = process.pid % 2 === 0;", "lucky", id="by the process number"),
    ],
)
def test_an_unrelated_change_is_not_verified(thorough, setup, condition):
    proof = thorough(SERVER % (setup, condition, HEADER)).prove(UNRELATED)

    assert proof.status is Status.UNPROVEN
    assert "by itself" in proof.reason or "still there" in proof.reason or "does not occur" in proof.reason


def test_the_same_change_is_verified_where_it_is_the_cause(project):
    server = SERVER % ("const open = process.argv.length > 99;", "open", HEADER)

    proof = project(server).prove(("process.argv.length > 99", "process.argv.length < 99"))

    assert proof.status is Status.VERIFIED, proof.reason
