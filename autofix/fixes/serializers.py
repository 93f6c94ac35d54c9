"""What the API takes and tells of fixes (requirement D3)."""

from __future__ import annotations

from django.conf import settings
from rest_framework import serializers

from autofix.core.api import Input, PageQuery
from autofix.core.ids import MAX_LENGTH
from autofix.fixes.models import Attempt, Change, Fix
from autofix.fixes.services import OFFERED
from autofix.fixes.states import Approval, Execution, Publication

MAX_REASON = 2_000
LISTED = (
    "project_id",
    "issue_id",
    "title",
    "family",
    "execution",
    "approval",
    "publication",
    "result",
    "confidence",
    "reason",
    "created_at",
    "version",
)
SHOWN = ("strategy", "risk", "root_cause", "located", "round", "branch", "seconds", "started_at", "finished_at")


class FixInput(Input):
    """What is to be fixed."""

    issue_id = serializers.CharField(max_length=MAX_LENGTH)


class ReasonInput(Input):
    """Why, in a person's words."""

    reason = serializers.CharField(required=False, max_length=MAX_REASON)


class FixQuery(PageQuery):
    """Which fixes."""

    execution = serializers.ChoiceField(choices=Execution.values, required=False)
    approval = serializers.ChoiceField(choices=Approval.values, required=False)
    publication = serializers.ChoiceField(choices=Publication.values, required=False)
    issue_id = serializers.CharField(max_length=MAX_LENGTH, required=False)


def status_url(fix: Fix) -> str:
    """Where to ask how far it is."""
    return f"{settings.ENVIRONMENT.public_url}/api/v1/fixes/{fix.id}"


def fix_as_json(fix: Fix) -> dict[str, object]:
    """A fix with its evidence. The change itself is there when it is offered, as on the command line."""
    attempts = Attempt.objects.filter(fix=fix, round=fix.round)
    chosen = None if fix.chosen is None else attempts.filter(ordinal=fix.chosen).first()
    is_offered = chosen is not None and fix.result in OFFERED
    changes = list(Change.objects.filter(attempt=chosen)) if is_offered else []
    return {
        "fix_id": fix.id,
        **{field: getattr(fix, field) for field in (*LISTED, *SHOWN)},
        "changes": [_change_as_json(change) for change in changes],
        "diff": "".join(change.diff for change in changes),
        "checks": chosen.checks if chosen else [],
        "gates": chosen.gates if chosen else [],
        "commits": {
            "base": fix.base_commit,
            "head": fix.head_commit,
            "merge": fix.merge_commit,
            "revert": fix.revert_commit,
        },
    }


def _change_as_json(change: Change) -> dict[str, object]:
    told: dict[str, object] = {
        "file": change.file,
        "action": change.action,
        "diff": change.diff,
        "description": change.description,
    }
    return told | ({"new_file": change.new_file} if change.new_file != change.file else {})
