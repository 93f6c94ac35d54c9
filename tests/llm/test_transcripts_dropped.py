"""The text of old calls goes, of every tenant, and nothing that anybody counts with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db.models import F
from django.test import override_settings
from django.utils import timezone

from autofix.core.ids import new_id
from autofix.core.tenancy import tenant_scope
from autofix.llm.cost import cost_of
from autofix.llm.models import Account, Call
from autofix.llm.transcripts import BATCH_ROWS, drop_old_texts
from autofix.projects.services import create_project
from autofix.sdk.model import Prices
from tests.llm.conftest import CAUSE

PRICES = Prices(Decimal(1), Decimal(1))
TEXTS = {"messages": [], "answer": "", "data": "", "reason": ""}


@pytest.fixture
def age(tenant):
    """Make every call of the tenant older by some days."""

    def change(days):
        with tenant_scope(tenant):
            Call.objects.update(created_at=F("created_at") - timedelta(days=days))

    return change


def kept_for(days):
    """The operator's setting."""
    return override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, transcript_days=days))


def test_the_text_goes_and_the_figures_stay(tenant, spend, calls, age, far_end):
    spend("fix_1").wrap(far_end(), PRICES).ask(CAUSE)
    age(91)
    (before,) = calls()
    with tenant_scope(tenant):
        counted, accounts = cost_of(Call.objects.all(), before.month), list(Account.objects.order_by("pk").values())
    assert drop_old_texts() == 1

    (after,) = calls()
    known = {field.attname: getattr(before, field.attname) for field in Call._meta.concrete_fields}
    now = {field.attname: getattr(after, field.attname) for field in Call._meta.concrete_fields}
    assert now == {**known, **TEXTS, "text_dropped_at": after.text_dropped_at}
    assert before.answer and before.messages and after.text_dropped_at is not None
    with tenant_scope(tenant):
        assert cost_of(Call.objects.all(), before.month) == counted
        assert list(Account.objects.order_by("pk").values()) == accounts
    assert drop_old_texts() == 0


def test_the_reason_of_a_failure_may_quote_the_question_and_goes_too(tenant, spend, calls, age, far_end):
    spend("fix_1").wrap(far_end(), PRICES).ask(CAUSE)
    with tenant_scope(tenant):
        Call.objects.update(state="failed", fault="rejected", reason="it rejects 'why?'")
    age(91)
    drop_old_texts()

    assert (calls()[0].reason, calls()[0].fault) == ("", "rejected")


@pytest.mark.parametrize(("days", "age_in_days", "dropped"), [(90, 89, 0), (3, 4, 1), (3, 2, 0), (0, 4_000, 0)])
def test_the_operator_says_for_how_long(days, age_in_days, dropped, spend, calls, age, far_end):
    spend("fix_1").wrap(far_end(), PRICES).ask(CAUSE)
    age(age_in_days)
    with kept_for(days):
        assert drop_old_texts() == dropped

    assert bool(calls()[0].answer) == (not dropped)


def test_an_answer_without_its_text_is_asked_for_again(spend, age, far_end):
    spend("fix_1").wrap(far_end(), PRICES).ask(CAUSE)
    age(91)
    drop_old_texts()
    model = far_end()
    spend("fix_1").wrap(model, PRICES).ask(CAUSE)

    assert len(model.asked) == 1


def old_calls(tenant_id, project_id, count):
    """Make calls of last year."""
    with tenant_scope(tenant_id):
        Call.objects.bulk_create(
            Call(
                id=new_id("cal"), tenant_id=tenant_id, project_id=project_id, subject="fix_1", round=1, job="j",
                fence=1, month="2025-01", purpose="cause", model="m", digest="d", answer="because", input_tokens=1,
                output_tokens=1, state="answered", created_at=timezone.now() - timedelta(days=400),
            )
            for _ in range(count)
        )  # fmt: skip


def left(tenant_id):
    """How many calls of the tenant have text."""
    with tenant_scope(tenant_id):
        return Call.objects.exclude(answer="").count()


def test_more_than_one_batch_of_every_tenant(tenant, other_tenant, project, bare_repository):
    theirs = create_project(other_tenant, name="bar", kind="react-node", repository=str(bare_repository), actor="test")
    old_calls(tenant, project, BATCH_ROWS + 1)
    old_calls(other_tenant, theirs.project_id, 1)
    assert drop_old_texts() == BATCH_ROWS + 2

    assert (left(tenant), left(other_tenant)) == (0, 0)


def test_a_tenant_that_fails_holds_up_no_other(tenant, other_tenant, project, bare_repository, connect, caplog):
    theirs = create_project(other_tenant, name="bar", kind="react-node", repository=str(bare_repository), actor="test")
    old_calls(tenant, project, 1)
    old_calls(other_tenant, theirs.project_id, 1)
    administrator = connect("postgres")
    administrator.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$"
    )
    administrator.execute(
        f"CREATE TRIGGER refuse BEFORE UPDATE ON llm_call FOR EACH ROW WHEN (OLD.tenant_id = '{tenant}') "
        "EXECUTE FUNCTION refuse()"
    )
    try:
        assert drop_old_texts() == 1
    finally:
        administrator.execute("DROP FUNCTION refuse CASCADE")

    assert (left(tenant), left(other_tenant)) == (1, 0)
    assert "disk full" in caplog.text
