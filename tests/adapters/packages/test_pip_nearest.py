"""What is installed in place of a requirement that no wheel meets, told by what pip printed."""

import time

from autofix.adapters.packages.pip_nearest import Wanted, is_frozen, nearest


def unmet(requirement: str, versions: str, asker: str = "") -> str:
    return (
        f"ERROR: Could not find a version that satisfies the requirement {requirement}{asker} "
        f"(from versions: {versions})\nERROR: No matching distribution found for {requirement}\n"
    )


def test_an_old_version_gives_way_to_the_next_that_has_a_wheel():
    wanted = nearest(
        Wanted(("flask==1.1.2", "MarkupSafe==1.1.1")), unmet("MarkupSafe==1.1.1", "2.1.0rc1, 2.1.2, 3.0.0")
    )

    assert wanted == Wanted(
        ("flask==1.1.2", "MarkupSafe==2.1.2"),
        ("markupsafe 2.1.2 instead of 1.1.1, which has no wheel for this Python",),
    )


def test_extras_stay():
    wanted = nearest(Wanted(("uvicorn[standard]==0.1",)), unmet("uvicorn[standard]==0.1", "0.9.0, 0.20.0"))

    assert wanted.lines == ("uvicorn[standard]==0.9.0",)


def test_the_same_code_under_another_name_is_no_difference():
    assert nearest(Wanted(("psycopg2==2.9.9",)), unmet("psycopg2==2.9.9", "none")) == Wanted(
        ("psycopg2-binary==2.9.9",)
    )


def test_what_has_no_wheel_at_all_is_left_out_and_told():
    wanted = nearest(Wanted(("django", "coreschema==0.0.4")), unmet("coreschema==0.0.4", "none"))

    assert wanted.lines == ("django",)
    assert "coreschema left out" in wanted.notes[0]


def test_what_asks_for_it_is_left_out_as_well():
    said = unmet("psycopg2", "none", " (from django-heroku)")

    assert nearest(Wanted(("django>=4", "django-heroku")), said).lines == ("django>=4",)


def test_another_failure_changes_nothing():
    assert nearest(Wanted(("django",)), "ERROR: no space left on device") is None


def test_a_list_is_frozen_where_all_of_it_is_pinned():
    assert is_frozen(("a==1.0", "b[x]==2.0 ; python_version > '3'"))
    assert not is_frozen(("a==1.0", "b>=2.0"))


def test_what_pip_prints_takes_no_long_time_to_read():
    said = "ERROR: Could not find a version that satisfies the requirement a (from versions: "
    began = time.monotonic()

    assert nearest(Wanted(("a==1",)), said * 12_000) is None
    assert time.monotonic() - began < 2
