"""What people do with issues. Every function is called inside of no scope or of the project's own."""

from __future__ import annotations

from autofix.core.correlation import current_correlation
from autofix.core.errors import Conflict, Invalid, NotFound
from autofix.core.events import record
from autofix.core.ids import new_id
from autofix.core.tenancy import tenant_scope
from autofix.issues.digest import digest_signals
from autofix.issues.manual_report import ErrorContext
from autofix.issues.models import Issue, Signal
from autofix.issues.occurrences import REOPENED, RESOLVED
from autofix.projects.models import Project

MUTED = "issue.muted"
MAX_CONTEXT, MAX_FILES, MAX_DELIVERY = 200_000, 200, 120


def report_issue(project: Project, error_context: ErrorContext, actor: str, delivery: str | None = None) -> Issue:
    """The issue that a report by hand belongs to, made where it is new.

    ``delivery`` is the sender's own name for the report: the same one again changes nothing. Raises
    ``Invalid``.
    """
    _check(error_context, delivery)
    signal = Signal(
        id=new_id("sig"),
        tenant_id=project.tenant_id,
        project=project,
        source=Signal.Source.MANUAL,
        kind="report",
        payload=_payload(error_context),
        correlation=current_correlation(),
    )
    signal.delivery = delivery or signal.id
    with tenant_scope(project.tenant_id):
        Signal.objects.bulk_create([signal], ignore_conflicts=True)
        stored = Signal.objects.select_for_update(of=("self",)).get(
            project=project, source=Signal.Source.MANUAL, delivery=signal.delivery
        )
        if stored.digested_at is None:
            digest_signals([stored], actor=actor)
            stored.refresh_from_db()
        if stored.issue is None:
            raise Conflict(f"the report {signal.delivery} is known and belongs to no issue: {stored.note or 'deleted'}")
        return stored.issue


def get_issue(issue_id: str) -> Issue:
    """The issue of the tenant in scope; raises ``NotFound``."""
    issue = Issue.objects.filter(pk=issue_id).first()
    if issue is None:
        raise NotFound(f"there is no issue {issue_id}")
    return issue


def resolve_issue(issue: Issue, actor: str) -> Issue:
    """It is over; it opens again when it is seen again. Raises ``Conflict``."""
    return _move(issue, RESOLVED, Issue.Status.RESOLVED, actor)


def mute_issue(issue: Issue, actor: str) -> Issue:
    """It is counted and nothing else. Raises ``Conflict``."""
    return _move(issue, MUTED, Issue.Status.MUTED, actor)


def classify_issue(issue_id: str, family: str) -> None:
    """Note the family that a diagnosis found. Call it inside the tenant's scope."""
    issue = Issue.objects.select_for_update().get(pk=issue_id)
    if family and issue.family != family:
        record(issue, "issue.classified", {"family": family})


def reopen_issue(issue: Issue, actor: str) -> Issue:
    """It is not over after all. Raises ``Conflict``."""
    return _move(issue, REOPENED, Issue.Status.OPEN, actor)


def _move(issue: Issue, name: str, status: str, actor: str) -> Issue:
    if issue.status == status:
        return issue
    with tenant_scope(issue.tenant_id):
        return record(issue, name, {"status": status}, actor=actor)


def _payload(context: ErrorContext) -> dict[str, object]:
    return {
        "type": _storable(context.type),
        "message": _storable(context.message),
        "stack_trace": _storable(context.stack_trace),
        "affected_files": [_storable(name) for name in context.affected_files],
    }


def _storable(text: str) -> str:
    # PostgreSQL holds neither the character 0 nor half of a surrogate pair.
    return text.replace("\0", "\u2400").encode("utf-8", "replace").decode()


def _check(context: ErrorContext, delivery: str | None) -> None:
    if not context.message.strip():
        raise Invalid("a report wants a message", details={"field": "message"})
    size = len(context.type) + len(context.message) + len(context.stack_trace) + sum(map(len, context.affected_files))
    if size > MAX_CONTEXT or len(context.affected_files) > MAX_FILES:
        raise Invalid(f"a report holds at most {MAX_CONTEXT} characters and names at most {MAX_FILES} files")
    if delivery is not None and not 0 < len(delivery) <= MAX_DELIVERY:
        raise Invalid(f"a delivery's name has 1 to {MAX_DELIVERY} characters", details={"field": "delivery"})
