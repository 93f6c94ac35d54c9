"""What a fix should bring besides counts for the bench, and not for whether a spoilt fix was wrongly verified."""

from __future__ import annotations

from bench.fixes.case import Case

BEFORE = {"a.py": "HOSTS = []\nFORMS = []\n"}
HALF = {"a.py": "HOSTS = ['b']\nFORMS = []\n"}


def test_it_is_asked_of_a_whole_fix_alone() -> None:
    case = Case(
        "x", "", "cors_error", True, "", BEFORE, has=[("a.py", "HOSTS = ['b']")], also=[("a.py", "FORMS = ['b']")]
    )

    assert "FORMS" in case.wrong(BEFORE, HALF)
    assert case.wrong(BEFORE, HALF, with_also=False) == ""
    assert "HOSTS" in case.wrong(BEFORE, BEFORE, with_also=False)
