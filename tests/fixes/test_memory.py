"""What was accepted once is proposed and proven again: in other projects of the tenant, and nowhere else unasked."""

from __future__ import annotations

import pytest

from autofix.core.tenancy import tenant_scope
from autofix.engine.patch import make_patch
from autofix.engine.prove.proof import Proof, Status
from autofix.engine.repair import Attempt as EngineAttempt
from autofix.engine.trials import Conclusion, Result
from autofix.engine.workspace.snapshot import Snapshot
from autofix.engine.workspace.text import line_edits
from autofix.fixes.conclusion import conclude_fix
from autofix.fixes.evidence import store_attempt
from autofix.fixes.services import approve_fix, reject_fix, retry_fix, revert_fix
from autofix.memory.models import Lesson
from autofix.projects.in_force import configuration_of
from autofix.projects.repository import open_mirror
from autofix.sdk.candidate import Action, Candidate, Change
from tenants.services import share_lessons

ACTOR = "user:boss"
MERGES_BY_ITSELF = {"stop_at": "merge", "approval": "unverified", "auto_merge": True}
LISTED = 'CORS(app, origins=["http://localhost:3000", "https://stockroom.example"])'
# A form that no recipe reads.
HERE = 'OPTIONS = dict(origins=["http://localhost:3000"])\nCORS(app, **OPTIONS)'
THERE = "SETUP = dict(\n    origins=[\n        'https://a.example',\n        'http://localhost:3000',\n    ]\n)\nCORS(app, **SETUP)"


@pytest.fixture
def open_unreadable(make_shop):
    """A project that lets nobody but its own page in, in a form that no recipe reads."""

    def make(lines=THERE, **values):
        shop = make_shop(**values)
        shop.pull()
        text = (shop.repository.checkout / "app.py").read_text()
        assert LISTED in text
        shop.write("app.py", text.replace(LISTED, lines))
        return shop

    return make


@pytest.fixture
def open_elsewhere(open_shop, policy, other_tenant):
    """The same of another tenant."""

    def make(**values):
        shop = open_shop(policy(**values) if values else "", of=other_tenant)
        shop.pull()
        text = (shop.repository.checkout / "app.py").read_text()
        shop.write("app.py", text.replace(LISTED, THERE))
        return shop

    return make


def offer(shop, before, after):
    """Offer, as a model's, the change of one piece of text for the newest fix, which found nothing by itself."""
    from autofix.core.events import record

    fix = shop.fix()
    assert fix.result == "no_fix", fix.reason
    shop.ask(retry_fix, fix, actor=ACTOR)
    workspace = Snapshot(open_mirror(shop.project()).source(fix.base_commit))
    text = workspace.read("app.py")
    edits = line_edits(text, text.replace(before, after))
    candidate = Candidate("model:any", "Let it in", (Change("app.py", Action.MODIFY, "", edits),))
    attempt = EngineAttempt(candidate, make_patch(workspace, candidate), Proof(Status.VERIFIED, (), ""))
    with tenant_scope(shop.tenant):
        fix = type(fix).objects.select_related("project").get(pk=fix.pk)
        record(fix, "fix.execution.started", {"execution": "running"})
        record(fix, "fix.checkout.completed", {"base_branch": "main", "base_commit": shop.tip()})
        store_attempt(fix, 0, attempt, 1.0, str)
        conclude_fix(fix, configuration_of(fix.project), Conclusion(Result.VERIFIED, "", 0))
    shop.work()


@pytest.fixture
def first(open_unreadable, report_of):
    """A project in which such a change was accepted."""
    shop = open_unreadable(HERE)
    shop.report(report_of("http://localhost:5173"))
    shop.work()
    offer(shop, '"http://localhost:3000"', '"http://localhost:3000", "http://localhost:5173"')
    shop.ask(approve_fix, shop.fix(), actor=ACTOR)
    shop.work()
    assert shop.fix().publication == "merged"
    return shop


def work_on(shop, report):
    shop.report(report)
    shop.work()
    return shop.fix()


def test_it_is_learnt_once_it_is_merged(first):
    (lesson,) = first.rows(Lesson)

    assert (lesson.status, lesson.fix, lesson.project_id) == ("active", first.fix().id, first.project_id)
    assert (lesson.family, lesson.accepted) == ("cors_error", 1)
    assert not any(word in lesson.body for word in ("5173", "3000", "app.py", "OPTIONS"))


