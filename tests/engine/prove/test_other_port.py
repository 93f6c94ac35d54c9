"""A server on another port than the report names is not the server that failed."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

SERVER = """\
const cors = require('cors');
const express = require('express');
const app = express();
app.use(cors({ origin: ['http://localhost:3000'] }));
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
const base = %s;
app.listen(base + 1000);
"""


def test_a_port_that_only_a_run_shows_is_not_verified(project):
    repair = project(SERVER % 4000).repair()

    assert repair.result is Result.PLAUSIBLE
    assert "listens on port 5000, not on 4000" in repair.reason


def test_the_named_port_is_verified(project):
    repair = project(SERVER % 3000).repair()

    assert repair.result is Result.VERIFIED, repair.reason


def test_a_port_that_the_code_shows_is_told_without_a_run(project):
    repair = project(SERVER.replace("base + 1000", "5000") % 0).repair()

    assert repair.result is Result.NOT_CODE
    assert "nothing in this repository listens there" in repair.reason
