"""An error page with the right headers is still an error page."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

SERVER = """\
const cors = require('cors');
const express = require('express');
const app = express();
app.use(cors({ origin: ['http://localhost:3000'] }));
%s
app.listen(process.env.PORT || 4000);
"""


@pytest.mark.parametrize(
    ("routes", "words"),
    [
        pytest.param(
            "app.get('/api/items', (req, res) => { throw new Error('no database'); });",
            "answers 500, even without an Origin",
            id="the route fails by itself",
        ),
        pytest.param(
            "app.get('*', (req, res) => res.status(200).send('<h1>Nothing here</h1>'));",
            "the same answer as a path that does not exist",
            id="a catch-all that says 200",
        ),
        pytest.param(
            "app.get('/api/:what', (req, res, next) => next());",
            "answers 404, even without an Origin",
            id="a route that passes on to nothing",
        ),
    ],
)
def test_it_is_not_verified_and_no_change_is_offered(project, routes, words):
    repair = project(SERVER % routes).repair()

    assert repair.result in (Result.NOT_CODE, Result.UNPROVEN)
    assert words in repair.reason
    assert not repair.is_offered


def test_the_working_route_is_verified(project):
    repair = project(SERVER % "app.get('/api/items', (req, res) => res.json([]));").repair()

    assert repair.result is Result.VERIFIED, repair.reason


def test_a_route_whose_data_is_not_here_is_plausible(project):
    routes = "app.get('/api/:what', (req, res) => res.status(404).json({ error: `no ${req.params.what} here` }));"

    repair = project(SERVER % (routes + "app.use((req, res) => res.status(404).send('nothing'));")).repair()

    assert repair.result is Result.PLAUSIBLE
    assert "could not be called properly here: GET /api/items answers 404" in repair.reason
