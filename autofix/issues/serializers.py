"""What the API takes and tells of issues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from autofix.core.api import Input, PageQuery
from autofix.issues.manual_report import ErrorContext
from autofix.issues.models import Issue
from autofix.issues.services import MAX_CONTEXT, MAX_DELIVERY, MAX_FILES

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
MAX_PATH, MAX_URL, MAX_TYPE = 1_000, 2_000, 200
ONE_LINE = r"\A[^\r\n]+\Z"
LISTED = (
    "project_id",
    "title",
    "family",
    "level",
    "culprit",
    "status",
    "count",
    "first_seen",
    "last_seen",
    "created_at",
    "version",
)


class IssueInput(Input):
    """An error as somebody met it (requirement D4); only the message has to be there."""

    message = serializers.CharField(max_length=MAX_CONTEXT, trim_whitespace=False)
    type = serializers.CharField(default="", max_length=MAX_TYPE, allow_blank=True)
    stack_trace = serializers.CharField(default="", max_length=MAX_CONTEXT, allow_blank=True, trim_whitespace=False)
    affected_files = serializers.ListField(
        child=serializers.CharField(max_length=MAX_PATH), default=list, max_length=MAX_FILES
    )
    url = serializers.RegexField(ONE_LINE, default="", max_length=MAX_URL, allow_blank=True)
    method = serializers.ChoiceField(choices=METHODS, default="", allow_blank=True)
    origin = serializers.RegexField(ONE_LINE, default="", max_length=MAX_URL, allow_blank=True)
    delivery = serializers.CharField(required=False, max_length=MAX_DELIVERY)


class IssueQuery(PageQuery):
    """Which issues."""

    status = serializers.ChoiceField(choices=Issue.Status.values, required=False)
    family = serializers.CharField(required=False, max_length=40)


def error_context(given: Mapping[str, Any]) -> ErrorContext:
    """The error; the request that met it goes below the stack, in the lines that a report's reader knows."""
    met = {"URL": given["url"], "Method": given["method"], "Origin": given["origin"]}
    lines = (given["stack_trace"], *(f"{name}: {value}" for name, value in met.items() if value))
    return ErrorContext(
        message=given["message"],
        type=given["type"],
        stack_trace="\n".join(line for line in lines if line),
        affected_files=tuple(given["affected_files"]),
    )


def issue_as_json(issue: Issue) -> dict[str, object]:
    """An issue with the newest report of it."""
    return {
        "issue_id": issue.id,
        **{field: getattr(issue, field) for field in LISTED},
        "fingerprint": issue.fingerprint,
        "report": issue.report,
    }
