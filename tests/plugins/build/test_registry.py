"""What lies outside of the repository: servers of fonts and packages, other platforms, code that tools generate."""

from __future__ import annotations

import json

import pytest

from autofix.sdk import Verdict

REPORTS = {
    "fonts": (
        "Failed to compile.\n\nsrc/app/layout.js\n`next/font` error:\nFailed to fetch `Inter` from Google Fonts.\n",
        "fonts",
    ),
    "a dependency by git": (
        "npm error code 128\nnpm error An unknown git error occurred\nnpm error command git ls-remote ssh://git@host/x.git\n"
        "npm error fatal: Could not read from remote repository.\n",
        "git server",
    ),
    "a binary of another platform": (
        "Error: Cannot find module @rollup/rollup-linux-x64-gnu. npm has a bug related to optional dependencies "
        "(https://github.com/npm/cli/issues/4828). Please try `npm i` again after removing both package-lock.json and "
        "node_modules directory.\n",
        "lock file",
    ),
    "the token of a registry of images": (
        "failed to solve: python:3.12: failed to authorize: failed to fetch oauth token: Post "
        '"https://auth.docker.io/token": dial tcp: i/o timeout\n',
        "Dockerfile's FROM",
    ),
    "a limit of pulls": (
        "failed to solve: toomanyrequests: You have reached your pull rate limit.\n",
        "docker login",
    ),
    "another binary": ("Error: Cannot find module 'lightningcss-linux-x64-gnu'\nRequire stack:\n- /app/x.js\n", "lock"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_no_fault_of_the_repository(fix, name):
    report, said = REPORTS[name]
    got = fix({"src/a.js": "a();\n"}, report)
    assert got.files == {}
    assert got.verdict is Verdict.NOT_CODE
    assert said in got.reason


PRISMA = 'Error: @prisma/client did not initialize yet. Please run "prisma generate" and try to import it again.\n'


@pytest.mark.parametrize(
    ("manifest", "verdict", "said"),
    [
        ({"dependencies": {"@prisma/client": "^5.0.0"}}, Verdict.ACTION_RECOMMENDED, "postinstall"),
        (
            {"dependencies": {"@prisma/client": "^5.0.0"}, "scripts": {"postinstall": "prisma generate"}},
            Verdict.NOT_CODE,
            "'postinstall' of package.json generates it",
        ),
        ({"dependencies": {}}, Verdict.NOT_CODE, "another project"),
    ],
)
def test_a_client_that_was_not_generated(fix, manifest, verdict, said):
    got = fix({"package.json": json.dumps(manifest), "a.js": "a();\n"}, PRISMA)
    assert (got.files, got.verdict) == ({}, verdict)
    assert said in got.reason


def test_a_database_that_is_out_of_reach_is_no_fault_of_the_code(fix):
    report = "Error: P1001: Can't reach database server at `db.internal:5432`\n\nPlease make sure it is running.\n"
    got = fix({"prisma/schema.prisma": "x\n"}, report)
    assert got.files == {}
    assert got.verdict is Verdict.NOT_CODE
    assert "DATABASE_URL" in got.reason
