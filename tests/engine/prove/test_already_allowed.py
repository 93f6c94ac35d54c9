"""An application that lets the origin in already, in a way that only a run shows, is left alone."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

SERVER = """\
const express = require('express');
const headers = require('./policy');
const app = express();
app.use((req, res, next) => { for (const [name, value] of headers(req)) res.setHeader(name, value); next(); });
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.listen(process.env.PORT || 4000);
"""
POLICY = """\
const port = 5000 + %d;
const name = ['Access', 'Control', 'Allow', 'Origin'].join('-');
module.exports = () => [[name, `http://localhost:${port}`]];
"""


def test_it_is_left_alone(project):
    repair = project(SERVER, files={"policy.js": POLICY % 173}).repair()

    assert repair.result is Result.NOT_CODE
    assert "does not occur here" in repair.reason
    assert not repair.is_offered


def test_its_twin_with_another_port_is_not_taken_for_it(project):
    repair = project(SERVER, files={"policy.js": POLICY % 174}).repair()

    assert repair.attempts[0].proof.checks[2].before.startswith("blocked")
