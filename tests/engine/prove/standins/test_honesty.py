"""What is proven with stand-ins is as sure as without: they prove no absence of a fault, and no error page a route."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

MONGO = """\
const mongoose = require('mongoose');
mongoose.connect(process.env.MONGO_URI);
const Item = mongoose.model('Item', {});
"""
# Lets the failing origin in, in a way that only a run shows.
LETS_IN = """\
const express = require('express');
%s
const app = express();
const name = ['Access', 'Control', 'Allow', 'Origin'].join('-');
app.use((req, res, next) => { res.setHeader(name, `http://localhost:${5000 + 173}`); next(); });
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.listen(process.env.PORT || 4000);
"""
FIRST_OF_NONE = """\
app.get('/api/items', async (req, res, next) => {
  try {
    const first = await Item.findOne();
    res.json({ name: first.name.toUpperCase() });
  } catch (error) { next(error); }
});
"""
MISSING = (
    "app.get('/api/items/:id', async (req, res) => (await Item.findOne()) ? res.json({}) : res.status(404).json({}));"
)


def test_a_fault_that_does_not_occur_with_them_is_not_called_none(repaired):
    repair = repaired({"server.js": LETS_IN % MONGO})

    assert repair.result is Result.UNPROVEN
    assert "the reported failure does not occur here" in repair.reason
    assert repair.reason.endswith(
        "(started with a stand-in for MongoDB that is always empty), which is no sign that there is no fault"
    )


def test_without_them_it_is(repaired):
    assert repaired({"server.js": LETS_IN % ""}).result is Result.NOT_CODE


def test_a_route_that_minds_the_empty_store_is_plausible(repaired, express):
    repair = repaired(express(MONGO, FIRST_OF_NONE))

    assert repair.result is Result.PLAUSIBLE
    assert "with stand-ins GET /api/items shows an error that the change does not explain" in repair.reason


def test_a_route_that_fails_at_first_is_plausible(repaired, express):
    """Who knows what it waited for: the stores are as empty as they never are."""
    route = "let asked = 0;\napp.get('/api/items', (req, res) => res.status(asked++ ? 200 : 500).json([]));"

    repair = repaired(express(MONGO, route))

    assert repair.result is Result.PLAUSIBLE
    assert "shows an error that the change does not explain" in repair.reason


def test_a_route_that_finds_nothing_is_plausible(repaired, express):
    repair = repaired(express(MONGO, MISSING), "/api/items/7")

    assert repair.result is Result.PLAUSIBLE
    assert "GET /api/items/7" in repair.reason


def test_a_change_that_breaks_a_route_is_not_excused(project, full_bench, manifest):
    server = f"""\
const cors = require('cors');
const express = require('express');
{MONGO}
const app = express();
app.use(cors({{ origin: ['http://localhost:3000'] }}));
app.get('/api/items', async (req, res) => res.json(await Item.find()));
app.get('/health', (req, res) => res.send('ok'));
app.listen(process.env.PORT || 4000);
"""
    made = project(server)
    made = type(made)(made.folder, full_bench)
    (made.folder / "package.json").write_text(manifest)

    proof = made.prove(
        ("['http://localhost:3000']", "['http://localhost:5173']"), ("res.send('ok')", "res.send(nothing)")
    )

    assert proof.status.value == "unproven"
    assert "other routes answer as before does not hold" in proof.reason
