"""Lists come in pages, newest first, none left out and none twice."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def reported(call: Any, token: str, project: str) -> list[str]:
    """Five issues, the oldest first."""
    path = f"/api/v1/projects/{project}/issues"
    bodies = [{"type": f"Error{word}", "message": f"{word} failed"} for word in ("Ant", "Bee", "Cat", "Dog", "Eel")]
    return [call("POST", path, body, token=token).data["issue_id"] for body in bodies]


def test_following_the_cursor_reads_everything_once(call: Any, token: str, project: str, reported: list[str]) -> None:
    seen, sizes, cursor = [], [], ""
    while True:
        page = call("GET", f"/api/v1/projects/{project}/issues?limit=2{cursor}", token=token).data
        seen += [row["issue_id"] for row in page["items"]]
        sizes.append(len(page["items"]))
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    assert sizes == [2, 2, 1]
    assert len(set(reported)) == 5
    assert seen == sorted(reported, reverse=True)


def test_a_full_last_page_ends_the_list(call: Any, token: str, project: str, reported: list[str]) -> None:
    page = call("GET", f"/api/v1/projects/{project}/issues?limit=5", token=token).data

    assert len(page["items"]) == 5
    assert page["next"] is None


def test_what_is_made_meanwhile_moves_no_page(call: Any, token: str, project: str, reported: list[str]) -> None:
    path = f"/api/v1/projects/{project}/issues"
    first = call("GET", f"{path}?limit=2", token=token).data
    call("POST", path, {"message": "something else altogether"}, token=token)

    second = call("GET", f"{path}?limit=2&cursor={first['next']}", token=token).data
    assert not {row["issue_id"] for row in first["items"]} & {row["issue_id"] for row in second["items"]}
    assert len(second["items"]) == 2
