"""A report from a public address is proven as production runs, one from this machine as development does."""

import pytest

from autofix.engine.plugins import load_plugins
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

REPORT = (
    "Access to fetch at '%s/api/items' from origin '%s' has been blocked by CORS policy: No "
    "'Access-Control-Allow-Origin' header is present on the requested resource."
)
SERVER = """\
const cors = require('cors');
const express = require('express');
const allowed = ['https://www.stock.example', 'http://localhost:3000'];
if (process.env.NODE_ENV === 'production') %s;
const app = express();
app.use(cors({ origin: allowed }));
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.listen(process.env.PORT || 4000);
"""
EMPTIED, KEPT = "allowed.length = 0", "console.log('in production')"
PUBLIC = ("https://api.stock.example", "https://app.stock.example")
LOCAL = ("http://localhost:4000", "http://localhost:5173")


def repair(made, addresses):
    repairer = Repairer(load_plugins(("plugins.cors",)), made.bench)
    return repairer.repair(read_report(REPORT % addresses), made.workspace())


def test_a_list_that_production_empties_is_not_verified_for_it(project):
    assert repair(project(SERVER % EMPTIED), PUBLIC).result is not Result.VERIFIED


def test_it_is_for_this_machine(project):
    found = repair(project(SERVER % EMPTIED), LOCAL)

    assert found.result is Result.VERIFIED, found.reason


def test_a_list_that_production_keeps_is_verified_for_it(project):
    found = repair(project(SERVER % KEPT), PUBLIC)

    assert found.result is Result.VERIFIED, found.reason
