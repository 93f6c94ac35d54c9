"""A change that breaks the repository's own tests elsewhere is no fix."""

import pytest

from autofix.engine.prove.proof import Status

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

FIX = ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']")
LIMIT = "const app = express();"
TESTS = """\
const assert = require('node:assert');
const fs = require('node:fs');
const { test } = require('node:test');

test('the limit of the batch is told', () => {
  assert.match(fs.readFileSync('server.js', 'utf8'), /const app = express\\(\\);/);
});
test('%s', () => {
  assert.strictEqual(1, %s);
});
"""


def scripts():
    return {"test": "node --test"}


def test_a_test_that_passed_before_and_fails_now(project):
    made = project(files={"batch.test.js": TESTS % ("one is one", 1)}, scripts=scripts())

    proof = made.prove(FIX, (LIMIT, "const app = express( );"))

    assert proof.status is Status.UNPROVEN
    assert "tests that passed before fail" in proof.reason


def test_it_is_seen_among_tests_that_fail_anyway(project):
    made = project(files={"batch.test.js": TESTS % ("one is two", 2)}, scripts=scripts())

    proof = made.prove(FIX, (LIMIT, "const app = express( );"))

    assert proof.status is Status.UNPROVEN
    assert "the limit of the batch is told" in proof.reason


def test_tests_that_fail_the_same_way_do_not_stand_in_the_way(project):
    made = project(files={"batch.test.js": TESTS % ("one is two", 2)}, scripts=scripts())

    assert made.prove(FIX).status is Status.VERIFIED


def test_tests_that_cannot_run_leave_it_plausible(project):
    made = project(scripts={"test": "no-such-runner"})

    proof = made.prove(FIX)

    assert proof.status is Status.PLAUSIBLE
    assert "cannot be compared" in proof.reason
