"""A compose file may gain the failing origin in a variable that lists origins, and nothing else."""

import time

import pytest

from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.gates.compose_files import only_gains
from autofix.engine.patch import make_patch
from autofix.sdk import Action, Candidate, Change, Edit

ORIGIN = "http://localhost:5173"
BEFORE = """services:
  api:
    image: api
    environment:
      PORT: 8080
      ALLOWED_ORIGINS: "http://localhost:3000"
    command: node main.js
  list:
    environment:
    - CORS_ORIGIN=
    - WEB_URL=http://localhost:5173/
    - API_TOKEN=x
    labels:
      ALLOWED_ORIGINS: none
"""


def refused(workspace, old, new, origin=ORIGIN, file="docker-compose.yml"):
    assert BEFORE.count(old) == 1
    start = BEFORE.index(old)
    opened = workspace({file: BEFORE.encode()})
    edit = Edit(start, start + len(old), new)
    candidate = Candidate("recipe:x", "x", (Change(file, Action.MODIFY, "x", (edit,)),), access=(ORIGIN,))
    proposal = Proposal(opened, candidate, make_patch(opened, candidate), Policy(), origin)
    return {result.name for result in pass_gates(proposal) if not result.passed}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"http://localhost:3000"', f'"http://localhost:3000,{ORIGIN}"'),
        ("CORS_ORIGIN=", f"CORS_ORIGIN={ORIGIN}"),
        ("http://localhost:5173/", ORIGIN),
    ],
)
def test_the_failing_origin_may_be_named(workspace, old, new):
    assert refused(workspace, old, new) == set()
    assert refused(workspace, old, new, file="deploy/compose.prod.yaml") == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"http://localhost:3000"', f'"{ORIGIN}"'),
        ('"http://localhost:3000"', f'"http://localhost:3000,{ORIGIN},http://other.example"'),
        ('"http://localhost:3000"', f'"http://localhost:3000,{ORIGIN},*"'),
        ('"http://localhost:3000"', f'"http://localhost:3000,{ORIGIN},${{MORE}}"'),
        ('"http://localhost:3000"\n', f'"http://localhost:3000,{ORIGIN}"\n    privileged: true\n'),
        ("API_TOKEN=x", f"API_TOKEN=x,{ORIGIN}"),
        ("PORT: 8080", f"PORT: 8080,{ORIGIN}"),
        ("image: api", f"image: {ORIGIN}"),
        ("command: node main.js", f"command: node main.js,{ORIGIN}"),
        ("ALLOWED_ORIGINS: none", f"ALLOWED_ORIGINS: none,{ORIGIN}"),
    ],
)
def test_anything_else_is_refused(workspace, old, new):
    assert "config" in refused(workspace, old, new)


def test_not_where_the_report_names_no_origin(workspace):
    assert "config" in refused(workspace, "CORS_ORIGIN=", f"CORS_ORIGIN={ORIGIN}", origin=None)


def test_not_in_the_ci(workspace):
    assert "config" in refused(workspace, "CORS_ORIGIN=", f"CORS_ORIGIN={ORIGIN}", file=".github/docker-compose.yml")


def test_a_long_line_takes_no_long_time(workspace):
    line = "      ALLOWED_ORIGINS: " + " " * 200_000
    began = time.monotonic()

    assert not only_gains(f"environment:\n{line}#".encode(), f"environment:\n{line}{ORIGIN}#".encode(), ORIGIN)
    assert time.monotonic() - began < 2
