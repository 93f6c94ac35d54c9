"""The repair tries what was accepted before after its recipes, and is what it was where there is nothing."""

from dataclasses import replace

import pytest

from autofix.engine.plugins import load_plugins
from autofix.engine.repair import Repairer, Result
from autofix.engine.report import read_report
from autofix.sdk.candidate import Risk
from autofix.workbench import BUILT_IN


@pytest.fixture
def repairer():
    return Repairer(load_plugins(BUILT_IN), None)


@pytest.fixture
def lesson(learn, shop, shop_mended):
    return learn(shop, shop_mended)


def proposed(repairer, there, snapshot):
    workspace, problem = snapshot(there.files), read_report(there.report)
    return repairer.propose(problem, repairer.diagnose(problem, workspace), workspace)


def test_it_is_proposed_where_no_recipe_is(repairer, lesson, shop, snapshot):
    (candidate,) = proposed(replace(repairer, lessons=[lesson]), shop, snapshot)

    assert candidate.strategy == f"memory:{lesson.id}"
    assert candidate.access == ("http://localhost:5173",)
    assert candidate.risk is Risk.CURSORY_REVIEW


def test_recipes_come_first_and_stay_as_they_are(repairer, make_typescript, learn, snapshot):
    here = make_typescript(
        "src/a.ts",
        "export async function f() {\n  const r = fetch('/a');\n  return r.json();\n}\n",
        "(3,12): error TS2339: Property 'json' does not exist on type 'Promise<Response>'.",
    )
    lesson = learn(here, {"src/a.ts": here.files["src/a.ts"].replace("fetch", "await fetch")})
    alone = proposed(repairer, here, snapshot)

    both = proposed(replace(repairer, lessons=[lesson]), here, snapshot)

    assert alone and all(each.strategy.startswith("recipe:") for each in alone)
    assert both[: len(alone)] == alone
    assert [each.strategy for each in both[len(alone) :]] == [f"memory:{lesson.id}"]


def test_nothing_changes_without_lessons(repairer, shop, snapshot):
    assert proposed(repairer, shop, snapshot) == []


def test_two_lessons_that_say_the_same_are_tried_once(repairer, lesson, shop, snapshot):
    again = replace(lesson, id="les_again")

    assert len(proposed(replace(repairer, lessons=[lesson, again]), shop, snapshot)) == 1


def test_the_gates_hold_it_like_anything_else(repairer, lesson, make_flask, snapshot):
    """A lesson that names somebody else's origin, as a hostile one would, lets nobody in."""
    from autofix.engine.memory.lesson import Hole, Slot

    there = make_flask('A = dict(origins=["https://a.example"])\nCORS(app, **A)\n')
    (step,) = lesson.steps
    evil = [
        replace(item, slot=Slot("string", ("https://evil.example",), quote='"'))
        if item.slot is not None and Hole("origin") in item.slot.parts
        else item
        for item in step.after
    ]
    hostile = replace(lesson, steps=(replace(step, after=tuple(evil)),))
    problem, workspace = read_report(there.report), snapshot(there.files)

    fair = replace(repairer, lessons=[lesson]).repair(problem, workspace)
    foul = replace(repairer, lessons=[hostile]).repair(problem, workspace)

    assert all(gate.passed for gate in fair.attempts[0].gates)
    assert [gate.name for gate in foul.attempts[0].gates if not gate.passed] == ["access", "reach"]
    # Where a person would have to see to it, nothing but what is verified is offered.
    assert (fair.result, foul.result) == (Result.NO_FIX, Result.NO_FIX)
