"""A change that drops or alters other headers of other routes is no fix."""

import pytest

from autofix.engine.prove.proof import Status

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

FIX = ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']")
SERVER = """\
const cors = require('cors');
const express = require('express');
const allowed = ['http://localhost:3000'];
const app = express();
app.use((req, res, next) => { res.set('X-Frame-Options', 'DENY'); next(); });
app.use(cors({ origin: allowed }));
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.get('/old', (req, res) => res.set('Location', '/new').status(302).end());
app.get('/private', (req, res) => {
  if (req.get('authorization') !== 'Bearer right') { res.sendStatus(401); return; }
  res.json({ secret: true });
});
app.listen(process.env.PORT || 4000);
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("'DENY'", "'SAMEORIGIN'", "the header x-frame-options was DENY", id="a security header"),
        pytest.param("'/new'", "'/nev'", "the header location", id="where a redirect leads"),
        pytest.param("!== 'Bearer right'", "=== undefined", "GET /private: 401", id="any token will do"),
    ],
)
def test_it_is_not_verified(project, old, new, words):
    proof = project(SERVER).prove(FIX, (old, new))

    assert proof.status is Status.UNPROVEN
    assert words in proof.reason


def test_the_fix_alone_is_verified(project):
    proof = project(SERVER).prove(FIX)

    assert proof.status is Status.VERIFIED, proof.reason
