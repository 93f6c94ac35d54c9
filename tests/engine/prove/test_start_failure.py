"""A server that cannot start here: plausible, with the line of its log that says why."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

SERVER = """\
const cors = require('cors');
const express = require('express');
if (!process.env.DATABASE_URL) {
  throw new TypeError('DATABASE_URL is not set');
}
const app = express();
app.use(cors({ origin: ['http://localhost:3000'] }));
app.get('/api/items', (req, res) => res.json([]));
app.listen(process.env.PORT || 4000);
"""


def test_the_error_itself_is_told(project):
    repair = project(SERVER).repair()

    assert repair.result is Result.PLAUSIBLE
    assert "server.js did not start here: it exited with status 1" in repair.reason
    assert repair.reason.endswith("TypeError: DATABASE_URL is not set")
    assert "+app.use(cors({ origin: ['http://localhost:3000', 'http://localhost:5173'] }));" in repair.chosen.patch.diff
