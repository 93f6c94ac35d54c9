"""What a call is booked with: what was told where that can be, else the most it can have been; never nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import override_settings

from autofix.core.transitions import IllegalTransition
from autofix.llm.ledger import Asked, Ending, release, reserve, settle
from autofix.llm.states import CallState
from autofix.projects.configuration import Budget
from autofix.sdk.model import Fault, ModelError, Prices, Usage, upper_bound
from tests.llm.conftest import CAUSE
from tests.simulators.model import Says, rate_limited

PRICES = Prices(Decimal("2.5"), Decimal(10))
MOST = PRICES.cost(upper_bound(CAUSE))


def test_an_answer_costs_what_the_endpoint_tells(spend, calls, account, far_end):
    answer = spend().wrap(far_end(), PRICES).ask(CAUSE)

    (call,) = calls()
    # 10 read at 2.5 and 20 written at 10.
    assert (call.micro_usd, call.input_tokens, call.output_tokens, call.is_told) == (225, 10, 20, True)
    assert answer.usd == 0.000225
    assert (account(1).spent_micro_usd, account(1).spent_tokens, account(1).reserved_micro_usd) == (225, 30, 0)


@pytest.mark.parametrize("told", [None, (0, 0), (10, 0), (-5, 20), (10, 10**12)])
def test_figures_that_cannot_be_count_as_the_most(told, spend, calls, far_end):
    spend().wrap(far_end(Says({}, usage=told)), PRICES).ask(CAUSE)

    assert (calls()[0].micro_usd, calls()[0].is_told) == (MOST, False)


def test_more_than_was_reserved_is_booked_when_it_is_told(spend, account, far_end):
    spend().wrap(far_end(Says({}, usage=(10_000, 10_000))), PRICES).ask(CAUSE)

    assert account(3).spent_micro_usd == 125_000


@pytest.mark.parametrize(
    ("reply", "fault", "wrote", "cost"),
    [
        (rate_limited(), "rate_limited", "", 0),
        (Says(text="{no", usage=(10, 20)), "malformed", "{no", 225),
        (Says(text="{no", usage=None), "malformed", "{no", MOST),
    ],
)
def test_a_failure_costs_what_it_did(reply, fault, wrote, cost, spend, calls, account, far_end):
    with pytest.raises(ModelError) as failed:
        spend().wrap(far_end(reply), PRICES).ask(CAUSE)

    (call,) = calls()
    assert (call.state, call.fault, call.reason, call.answer) == (CallState.FAILED, fault, str(failed.value), wrote)
    assert (call.micro_usd, account(3).spent_micro_usd, account(3).reserved_micro_usd) == (cost, cost, 0)


def test_a_call_that_was_never_made_is_released(spend, account):
    spending = spend()
    with spending.lease.write():
        reservation = reserve(spending.payer, Asked("cause", "d" * 64, (), "m"), upper_bound(CAUSE), PRICES)
    assert account(3).reserved_micro_usd == MOST
    with spending.lease.write():
        release(reservation, "the fix was cancelled")

    assert (account(3).reserved_micro_usd, account(3).spent_micro_usd) == (0, 0)
    with pytest.raises(IllegalTransition), spending.lease.write():
        settle(reservation, Ending(CallState.ANSWERED, "a", "{}"), Usage(10, 20))


def test_an_unknown_price_is_no_money_and_no_zero(spend, calls, account, far_end):
    answer = spend().wrap(far_end(), None).ask(CAUSE)

    assert answer.usd is None and calls()[0].micro_usd is None
    assert (account(3).spent_micro_usd, account(3).spent_tokens, account(3).unpriced_tokens) == (0, 30, 30)


def test_with_a_ceiling_of_money_a_model_of_unknown_price_is_not_asked(spend, calls, far_end):
    model = far_end()
    with pytest.raises(ModelError, match="what this model costs is not known") as refused:
        spend(budget=Budget(usd_per_fix=Decimal(100))).wrap(model, None).ask(CAUSE)

    assert refused.value.fault is Fault.BUDGET
    assert (model.asked, calls()) == ([], [])


def test_the_operators_highest_prices_let_it_be_asked(spend, calls, far_end):
    environment = replace(settings.ENVIRONMENT, model_highest_prices=(Decimal(50), Decimal(100)))
    with override_settings(ENVIRONMENT=environment):
        spend(budget=Budget(usd_per_fix=Decimal(100))).wrap(far_end(), None).ask(CAUSE)

    assert calls()[0].micro_usd == 2_500


def test_what_was_used_at_an_unknown_price_counts_under_a_later_ceiling(spend, far_end):
    spend("fix_1").wrap(far_end(Says({}, usage=(1_000, 9_000))), None).ask(CAUSE)

    # 10,000 tokens at no more than 10 dollars a million: 0.1 dollars.
    with pytest.raises(ModelError, match=r"0\.10 USD are spent"):
        spend("fix_1", budget=Budget(usd_per_fix=Decimal("0.1")), round=2).wrap(far_end(), PRICES).ask(CAUSE)


def test_no_answer_is_longer_than_the_file_allows(spend, far_end):
    model = far_end()
    spend(budget=Budget(tokens_per_run=7)).wrap(model, PRICES).ask(CAUSE)

    assert model.asked[0].body["max_tokens"] == 7
