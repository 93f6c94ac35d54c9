"""Fifty fixes that pay at the same time never pass a ceiling, of money or of tokens, whoever set it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import override_settings

from autofix.core.tenancy import tenant_scope
from autofix.llm.ledger import Asked, CeilingReached, Ending, Payer, Reservation, reserve, settle
from autofix.llm.models import Account, Call
from autofix.llm.states import CallState
from autofix.projects.configuration import Budget
from autofix.sdk.model import Prices, Usage

ASKED = Asked("cause", "d" * 64, (), "gpt-test")
# 1,000 tokens at a thousandth of a dollar each way: one call may cost 1,000 micro-dollars.
BOUND, PRICES = Usage(400, 600, is_told=False), Prices(Decimal(1), Decimal(1))
FIXES = 50


def payer_of(tenant, project, number, budget=None):
    return Payer(tenant, project, f"fix_{number}", f"job_{number}", 1, budget=budget or Budget())


@pytest.mark.parametrize(
    "amounts",
    [
        {"usd_per_tenant_month": Decimal("0.0205")},
        {"usd_per_project_month": Decimal("0.0205")},
        {"tokens_per_tenant_month": 20_500},
        {"tokens_per_project_month": 20_500},
    ],
)
def test_side_by_side_they_reserve_no_more(amounts, tenant, project, set_ceilings, side_by_side, account):
    set_ceilings(**amounts)

    def one(number):
        def go():
            with tenant_scope(tenant):
                return reserve(payer_of(tenant, project, number), ASKED, BOUND, PRICES)

        return go

    outcomes = side_by_side([one(number) for number in range(FIXES)])

    assert sum(isinstance(outcome, Reservation) for outcome in outcomes) == 20
    assert sum(isinstance(outcome, CeilingReached) for outcome in outcomes) == 30
    for scope in (1, 2):
        assert (account(scope).reserved_micro_usd, account(scope).reserved_tokens) == (20_000, 20_000)


def test_settling_and_reserving_at_once_keeps_the_sums(tenant, project, set_ceilings, side_by_side, account):
    set_ceilings(usd_per_tenant_month=Decimal("0.03"))

    def one(number):
        def go():
            with tenant_scope(tenant):
                reservation = reserve(payer_of(tenant, project, number), ASKED, BOUND, PRICES)
            with tenant_scope(tenant):
                return settle(reservation, Ending(CallState.ANSWERED, "a", "{}"), Usage(100, 100))

        return go

    outcomes = side_by_side([one(number) for number in range(FIXES)])

    done = sum(outcome == 200 for outcome in outcomes)
    assert done >= 30 and done + sum(isinstance(outcome, CeilingReached) for outcome in outcomes) == FIXES
    with tenant_scope(tenant):
        assert Call.objects.filter(state=CallState.ANSWERED, micro_usd=200).count() == done
        for row in Account.objects.filter(scope__in=(1, 2)):
            assert (row.spent_micro_usd, row.spent_tokens) == (200 * done, 200 * done)
            assert (row.reserved_micro_usd, row.reserved_tokens) == (0, 0)


def test_calls_of_one_fix_side_by_side(tenant, project, side_by_side, account):
    payer = payer_of(tenant, project, 1, Budget(usd_per_fix=Decimal("0.0042")))

    def go():
        with tenant_scope(tenant):
            return reserve(payer, ASKED, BOUND, PRICES)

    outcomes = side_by_side([go] * 20)

    assert sum(isinstance(outcome, Reservation) for outcome in outcomes) == 4
    assert account(3).reserved_micro_usd == 4_000


def test_without_the_lock_on_accounts_they_would_pass_it(tenant, project, set_ceilings, side_by_side, monkeypatch):
    """The same storm with the accounts read and not locked."""
    set_ceilings(usd_per_tenant_month=Decimal("0.0205"))
    monkeypatch.setattr("django.db.models.QuerySet.select_for_update", lambda rows, **options: rows)

    def one(number):
        def go():
            with tenant_scope(tenant):
                return reserve(payer_of(tenant, project, number), ASKED, BOUND, PRICES)

        return go

    outcomes = side_by_side([one(number) for number in range(FIXES)])

    assert sum(isinstance(outcome, Reservation) for outcome in outcomes) > 20


@pytest.mark.parametrize(
    ("file", "own", "server", "who"),
    [
        (Decimal("0.001"), Decimal(1), Decimal(1), ".autofix.yml"),
        (Decimal(1), Decimal("0.001"), Decimal(1), "tenant's budget"),
        (Decimal(1), Decimal(1), Decimal("0.001"), "AUTOFIX_MODEL_BUDGET"),
    ],
)
def test_the_lowest_word_counts_and_is_named(file, own, server, who, tenant, project, set_ceilings):
    set_ceilings(usd_per_fix=own)
    payer = payer_of(tenant, project, 1, Budget(usd_per_fix=file))
    with (
        override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, model_budget={"usd_per_fix": server})),
        tenant_scope(tenant),
    ):
        reserve(payer, ASKED, BOUND, PRICES)
        with pytest.raises(CeilingReached, match=who) as refused:
            reserve(payer, ASKED, BOUND, PRICES)

    assert "0.001 USD are reserved by calls under way, and this call may cost 0.001 USD" in str(refused.value)


def test_another_fix_and_another_tenant_have_ceilings_of_their_own(tenant, other_tenant, project, set_ceilings):
    set_ceilings(usd_per_fix=Decimal("0.001"))
    with tenant_scope(tenant):
        for number in (1, 2):
            reserve(payer_of(tenant, project, number), ASKED, BOUND, PRICES)

    with tenant_scope(other_tenant):
        assert not Account.objects.exists() and not Call.objects.exists()
