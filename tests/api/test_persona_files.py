"""A persona's file and the API take the same, and make the same of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autofix.llm.persona_file import PersonaFileError, read_persona
from autofix.llm.rendering import rendered_as_json

PATH = "/api/v1/personas"
TAKEN: list[dict[str, object]] = [
    {},
    {"name": "x.y-z_9", "project_id": None, "style_guide": "", "model": ""},
    {"style_guide": "a\r\nb\tc\u00e9\U0001f600" + "x" * 7_000, "temperature": 0, "token_limit": 1},
    {"style_guide": "x" * 8_000, "model": "acme/gpt:5@eu", "temperature": 2.0, "token_limit": 100_000},
    {"model": "m" * 100, "temperature": 1e-9},
]
REFUSED: list[dict[str, object]] = [
    {"name": ""},
    {"name": "-x"},
    {"name": "x" * 101},
    {"name": None},
    {"style_guide": "x" * 8_001},
    {"style_guide": "a\x1b[31mb"},
    {"style_guide": "a\x9b31mb"},
    {"style_guide": None},
    {"model": "m" * 101},
    {"model": "m m"},
    {"model": "-m"},
    {"temperature": -0.1},
    {"temperature": 2.1},
    {"temperature": "warm"},
    {"token_limit": 0},
    {"token_limit": 100_001},
    {"token_limit": None},
    {"version": 1},
]


@pytest.mark.parametrize("body", TAKEN)
def test_what_the_api_takes_a_file_may_say(body: dict[str, object], call: Any, token: str) -> None:
    made = call("POST", PATH, body, token=token)
    assert made.status == 201, made.json
    rendered = call("POST", f"{PATH}/{made.data['persona_id']}/render", token=token).data

    profile = read_persona(json.dumps(body).encode())
    assert rendered_as_json(profile) == rendered
    assert profile.name == made.data["name"]


@pytest.mark.parametrize("body", REFUSED)
def test_what_the_api_refuses_no_file_may_say(body: dict[str, object], call: Any, token: str) -> None:
    assert call("POST", PATH, body, token=token).status == 422
    with pytest.raises(PersonaFileError):
        read_persona(json.dumps(body).encode())