def test_it_is_proposed_and_proven_in_another_project(first, open_unreadable, report_of):
    second = open_unreadable()

    fix = work_on(second, report_of("http://localhost:8080"))
    (lesson,) = second.rows(Lesson)

    assert (fix.result, fix.strategy) == ("verified", f"memory:{lesson.id}")
    assert (lesson.tried, lesson.verified, lesson.accepted) == (1, 1, 1)

    second.ask(approve_fix, fix, actor=ACTOR)
    second.work()
    second.pull()

    added = "        'http://localhost:3000',\n        'http://localhost:8080',\n    ]"
    assert added in (second.repository.checkout / "app.py").read_text()
    (lesson,) = second.rows(Lesson)
    assert lesson.accepted == 2


def test_it_is_not_proposed_to_another_tenant(first, open_elsewhere, report_of):
    elsewhere = open_elsewhere()

    assert work_on(elsewhere, report_of("http://localhost:8080")).result == "no_fix"
    assert elsewhere.rows(Lesson) == []


def test_tenants_that_both_share_learn_from_one_another(first, open_elsewhere, report_of):
    elsewhere = open_elsewhere()
    share_lessons(first.tenant, True, actor=ACTOR)
    assert work_on(elsewhere, report_of("http://localhost:8080")).result == "no_fix"

    share_lessons(elsewhere.tenant, True, actor=ACTOR)
    fix = work_on(elsewhere, report_of("http://localhost:8081"))
    (adopted,) = elsewhere.rows(Lesson)

    assert (fix.result, fix.strategy) == ("verified", f"memory:{adopted.id}")
    assert (adopted.is_adopted, adopted.project_id, adopted.fix) == (True, None, "")
    (own,) = first.rows(Lesson)
    assert (own.tried, adopted.tried) == (0, 1)

    share_lessons(first.tenant, False, actor=ACTOR)
    assert work_on(elsewhere, report_of("http://localhost:8082")).result == "no_fix"


def test_what_another_tenant_wrote_is_read_by_a_person_whatever_the_policy_says(
    first, open_unreadable, open_elsewhere, report_of
):
    share_lessons(first.tenant, True, actor=ACTOR)
    elsewhere = open_elsewhere(**MERGES_BY_ITSELF)
    share_lessons(elsewhere.tenant, True, actor=ACTOR)

    own = work_on(open_unreadable(**MERGES_BY_ITSELF), report_of("http://localhost:8080"))
    theirs = work_on(elsewhere, report_of("http://localhost:8080"))

    assert (own.result, own.risk, own.publication) == ("verified", "cursory_review", "merged")
    assert (theirs.result, theirs.risk, theirs.approval) == ("verified", "full_review", "awaiting")
    assert theirs.publication != "merged"


def test_what_is_rejected_is_not_proposed_again(first, open_unreadable, report_of):
    second = open_unreadable()
    fix = work_on(second, report_of("http://localhost:8080"))

    second.ask(reject_fix, fix, actor=ACTOR, reason="not like this")
    second.work()
    (lesson,) = second.rows(Lesson)

    assert lesson.status == "dropped" and fix.id in lesson.reason
    assert work_on(second, report_of("http://localhost:8081")).result == "no_fix"


def test_a_shared_lesson_that_is_rejected_is_dropped_here_alone(first, open_elsewhere, report_of):
    elsewhere = open_elsewhere()
    share_lessons(first.tenant, True, actor=ACTOR)
    share_lessons(elsewhere.tenant, True, actor=ACTOR)
    fix = work_on(elsewhere, report_of("http://localhost:8080"))

    elsewhere.ask(reject_fix, fix, actor=ACTOR)
    elsewhere.work()

    assert work_on(elsewhere, report_of("http://localhost:8081")).result == "no_fix"
    assert [row.status for row in first.rows(Lesson)] == ["active"]


def test_what_is_reverted_is_not_proposed_again(first, open_unreadable, report_of):
    first.ask(revert_fix, first.fix(), actor=ACTOR)
    first.work()

    assert [row.status for row in first.rows(Lesson)] == ["dropped"]
    assert work_on(open_unreadable(), report_of("http://localhost:8080")).result == "no_fix"


def test_a_worker_that_takes_over_goes_on_with_the_lessons_it_was_begun_with(
    first, open_unreadable, report_of, after, kill, worker_killed
):
    from autofix.memory.services import drop_lesson

    second = open_unreadable()
    after("fix.candidates.proposed", kill)
    second.report(report_of("http://localhost:8080"))
    with pytest.raises(worker_killed):
        second.work()
    (lesson,) = second.rows(Lesson)
    second.ask(drop_lesson, lesson, reason="meanwhile")

    second.take_over()

    assert (second.fix().result, second.fix().strategy) == ("verified", f"memory:{lesson.id}")


def test_what_recipes_do_is_not_learnt(shop, offered):
    assert offered.strategy.startswith("recipe:")

    shop.ask(approve_fix, offered, actor=ACTOR)
    shop.work()

    assert shop.fix().publication == "merged"
    assert shop.rows(Lesson) == []
