"""Whoever does not know the project's secret cannot bring in anything, nor learn which projects there are."""

from __future__ import annotations

import json
from typing import Any

from autofix.core.ids import new_id

BODY = json.dumps({"action": "opened", "issue": {"number": 7, "title": "CORS error"}}).encode()


def test_forged_and_missing_signatures_are_refused(sender: Any) -> None:
    right = sender.github_headers(BODY)
    wrong = (
        "sha256=" + "0" * 64,
        right["X-Hub-Signature-256"].upper(),
        right["X-Hub-Signature-256"].removeprefix("sha256="),
        "sha1=" + "0" * 40,
        "sha256=é",
        "",
    )
    for signature in wrong:
        sent = right | {"X-Hub-Signature-256": signature}
        if not signature:
            del sent["X-Hub-Signature-256"]
        reply = sender.server.post(sender.webhook, BODY, sent)
        assert (reply.status, reply.code) == (401, "unauthorized"), signature
    assert sender.signals() == []
    assert sender.server.post(sender.webhook, BODY, right).status == 202


def test_a_signature_of_another_body_is_refused(sender: Any) -> None:
    reply = sender.server.post(sender.webhook, BODY + b" ", sender.github_headers(BODY))
    assert reply.status == 401
    assert sender.signals() == []
    assert sender.server.post(sender.webhook, BODY + b" ", sender.github_headers(BODY + b" ")).status == 202


def test_another_projects_secret_is_refused(sender: Any, make_sender: Any) -> None:
    other = make_sender(sender.server, name="other")
    reply = sender.server.post(sender.webhook, BODY, other.github_headers(BODY))
    assert reply.status == 401
    assert sender.signals() == other.signals() == []
    assert sender.server.post(other.webhook, BODY, other.github_headers(BODY)).status == 202


def test_an_unknown_project_looks_like_a_forged_signature(sender: Any) -> None:
    forged = sender.github_headers(BODY) | {"X-Hub-Signature-256": "sha256=" + "0" * 64}
    known = sender.server.post(sender.webhook, BODY, forged)
    for project in (new_id("prj"), "nonsense"):
        unknown = sender.server.post(f"/webhook/{project}/github", BODY, sender.github_headers(BODY))
        assert (unknown.status, unknown.body) == (known.status, known.body)


def test_the_signature_is_checked_before_the_body_is_read(sender: Any) -> None:
    headers = sender.github_headers(b"{}") | {"Content-Encoding": "gzip"}
    assert sender.server.post(sender.webhook, b"no gzip, no JSON", headers).status == 401
    headers = sender.github_headers(b"no gzip, no JSON") | {"Content-Encoding": "gzip"}
    assert sender.server.post(sender.webhook, b"no gzip, no JSON", headers).status == 400


def test_an_archived_project_takes_nothing(sender: Any, server: Any) -> None:
    from autofix.core.tenancy import tenant_scope
    from autofix.projects.models import Project
    from autofix.projects.services import set_status

    with tenant_scope(sender.tenant):
        set_status(Project.objects.get(pk=sender.project), "archived", actor="operator")
    assert sender.github({"action": "opened"}).status == 401
    assert sender.signals() == []
