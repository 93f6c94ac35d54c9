"""Tests that passed before are counted by name: two of one name are two."""

import time
from collections import Counter

import pytest

from autofix.engine.prove import suite
from autofix.engine.prove.suite import TestRun, compare_tests, has_none_to_pass


def ran(*passed, has_passed=False, is_empty=False):
    """A run in which the tests named passed."""
    return TestRun(has_passed, Counter(passed), "", "the log", 1.0, is_empty)


def test_one_of_two_tests_of_the_same_name_is_missed():
    before, after = ran("works", "works", "fits"), ran("works", "fits")

    assert compare_tests("npm test", before, after).passed is False
    assert compare_tests("npm test", before, before).passed is True


def test_a_run_that_named_nothing_before_tells_nothing_unless_all_is_well_after():
    assert compare_tests("npm test", ran(), ran()).passed is None
    assert compare_tests("npm test", ran(), ran(has_passed=True)).passed is True


def test_a_suite_that_passed_must_pass():
    assert compare_tests("npm test", ran(has_passed=True), ran()).passed is False


def test_where_there_is_nothing_to_pass_nothing_is_lost():
    empty = ran(is_empty=True)

    assert compare_tests("npm test", empty, empty).passed is True
    assert compare_tests("npm test", empty, ran()).passed is None
    assert compare_tests("npm test", ran("works"), empty).passed is False


@pytest.mark.parametrize(
    ("log", "is_so"),
    [
        ("No tests found, exiting with code 1\nRun with `--passWithNoTests` to exit with code 0", True),
        ("No test files found, exiting with code 1", True),
        ('Error: No test files found: "test"', True),
        ("============================ no tests ran in 0.01s ============================", True),
        ("FAIL src/app.spec.ts\nTests:       2 failed, 2 total\n", True),
        ("      Tests  3 failed (3)\n", True),
        ("FAIL src/app.spec.ts\nTests:       2 failed, 3 passed, 5 total\n", False),
        ("  \u25cf Test suite failed to run\nTests:       2 failed, 2 total\n", False),
        ("Tests:       0 total\n", False),
        ("collected 0 items / 1 error\n!!! Interrupted: 1 error during collection !!!", False),
        ("sh: 1: jest: not found", False),
    ],
)
def test_what_runners_say_where_nothing_passes(log, is_so):
    assert has_none_to_pass(log) is is_so


@pytest.mark.parametrize("text", ["\n" * 1_000_000, "\t" * 1_000_000, "Tests: " + "1" * 1_000_000])
def test_what_tests_print_takes_no_long_time_to_read(text):
    began = time.monotonic()
    has_none_to_pass(text)
    assert not suite._PASSED.findall(text)

    assert time.monotonic() - began < 2
