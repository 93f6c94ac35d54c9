"""Failed tests and scripts that no recipe mends: what a model proposes is verified by the command that failed."""

from __future__ import annotations

import json

import pytest

from tests.simulators.model import ModelSimulator

TOTAL = "module.exports = (items) => items.reduce((sum, item) => sum - item.price, 0);\n"
TEST = """\
const { test } = require('node:test');
const assert = require('node:assert');
const total = require('../src/total');

test('adds prices', () => assert.equal(total([{ price: 2 }, { price: 3 }]), 5));
test('is nothing for nothing', () => assert.equal(total([]), 0));
"""
BUILD = """\
const rates = require('./rates.json');
console.log(rates.list.map((rate) => rate.name).join());
"""
FAILED = """\
> shop@1.0.0 test
> node --test test/

not ok 1 - adds prices
  ---
  location: '/home/ci/shop/test/total.test.js:5:1'
  error: '-5 == 5'
  ...
"""
THROWN = """\
> shop@1.0.0 build
> node build.js

/home/ci/shop/build.js:2
console.log(rates.list.map((rate) => rate.name).join());
                       ^

TypeError: Cannot read properties of undefined (reading 'map')
    at Object.<anonymous> (/home/ci/shop/build.js:2:24)
    at Module._compile (node:internal/modules/cjs/loader:1554:14)

Node.js v20.20.2
"""
CAUSE = {"verdict": "code_fix", "root_cause": "It subtracts.", "reason": "So it says.", "located": [], "read": []}


def edit(file, find, replace):
    return {"edits": [{"file": file, "find": find, "replace": replace, "why": "It is meant so."}], "new_files": []}


@pytest.fixture
def fix(autofix, tmp_path):
    """The command's answer on the project, for a report and what the model proposes, and what was asked of it."""
    files = {
        "package.json": json.dumps(
            {"name": "shop", "version": "1.0.0", "scripts": {"test": "node --test test/", "build": "node build.js"}}
        ),
        "src/total.js": TOTAL,
        "test/total.test.js": TEST,
        "build.js": BUILD,
        "rates.json": '{"rates": [{"name": "EUR"}]}\n',
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)

    def run(report, *edits):
        with ModelSimulator() as model:
            model.on("cause", CAUSE)
            model.on(
                "solution",
                {"approaches": [{"title": "Mend it", "explanation": "So.", "files": [edits[0]["edits"][0]["file"]]}]},
            )
            model.on("edits", *edits)
            settings = {"OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": model.key, "OPENAI_MODEL": "simulated-1"}
            ran = autofix("fix", "--error", "-", "--json", str(tmp_path), report=report, **settings)
            return ran.json(), model.asked

    return run


@pytest.mark.needs_bwrap
def test_a_failed_test_is_verified_by_the_tests(fix):
    told, asked = fix(
        FAILED,
        edit("src/total.js", "sum - item.price", "sum * item.price"),
        edit("src/total.js", "sum - item.price", "sum + item.price"),
    )

    assert told["status"] == "verified", told
    assert told["family"] == "test_failure"
    # The first proposal was tried and told why it does not do.
    assert "adds prices" in asked[-1].text
    assert "That was tried" in asked[-1].text


@pytest.mark.needs_bwrap
def test_a_change_that_breaks_another_test_is_not(fix):
    told, _ = fix(FAILED, edit("src/total.js", "sum - item.price, 0)", "sum + item.price, items.length ? 0 : 1)"))

    assert told["status"] == "no_fix", told


@pytest.mark.needs_bwrap
def test_an_error_that_ends_a_script_is_verified_by_the_script(fix):
    told, _ = fix(THROWN, edit("build.js", "rates.list.map", "rates.rates.map"))

    assert told["status"] == "verified", told


@pytest.mark.needs_bwrap
def test_another_error_in_its_place_is_not(fix):
    told, _ = fix(THROWN, edit("build.js", "rates.list.map", "rates.rates.maps"))

    assert told["status"] == "no_fix", told
