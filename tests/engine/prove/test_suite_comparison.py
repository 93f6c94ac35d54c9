"""Tests that passed before are counted by name: two of one name are two."""

from collections import Counter

from autofix.engine.prove.suite import TestRun, compare_tests


def ran(*passed, has_passed=False):
    """A run in which the tests named passed."""
    return TestRun(has_passed, Counter(passed), "", "the log", 1.0)


def test_one_of_two_tests_of_the_same_name_is_missed():
    before, after = ran("works", "works", "fits"), ran("works", "fits")

    assert compare_tests("npm test", before, after).passed is False
    assert compare_tests("npm test", before, before).passed is True


def test_a_run_that_named_nothing_before_tells_nothing_unless_all_is_well_after():
    assert compare_tests("npm test", ran(), ran()).passed is None
    assert compare_tests("npm test", ran(), ran(has_passed=True)).passed is True


def test_a_suite_that_passed_must_pass():
    assert compare_tests("npm test", ran(has_passed=True), ran()).passed is False
