"""An origin that was let in stays so, unless the candidate says that it turns it away."""

import re

import pytest

from autofix.engine.prove import compare
from autofix.engine.prove.compare import narrowed_access, widened_access
from autofix.engine.prove.plan import Answers, Plan
from autofix.engine.prove.proof import Status
from autofix.sdk import Request, Response

OTHER = "http://localhost:3000"
SHOP = "https://shop.example"
MOVED = ("['http://localhost:3000']", "['http://localhost:5173']")
ASKED = Request("GET", "/", (("Origin", OTHER),))


def answers(*headers: tuple[str, str]) -> Answers:
    """Answers of which only the one to the other origin has headers."""
    plain = Response(200)
    return Answers(((plain,),), plain, plain, plain, (), (Response(200, headers),))


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
@pytest.mark.parametrize(
    ("gives_up", "status"),
    [((), Status.UNPROVEN), ((OTHER,), Status.VERIFIED), (("http://localhost:4200",), Status.UNPROVEN)],
)
def test_a_list_that_loses_an_origin(project, gives_up, status):
    assert project().prove(MOVED, gives_up=gives_up).status is status


@pytest.mark.parametrize(
    ("gives_up", "known", "let_in", "is_lost"),
    [
        pytest.param((), (), "*", True, id="nothing is given up"),
        pytest.param(("*",), (), "*", False, id="whom a wildcard alone let in"),
        pytest.param(("*",), (), OTHER, False, id="a stranger whom the server let in by name"),
        pytest.param(("*",), (OTHER,), "*", True, id="whom the code names"),
        pytest.param((OTHER,), (OTHER,), OTHER, False, id="whom the candidate names"),
        pytest.param((SHOP,), (SHOP,), SHOP, True, id="nobody's word is taken for those who are not on their machine"),
    ],
)
def test_who_may_be_lost(gives_up, known, let_in, is_lost):
    who = known[0] if known else OTHER
    plan = Plan(
        (ASKED,), ASKED, ASKED, ASKED, (), ((who, ASKED),), known=frozenset(known), given_up=frozenset(gives_up)
    )

    assert bool(narrowed_access(plan, [answers(("Access-Control-Allow-Origin", let_in))], [answers()])) is is_lost


@pytest.mark.parametrize(
    ("known", "header", "is_wider"),
    [
        pytest.param((), "x-team", False, id="everybody gets what the request asks for"),
        pytest.param((), "x-other", True, id="and nothing else"),
        pytest.param((OTHER,), "x-team", True, id="one whom the code names gets nothing"),
    ],
)
def test_a_header_where_strangers_are_let_in(known, header, is_wider):
    ahead = Request("OPTIONS", "/", (("Access-Control-Request-Headers", "x-team"),))
    plan = Plan((ahead, ASKED), ASKED, ASKED, ASKED, (), ((OTHER, ASKED),), known=frozenset(known))
    origin = ("Access-Control-Allow-Origin", OTHER)

    gained = widened_access(plan, [answers(origin)], [answers(origin, ("Access-Control-Allow-Headers", header))])

    assert bool(gained) is is_wider


def test_a_shop_is_lost_by_the_candidates_word_where_any_origin_may_be_given_up(monkeypatch):
    plan = Plan(
        (ASKED,), ASKED, ASKED, ASKED, (), ((SHOP, ASKED),), known=frozenset({SHOP}), given_up=frozenset({SHOP})
    )
    lost = [answers(("Access-Control-Allow-Origin", SHOP))], [answers()]

    assert narrowed_access(plan, *lost)
    monkeypatch.setattr(compare, "_LOCAL", re.compile(".*"))
    assert not narrowed_access(plan, *lost)
