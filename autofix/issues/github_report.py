"""The report in a webhook of GitHub."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from autofix.issues.moments import read_moment
from autofix.issues.reports import MAX_TITLE, Aside, Report, first_line, join_sections

# An edit tells more of an issue; it does not say that the error happened again.
ACTIONS = {"opened": True, "reopened": True, "edited": False}


def read_github_report(kind: str, payload: Mapping[str, Any], received_at: datetime) -> Report | Aside:
    """What an issue says; everything else is put aside, with its reason."""
    if kind != "issues":
        return Aside(f"{kind} becomes no issue")
    action, issue = payload.get("action"), payload.get("issue")
    if action not in ACTIONS:
        return Aside(f"issues, {str(action)[:60]}: becomes no issue")
    if not isinstance(issue, dict) or not isinstance(issue.get("number"), int):
        return Aside("the payload names no issue")
    title, body = str(issue.get("title") or ""), str(issue.get("body") or "")
    repository = payload.get("repository")
    repository_id = repository.get("id") if isinstance(repository, dict) else ""
    moment = issue.get("created_at") if action == "opened" else issue.get("updated_at")
    return Report(
        title=first_line(title, MAX_TITLE) or f"issue {issue['number']}",
        text=join_sections([title, body]),
        identity=("github", str(repository_id), str(issue["number"])),
        seen_at=read_moment(moment, received_at),
        is_recurrence=ACTIONS[str(action)],
    )
