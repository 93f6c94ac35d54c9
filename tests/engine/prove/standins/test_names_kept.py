"""What the environment says of origins keeps its meaning: with stand-ins it is as unset as without."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

SERVER = """\
const cors = require('cors');
const express = require('express');
const mongoose = require('mongoose');

const allowed = (process.env.CORS_ORIGINS || 'http://localhost:3000').split(',');
const app = express();
app.use(cors({ origin: allowed }));
app.get('/api/items', (req, res) => res.json(Object.keys(process.env).filter((name) => name.endsWith('_X'))));
if (!process.env.JWT_SECRET) { throw new Error('JWT_SECRET is not set'); }
const { FRONTEND_URL_X, CORS_SECRET_X, SHOP_HOST_X } = process.env;
mongoose.connect(process.env.MONGO_URI).then(() => app.listen(process.env.PORT || 4000));
"""


def test_a_list_from_an_unset_name_is_its_default(repaired, evidence):
    repair = repaired({"server.js": SERVER})

    assert evidence(repair) == (
        "started with a stand-in for MongoDB that is always empty and 1 made-up value (JWT_SECRET)"
    )
    assert repair.result in (Result.VERIFIED, Result.PLAUSIBLE), repair.reason
    assert "blocked" in next(check for check in repair.chosen.proof.checks if check.kind == "probe").before


def test_what_a_committed_file_sets_stays(repaired, evidence):
    """The application loads its .env by itself; a made-up value would stand before it."""
    repair = repaired({"server.js": SERVER, ".env": "JWT_SECRET=of-the-repository\n"})

    assert "JWT_SECRET" not in evidence(repair)
