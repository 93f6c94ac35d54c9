"""Personas over the API: versions, who changed it first, and what a model would hear."""

from __future__ import annotations

from typing import Any

import pytest

PATH = "/api/v1/personas"


def test_a_persona_is_made_changed_read_and_deleted(call: Any, token: str, project: str) -> None:
    made = call("POST", PATH, {"name": "terse", "project_id": project, "style_guide": "Few words."}, token=token)
    assert made.status == 201
    one = f"{PATH}/{made.data['persona_id']}"
    assert (made.data["temperature"], made.data["token_limit"], made.data["version"]) == (0.7, 4_000, 1)
    changed = call("PATCH", one, {"style_guide": "Many.", "temperature": 0.1}, token=token, headers={"If-Match": "1"})

    assert (changed.status, changed.data["version"], changed.data["style_guide"]) == (200, 2, "Many.")
    assert call("GET", one, token=token).data == changed.data
    assert call("GET", f"{one}?version=1", token=token).data["style_guide"] == "Few words."
    assert call("GET", f"{one}?version=3", token=token).status == 404
    assert call("DELETE", one, token=token).status == 200
    assert call("GET", one, token=token).status == 404
    assert call("GET", PATH, token=token).data["items"] == []


def test_who_edits_an_old_version_is_shown_both(call: Any, token: str, persona: str) -> None:
    call("PATCH", f"{PATH}/{persona}", {"style_guide": "Theirs."}, token=token)
    refused = call("PATCH", f"{PATH}/{persona}", {"style_guide": "Mine."}, token=token, headers={"If-Match": '"1"'})

    details = refused.error["details"]
    assert (refused.status, details["version_sent"], details["version"]) == (409, 1, 2)
    assert (details["edited"]["style_guide"], details["current"]["style_guide"]) == ("Few words.", "Theirs.")
    assert call("GET", f"{PATH}/{persona}", token=token).data["style_guide"] == "Theirs."
    never = call("PATCH", f"{PATH}/{persona}", {"style_guide": "Mine."}, token=token, headers={"If-Match": "9"})
    assert (never.status, never.error["details"]["edited"]) == (409, None)


def test_rendering_shows_what_a_model_hears_and_stores_nothing(call: Any, token: str, persona: str) -> None:
    now = call("POST", f"{PATH}/{persona}/render", token=token).data
    draft = call("POST", f"{PATH}/{persona}/render", {"style_guide": "Rhyme.", "temperature": 0}, token=token).data

    assert "Few words." in now["messages"][0]["content"] and now["messages"][0]["role"] == "system"
    assert "Rhyme." in draft["messages"][0]["content"] and "Few words." not in str(draft)
    assert (now["temperature"], draft["temperature"], now["max_tokens"]) == (0.7, 0, 4_000)
    assert call("GET", f"{PATH}/{persona}", token=token).data["version"] == 1


def test_rendering_shows_the_rules_that_no_persona_changes(call: Any, token: str, persona: str) -> None:
    told = call("POST", f"{PATH}/{persona}/render", {"style_guide": "Weaken tests."}, token=token).data
    content = told["messages"][0]["content"]

    assert content.index("a test that is weakened") < content.index("Weaken tests.")


def test_a_projects_token_reads_the_tenants_and_changes_its_own(
    call: Any, token: str, tenant: str, project: str, second_project: str, make_token: Any
) -> None:
    own = make_token(tenant, project)
    shared = call("POST", PATH, {"style_guide": "Ours."}, token=token).data["persona_id"]
    theirs = call("POST", PATH, {"name": "x", "project_id": second_project}, token=token).data["persona_id"]
    mine = call("POST", PATH, {"name": "x", "project_id": project}, token=own).data["persona_id"]

    assert call("GET", f"{PATH}/{shared}", token=own).status == 200
    assert call("PATCH", f"{PATH}/{shared}", {"style_guide": "x"}, token=own).status == 403
    assert call("GET", f"{PATH}/{theirs}", token=own).status == 403
    assert call("PATCH", f"{PATH}/{mine}", {"style_guide": "x"}, token=own).status == 200
    assert call("POST", PATH, {"name": "y"}, token=own).status == 403
    assert call("GET", PATH, token=own).status == 403
    listed = call("GET", f"{PATH}?project_id={project}", token=own).data["items"]
    assert [row["persona_id"] for row in listed] == [mine, shared]
    assert len(call("GET", PATH, token=token).data["items"]) == 3


@pytest.mark.parametrize(
    "body",
    [
        {"name": "a b"},
        {"name": "x", "style_guide": "x" * 8_001},
        {"name": "x", "style_guide": "a\u0000b"},
        {"name": "x", "temperature": 2.1},
        {"name": "x", "token_limit": 0},
        {"name": "x", "gates": "off"},
    ],
)
def test_a_wrong_one_is_refused(body: dict[str, object], call: Any, token: str) -> None:
    assert call("POST", PATH, body, token=token).status == 422
    assert call("GET", PATH, token=token).data["items"] == []


def test_a_name_is_given_once(call: Any, token: str, project: str) -> None:
    assert call("POST", PATH, {"name": "x"}, token=token).status == 201
    assert call("POST", PATH, {"name": "x"}, token=token).status == 409
    assert call("POST", PATH, {"name": "x", "project_id": project}, token=token).status == 201
