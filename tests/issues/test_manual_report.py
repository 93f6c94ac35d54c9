"""A report by hand is a signal that is digested at once."""

from __future__ import annotations

from typing import Any

import pytest

from autofix.core.errors import Conflict, Invalid
from autofix.issues.manual_report import ErrorContext
from autofix.issues.models import Signal
from autofix.issues.services import mute_issue, reopen_issue, report_issue, resolve_issue

CONTEXT = ErrorContext(
    message="TypeError: x is undefined",
    type="api_error",
    stack_trace="    at f (src/a.js:1:2)",
    affected_files=("src/a.js",),
)


def test_it_becomes_an_issue_at_once(desk: Any) -> None:
    issue = report_issue(desk.project, CONTEXT, "jane")
    assert (issue.title, issue.count) == ("TypeError: x is undefined", 1)
    for part in (CONTEXT.message, CONTEXT.stack_trace, "src/a.js", "api_error"):
        assert part in issue.report
    (event,) = desk.events(issue)
    assert (event.name, event.actor) == ("issue.opened", "jane")
    assert desk.digest() == 0


def test_the_same_again_is_counted(desk: Any) -> None:
    assert report_issue(desk.project, CONTEXT, "jane").pk == report_issue(desk.project, CONTEXT, "joe").pk
    assert desk.issues()[0].count == 2


def test_the_same_delivery_changes_nothing(desk: Any) -> None:
    first = report_issue(desk.project, CONTEXT, "jane", delivery="report-1")
    second = report_issue(desk.project, ErrorContext("another text"), "jane", delivery="report-1")
    assert first.pk == second.pk
    assert [issue.count for issue in desk.issues()] == [1]


def test_characters_that_the_database_does_not_hold_do_not_break(desk: Any) -> None:
    issue = report_issue(desk.project, ErrorContext("a\0b \ud800 c"), "jane")
    assert issue.title == "a\u2400b ? c"


def test_what_cannot_be_taken_is_refused(desk: Any) -> None:
    for context, delivery in (
        (ErrorContext("  "), None),
        (ErrorContext("m" * 200_001), None),
        (ErrorContext("m", affected_files=("f",) * 201), None),
        (ErrorContext("m"), "d" * 121),
        (ErrorContext("m"), ""),
    ):
        with pytest.raises(Invalid):
            report_issue(desk.project, context, "jane", delivery)
    assert desk.issues() == []
    assert report_issue(desk.project, ErrorContext("m"), "jane", "d" * 120)


def test_nothing_is_left_when_the_transaction_fails(desk: Any) -> None:
    from autofix.core.tenancy import tenant_scope

    with pytest.raises(RuntimeError), tenant_scope(desk.tenant):
        report_issue(desk.project, CONTEXT, "jane")
        raise RuntimeError
    assert desk.issues() == []
    with tenant_scope(desk.tenant):
        assert not Signal.objects.exists()


def test_it_is_resolved_muted_and_opened_again(desk: Any) -> None:
    issue = report_issue(desk.project, CONTEXT, "jane")
    stale = desk.read(issue)
    resolve_issue(issue, "jane")
    reopen_issue(issue, "joe")
    mute_issue(issue, "jane")
    assert desk.read(issue).status == "muted"
    assert [event.name for event in desk.events(issue)][1:] == ["issue.resolved", "issue.reopened", "issue.muted"]
    mute_issue(issue, "jane")
    assert len(desk.events(issue)) == 4
    with pytest.raises(Conflict):
        resolve_issue(stale, "jane")
