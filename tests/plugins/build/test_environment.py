"""Values of the environment that are not set, and ports that are taken."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict


def test_a_variable_that_the_code_misspells(fix):
    files = {
        ".env.example": "DATABASE_URL=postgres://localhost/shop\n",
        "src/db.js": "connect(process.env.DATABSE_URL);\n",
    }
    done = fix(files, "Error: Missing required environment variable: DATABSE_URL\n")
    assert done.files == {"src/db.js": "connect(process.env.DATABASE_URL);\n"}


VARIABLES = {
    "only the host lacks it": (
        {".env.example": "API_KEY=\n", "a.js": "use(process.env.API_KEY)\n"},
        "API_KEY",
        ".env.example",
    ),
    "named nowhere": ({"a.js": "use(process.env.API_KEY)\n"}, "API_KEY", "API_KEY"),
    "both are read": (
        {".env.example": "API_KEYS=\n", "a.js": "use(process.env.API_KEY, process.env.API_KEYS)\n"},
        "API_KEY",
        "API_KEY",
    ),
}


@pytest.mark.parametrize("case", VARIABLES)
def test_a_value_that_the_host_has_to_set_is_left_alone(fix, case):
    files, name, said = VARIABLES[case]
    done = fix(files, f"Error: Missing required environment variable: {name}\n")
    assert not done.files
    assert done.verdict is Verdict.NOT_CODE
    assert said in done.reason


COMPOSE = 'services:\n  api:\n    ports:\n      - "5000:5000"\n  web:\n    ports:\n      - "5000:80"\n'
PORTS = [
    ({}, "Error: listen EADDRINUSE: address already in use :::3000\n", "3000"),
    (
        {},
        "Address already in use\nPort 5000 is in use by another program. Either identify and stop that program.\n",
        "5000",
    ),
    (
        {"docker-compose.yml": COMPOSE},
        "Bind for 0.0.0.0:5000 failed: port is already allocated\n",
        "docker-compose.yml",
    ),
]


@pytest.mark.parametrize(("files", "report", "said"), PORTS)
def test_a_port_that_is_taken_is_a_persons_to_free(fix, files, report, said):
    done = fix(files, report)
    assert not done.files
    assert done.verdict is Verdict.ACTION_RECOMMENDED
    assert said in done.reason
