"""What a call costs is told, or bounded; it is never nothing."""

from decimal import Decimal

import pytest

from autofix.sdk.model import MICRO, Prices, Usage, upper_bound
from tests.simulators.model import Says

PRICES = Prices(Decimal(2), Decimal(10))


def test_what_the_endpoint_tells_is_what_it_cost(model_endpoint, make_model, question, answer):
    model_endpoint.then(Says(answer, usage=(1_000_000, 100_000)))

    answered = make_model(prices=PRICES).ask(question)

    assert answered.usage == Usage(1_000_000, 100_000)
    assert answered.usd == pytest.approx(3.0)


@pytest.mark.parametrize(
    "usage", [None, (0, 9), (21, 0), (-21, 9), (21, -9), ("21", 9), (21.5, 9), (True, 9), (10**12, 9), (None, None)]
)
def test_figures_that_are_missing_or_cannot_be_are_an_upper_bound(model_endpoint, make_model, question, answer, usage):
    model_endpoint.then(Says(answer, usage=usage))

    answered = make_model(prices=PRICES).ask(question)

    assert answered.usage == upper_bound(question) and not answered.usage.is_told
    assert answered.usd == pytest.approx(PRICES.cost(upper_bound(question)) / MICRO) and answered.usd > 0


def test_without_prices_the_cost_in_money_is_not_known(model_endpoint, make_model, question, failing, answer):
    model_endpoint.then(answer, Says(text="no"))

    assert make_model().ask(question).usd is None
    assert failing(make_model()).usd is None


def test_an_answer_that_cannot_be_used_cost_the_same(model_endpoint, make_model, failing):
    model_endpoint.then(Says(text="no", usage=(1_000_000, 100_000)))

    error = failing(make_model(prices=PRICES))

    assert error.usage == Usage(1_000_000, 100_000)
    assert error.usd == pytest.approx(3.0) and error.text == "no"
