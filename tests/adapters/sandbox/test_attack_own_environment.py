from __future__ import annotations

import pytest

pytestmark = pytest.mark.needs_bwrap


def test_the_services_environment_is_inherited_only_when_it_is_not_cleaned(attack, monkeypatch):
    monkeypatch.setenv("AUTOFIX_TEST_TOKEN", "secret")
    assert attack.reaches("own_environment", "AUTOFIX_TEST_TOKEN", down=("clean_environment",))
    assert not attack.reaches("own_environment", "AUTOFIX_TEST_TOKEN")
