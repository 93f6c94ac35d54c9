"""The command reads the settings of models, and says which one it cannot use before it does anything."""

import pytest


@pytest.mark.parametrize(
    ("variable", "value"),
    [("AUTOFIX_MODEL_BUDGET", "usd_per_week=1"), ("AUTOFIX_MODEL_HIGHEST_PRICES", "fifteen")],
)
def test_a_setting_that_cannot_be_used_is_named(autofix, tmp_path, variable, value):
    ran = autofix("fix", "--error", "-", "--no-exec", str(tmp_path), report="some error\n", **{variable: value})

    assert ran.status == 2
    assert variable in ran.err and value in ran.err


def test_settings_that_can_be_used_are_taken(autofix, tmp_path):
    settings = {"AUTOFIX_MODEL_BUDGET": "usd_per_fix=0.5", "AUTOFIX_MODEL_HIGHEST_PRICES": "15/75"}
    ran = autofix("fix", "--error", "-", "--no-exec", str(tmp_path), report="some error\n", **settings)

    assert ran.status == 3
