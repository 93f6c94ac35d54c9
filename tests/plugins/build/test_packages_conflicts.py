"""Versions of npm's packages that do not exist, or do not go together."""

from __future__ import annotations

import json

import pytest

from autofix.sdk import Verdict
from plugins.build.packages_versions import majors_of

TARGET = """npm ERR! code ETARGET
npm ERR! notarget No matching version found for {wanted}.
npm ERR! notarget In most cases you or one of your dependencies are requesting
npm ERR! notarget a package version that doesn't exist.
"""
RESOLVE = """npm ERR! code ERESOLVE
npm ERR! ERESOLVE unable to resolve dependency tree
npm ERR!
npm ERR! While resolving: shop@0.1.0
npm ERR! Found: {name}@{found}
npm ERR! node_modules/{name}
npm ERR!   {name}@"^{found}" from the root project
npm ERR!
npm ERR! Could not resolve dependency:
npm ERR! peer {name}@"{wanted}" from {source}
npm ERR! node_modules/{source_name}
npm ERR!   {source_name}@"^1.0.0" from the root project
"""


def manifest(**dependencies: str) -> str:
    named = {name.replace("__", "/").replace("_", "-"): wanted for name, wanted in dependencies.items()}
    return json.dumps({"name": "shop", "dependencies": named}, indent=2) + "\n"


def test_the_lock_has_the_version_that_exists(fix):
    lock = json.dumps({"lockfileVersion": 2, "packages": {"node_modules/odd-lib": {"version": "2.3.1"}}})
    done = fix(
        {"package.json": manifest(odd_lib="^2.9.0"), "package-lock.json": lock}, TARGET.format(wanted="odd-lib@^2.9.0")
    )
    assert done.files["package.json"] == manifest(odd_lib="^2.3.1")


def test_a_popular_package_has_a_known_version_of_the_same_major(fix):
    done = fix({"package.json": manifest(axios="^1.99.0", react="^18.2.0")}, TARGET.format(wanted="axios@^1.99.0"))
    assert done.files["package.json"] == manifest(axios="^1.6.0", react="^18.2.0")


@pytest.mark.parametrize("wanted", ["left-padder@^4.0.0", "axios@^9.0.0"])
def test_a_version_that_nothing_tells_is_left_alone(fix, wanted):
    name, _, asked = wanted.rpartition("@")
    done = fix({"package.json": manifest(**{name.replace("-", "_"): asked})}, TARGET.format(wanted=wanted))
    assert not done.files
    assert f"npm view {name}" in done.reason


def test_a_version_that_only_a_dependency_asks_for_is_left_alone(fix):
    done = fix({"package.json": manifest(react="^18.2.0")}, TARGET.format(wanted="deep-thing@^4.0.0"))
    assert not done.files
    assert "No one manifest" in done.reason


def test_a_plugin_is_raised_to_what_fits_its_framework(fix):
    files = {"package.json": manifest(react="^19.0.0", **{"@testing-library__react": "^13.4.0"})}
    report = RESOLVE.format(
        name="react",
        found="19.0.0",
        wanted="^18.0.0",
        source="@testing-library/react@13.4.0",
        source_name="@testing-library/react",
    )
    done = fix(files, report)
    assert json.loads(done.files["package.json"])["dependencies"] == {
        "react": "^19.0.0",
        "@testing-library/react": "^16.1.0",
    }


def test_what_is_published_with_the_plugin_is_raised_with_it(fix):
    plugin, parser = "@typescript-eslint/eslint-plugin", "@typescript-eslint/parser"
    files = {"package.json": json.dumps({"dependencies": {plugin: "^6.0.0", parser: "^6.0.0", "eslint": "^9.5.0"}})}
    report = RESOLVE.format(
        name="eslint", found="9.5.0", wanted="^7.0.0 || ^8.0.0", source=f"{plugin}@6.21.0", source_name=plugin
    )
    done = fix(files, report)
    wanted = {plugin: "^8.18.0", parser: "^8.18.0", "eslint": "^9.5.0"}
    assert json.loads(done.files["package.json"])["dependencies"] == wanted


def test_a_package_that_nothing_is_built_on_takes_the_printed_range(fix):
    files = {"package.json": manifest(date_fns="^3.6.0", odd_picker="^1.0.0")}
    report = RESOLVE.format(
        name="date-fns", found="3.6.0", wanted="^2.25.0", source="odd-picker@1.0.0", source_name="odd-picker"
    )
    done = fix(files, report)
    assert done.files["package.json"] == manifest(date_fns="^2.25.0", odd_picker="^1.0.0")


def test_a_framework_is_not_taken_down_for_a_plugin(fix):
    files = {"package.json": manifest(react="^19.0.0", odd_picker="^1.0.0")}
    report = RESOLVE.format(
        name="react", found="19.0.0", wanted="^16.8.0 || ^17.0.0", source="odd-picker@1.0.0", source_name="odd-picker"
    )
    done = fix(files, report)
    assert not done.files
    assert "Raise odd-picker" in done.reason


def test_a_conflict_that_is_none_any_more_is_left_alone(fix):
    files = {"package.json": manifest(date_fns="^2.30.0", odd_picker="^1.0.0")}
    report = RESOLVE.format(
        name="date-fns", found="3.6.0", wanted="^2.25.0", source="odd-picker@1.0.0", source_name="odd-picker"
    )
    assert not fix(files, report).files


OUTSIDE = {
    "name service": "npm ERR! code ENOTFOUND\nnpm ERR! network request to https://packages.example.test/x failed\n",
    "refused": "npm ERR! code E401\nnpm ERR! Unable to authenticate, need: Basic\n",
    "limit": "npm ERR! code E429\nnpm ERR! 429 Too Many Requests - GET https://packages.example.test/react\n",
    "timeout": "npm ERR! code ETIMEDOUT\nnpm ERR! network This is a problem related to network connectivity.\n",
    "disk": "npm ERR! code ENOSPC\nnpm ERR! ENOSPC: no space left on device, write\n",
    "heap": "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n",
    "rights": "npm ERR! Error: EACCES: permission denied, mkdir '/usr/lib/node_modules/x'\n",
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_the_world_outside_is_no_fault_of_the_repository(fix, case):
    done = fix({"package.json": manifest(react="^18.2.0")}, OUTSIDE[case])
    assert not done.files
    assert done.verdict is Verdict.NOT_CODE
    assert len(done.reason) > 40


@pytest.mark.parametrize(
    ("wanted", "takes"),
    [("<18.0.0", {0, 17}), ("<=17", {17}), ("<18.2.0", {17, 18}), ("^16.8.0 || ^17.0.0", {16, 17})],
)
def test_the_majors_below_a_version(wanted, takes):
    assert takes <= majors_of(wanted)
    assert 19 not in majors_of(wanted)


def test_the_major_that_a_range_ends_at_is_not_taken():
    assert 18 not in majors_of("<18.0.0")
