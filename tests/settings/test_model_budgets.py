"""The operator's ceilings and the prices of what has none, from the environment of a process."""

from decimal import Decimal

import pytest

from autofix.env import BUDGETS, SettingError

BUDGET, HIGHEST = "AUTOFIX_MODEL_BUDGET", "AUTOFIX_MODEL_HIGHEST_PRICES"


def test_without_them_there_is_no_ceiling_and_no_price(read):
    for environment in (read(), read(AUTOFIX_MODEL_BUDGET="", AUTOFIX_MODEL_HIGHEST_PRICES="")):
        assert environment.model_budget == {} and environment.model_highest_prices is None


def test_every_ceiling_can_be_set_once(read):
    said = read(AUTOFIX_MODEL_BUDGET=" ".join(f"{name}={number}" for number, name in enumerate(BUDGETS, 1)))

    assert said.model_budget == {name: Decimal(number) for number, name in enumerate(BUDGETS, 1)}
    assert len(BUDGETS) == 6


def test_money_is_read_to_the_millionth_and_commas_part_as_blanks_do(read):
    said = read(AUTOFIX_MODEL_BUDGET="usd_per_fix=0.000001, tokens_per_fix=200000,usd_per_tenant_month=40")

    assert said.model_budget == {
        "usd_per_fix": Decimal("0.000001"),
        "tokens_per_fix": Decimal(200_000),
        "usd_per_tenant_month": Decimal(40),
    }


def test_nobody_changes_a_ceiling_that_was_read(read):
    with pytest.raises(TypeError):
        read(AUTOFIX_MODEL_BUDGET="usd_per_fix=1").model_budget["usd_per_fix"] = Decimal(100)


def test_a_ceiling_of_nothing_is_a_ceiling(read):
    assert read(AUTOFIX_MODEL_BUDGET="usd_per_fix=0").model_budget == {"usd_per_fix": Decimal(0)}


def test_the_highest_prices_are_of_tokens_read_and_written(read):
    assert read(AUTOFIX_MODEL_HIGHEST_PRICES="15/75.5").model_highest_prices == (Decimal(15), Decimal("75.5"))


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        (BUDGET, "usd_per_day=1", "says 'usd_per_day=1'; it wants NAME=NUMBER once for each of usd_per_fix"),
        (BUDGET, "usd_per_fix", "says ''; it wants a number"),
        (BUDGET, "usd_per_fix=1 usd_per_fix=2", "says 'usd_per_fix=2'; it wants NAME=NUMBER once"),
        (BUDGET, "usd_per_fix=-1", "says '-1'; it wants a number"),
        (BUDGET, "usd_per_fix=nan", "says 'nan'; it wants a number"),
        (BUDGET, "usd_per_fix=1e9", "says '1e9'; it wants a number"),
        (BUDGET, "usd_per_fix=0.0000001", "says '0.0000001'; it wants a number"),
        (BUDGET, "tokens_per_fix=1.5", "says 'tokens_per_fix=1.5'; tokens are a whole number"),
        (HIGHEST, "15", "is '15'; it wants US dollars for a million tokens read/written"),
        (HIGHEST, "15/", "says ''; it wants a number"),
        (HIGHEST, "15/75/1", "says '75/1'; it wants a number"),
        (HIGHEST, "-15/75", "says '-15'; it wants a number"),
    ],
)
def test_what_is_no_ceiling_or_price_is_named(read, variable, value, words):
    with pytest.raises(SettingError) as refused:
        read(**{variable: value})

    assert str(refused.value).startswith(f"{variable} {words}")
