"""Secrets that a server will not start without are made up, where it does not start without."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

ITEMS = "app.get('/api/items', (req, res) => res.json([]));"
STRICT = """\
const { JWT_SECRET } = process.env;
if (!JWT_SECRET || JWT_SECRET.length < 32) { throw new Error('JWT_SECRET has to have 32 characters'); }
"""
STRICT_ABOUT_AN_ORIGIN = "if (!process.env.CLIENT_URL) { throw new Error('CLIENT_URL is not set'); }\n" + STRICT


def test_a_required_secret(repaired, express, evidence):
    repair = repaired(express(STRICT, ITEMS))

    assert repair.result is Result.VERIFIED, repair.reason
    assert evidence(repair) == "started with 1 made-up value (JWT_SECRET)"


def test_what_starts_by_itself_gets_none(repaired, express, evidence):
    repair = repaired(express("const secret = process.env.JWT_SECRET;", ITEMS))

    assert repair.result is Result.VERIFIED, repair.reason
    assert evidence(repair) == ""


def test_an_origin_is_never_made_up(repaired, express):
    repair = repaired(express(STRICT_ABOUT_AN_ORIGIN, ITEMS))

    assert repair.result is Result.PLAUSIBLE
    assert "it asks for CLIENT_URL, which no value is made up for" in repair.reason
    assert "started with 1 made-up value (JWT_SECRET)" in repair.reason
