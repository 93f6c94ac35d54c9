"""Jest 29, Vitest 2, Mocha 10, Node 20's runner (both reporters) and unittest. Each recording is read whole."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "jest-29-faults": [
        ("jest", "test.failed", "src/total.test.js", None, None, "total › adds prices", None, None),
        ("jest", "test.failed", "src/total.test.js", None, None, "throws well", None, None),
    ],
    "vitest-2-faults": [
        ("vitest", "test.failed", "v/total.test.js", None, None, "total > adds prices", None, None),
        ("vitest", "test.failed", "v/total.test.js", None, None, "throws well", None, None),
    ],
    "mocha-10-faults": [
        ("mocha", "test.failed", None, None, None, "throws well", None, None),
        ("mocha", "test.failed", None, None, None, "total > of prices > adds", None, None),
    ],
    "node-20-tests": [
        ("node", "test.failed", "n/total.test.js", 2, None, "adds", None, None),
        ("node", "test.failed", "n/total.test.js", 3, None, "throws well", None, None),
    ],
    "node-20-tests-tap": [
        ("tap", "test.failed", "/app/n/total.test.js", 2, None, "adds", None, None),
        ("tap", "test.failed", "/app/n/total.test.js", 3, None, "throws well", None, None),
    ],
    "python-3-unittest": [
        ("unittest", "test.failed", None, None, None, "test_total.TotalTest.test_raises", None, None),
        ("unittest", "test.failed", None, None, None, "test_total.TotalTest.test_adds", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_recording(name, recorded):
    assert recorded(name) == EXPECTED[name]


def test_tests_that_pass_are_none(rows):
    passed = "PASS src/a.test.js\n  ✓ adds (1 ms)\n# Subtest: adds\nok 1 - adds\n✔ adds (0.5ms)\n  1 passing (3ms)\n"
    assert rows(passed) == []


def test_a_suite_that_cannot_be_run_is_no_failed_test(rows):
    text = "FAIL src/a.test.js\n  ● Test suite failed to run\n\n    something that nobody knows\n"
    assert [row for row in rows(text) if row[1] == "test.failed"] == []
