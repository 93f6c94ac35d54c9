"""Credentials pass the gate on access where the code names the origins that the candidate names, and nowhere else."""

from __future__ import annotations

import pytest

from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.patch import make_patch
from autofix.sdk import Action, Candidate, Change, Edit

ORIGIN = "http://localhost:5173"
OTHER = "http://localhost:3000"
FASTAPI = (
    "from fastapi.middleware.cors import CORSMiddleware\n%s\napp.add_middleware(\n    CORSMiddleware,\n    %s,\n)\n"
)
EXPRESS = "const cors = require('cors');\n%s\napp.use(cors(%s));\n"
DJANGO = "DEBUG = True\n%s\n"
HEADERS = "app.use((req, res, next) => {\n  res.header('Access-Control-Allow-Origin', %s);\n  next();\n});\n"


def refusals(workspace, file, before, after, access=(ORIGIN,), more=None):
    """The gates that refuse the change of ``file`` from ``before`` to ``after``."""
    opened = workspace({file: before.encode(), **(more or {})})
    change = Change(file, Action.MODIFY, "x", (Edit(0, len(before), after),))
    candidate = Candidate("recipe:test", "test", (change,), access=access)
    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), ORIGIN))
    return {result.name: result.explanation for result in results if not result.passed}


def with_credentials(frame, top, options):
    """A file without credentials, and with them."""
    word = ", allow_credentials=True" if frame is FASTAPI else ", credentials: true }"
    return frame % (top, options), frame % (top, options.removesuffix(" }") + word)


ATTACKS = {
    "everybody": with_credentials(FASTAPI, "", 'allow_origins=["*"]'),
    "everybody by another name": with_credentials(FASTAPI, 'origins = ["*"]', "allow_origins=origins"),
    "a pattern beside the list": with_credentials(
        FASTAPI, "", f'allow_origins=["{ORIGIN}"], allow_origin_regex="https://.*"'
    ),
    "nobody knows whom": with_credentials(FASTAPI, "", "allow_origins=load()"),
    "a list of somebody else": with_credentials(FASTAPI, "", 'allow_origins=["https://evil.example"]'),
    "a host with a star": with_credentials(FASTAPI, "", f'allow_origins=["{ORIGIN}", "https://*.example"]'),
    "whoever asks": with_credentials(EXPRESS, "", "{ origin: true }"),
    "a function": with_credentials(EXPRESS, "", "{ origin: (o, done) => done(null, o) }"),
    "a regular expression": with_credentials(EXPRESS, "", "{ origin: [/localhost/] }"),
    "nothing is said": with_credentials(EXPRESS, "", "{ maxAge: 60 }"),
    "a switch for everybody": (
        DJANGO % "CORS_ALLOW_ALL_ORIGINS = True",
        DJANGO % "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True",
    ),
    "a switch beside a list": (
        DJANGO % f'CORS_ORIGIN_ALLOW_ALL = DEBUG\nCORS_ALLOWED_ORIGINS = ["{ORIGIN}"]',
        DJANGO % f'CORS_ORIGIN_ALLOW_ALL = DEBUG\nCORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\nCORS_ALLOW_CREDENTIALS = True',
    ),
    "patterns of settings": (
        DJANGO % 'CORS_ALLOWED_ORIGIN_REGEXES = [r".*"]',
        DJANGO % 'CORS_ALLOWED_ORIGIN_REGEXES = [r".*"]\nCORS_ALLOW_CREDENTIALS = True',
    ),
    "no list": (DJANGO % "", DJANGO % "CORS_ALLOW_CREDENTIALS = True"),
    "a header that reflects": (
        HEADERS % "req.headers.origin",
        (HEADERS % "req.headers.origin").replace(
            "next();\n", "res.header('Access-Control-Allow-Credentials', 'true');\n"
        ),
    ),
}


def file_of(text):
    return "settings.py" if "DEBUG" in text else "main.py" if "fastapi" in text else "server.js"


@pytest.mark.parametrize("name", ATTACKS)
def test_credentials_for_whom_nobody_names(workspace, name):
    before, after = ATTACKS[name]
    # No other gate sees it: without this one the attack works.
    assert set(refusals(workspace, file_of(before), before, after)) == {"access"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        with_credentials(FASTAPI, "", f'allow_origins=["{ORIGIN}"]'),
        with_credentials(FASTAPI, f'origins = [\n    "{ORIGIN}",\n]', "allow_origins=origins"),
        with_credentials(FASTAPI, f'origins = os.getenv("ORIGINS", "{ORIGIN}").split(",")', "allow_origins=origins"),
        with_credentials(EXPRESS, f"const allowed = ['{ORIGIN}', process.env.CLIENT];", "{ origin: allowed }"),
        (
            DJANGO % f'CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]',
            DJANGO % f'CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\nCORS_ALLOW_CREDENTIALS = True',
        ),
        (
            HEADERS % f"'{ORIGIN}'",
            (HEADERS % f"'{ORIGIN}'").replace("next();", "res.header('Access-Control-Allow-Credentials', 'true');"),
        ),
    ],
)
def test_credentials_for_a_named_origin(workspace, before, after):
    assert refusals(workspace, file_of(before), before, after) == {}


def test_every_origin_of_the_list_has_to_be_the_candidates(workspace):
    before, after = with_credentials(FASTAPI, "", f'allow_origins=["{ORIGIN}", "{OTHER}"]')
    assert set(refusals(workspace, "main.py", before, after)) == {"access"}
    assert refusals(workspace, "main.py", before, after, access=(ORIGIN, OTHER)) == {}


def test_a_list_of_another_file_is_looked_up(workspace):
    before, after = with_credentials(FASTAPI, "from hosts import origins", "allow_origins=origins")
    assert refusals(workspace, "main.py", before, after, more={"hosts.py": f'origins = ["{ORIGIN}"]\n'.encode()}) == {}
    open_list = {"hosts.py": b'origins = ["*"]\n'}
    assert set(refusals(workspace, "main.py", before, after, more=open_list)) == {"access"}


def test_credentials_that_are_there_already_keep_nothing_back(workspace):
    before = FASTAPI % ("", 'allow_origin_regex="https://.*", allow_credentials=True')
    after = before.replace("CORSMiddleware,\n    allow", f'CORSMiddleware,\n    allow_origins=["{ORIGIN}"],\n    allow')
    assert refusals(workspace, "main.py", before, after) == {}
