"""The kinds of job that move a fix, and the events that start one."""

from __future__ import annotations

from autofix.core.errors import LimitReached
from autofix.core.events import record, subscribe
from autofix.core.jobs import JobKind, register
from autofix.core.models import Event
from autofix.fixes import services
from autofix.fixes.execution import give_up_fix, revive_fix, run_fix, tell_delay
from autofix.fixes.learning import HEARD, LEARN, hear_of_publication, learn_from_fix
from autofix.fixes.publication import (
    close_fix,
    merge_fix,
    publish_fix,
    refuse_replay,
    revert_merged_fix,
    tell_failure,
    tell_wait,
)
from autofix.issues.models import Issue


def register_jobs() -> None:
    """Make the kinds known to this process."""
    register(JobKind(services.RUN, run_fix, on_delay=tell_delay, on_dead=give_up_fix, on_replay=revive_fix))
    register(JobKind(services.PUBLISH, publish_fix, on_delay=tell_wait, on_dead=tell_failure))
    register(JobKind(services.MERGE, merge_fix, on_delay=tell_wait, on_dead=tell_failure, on_replay=refuse_replay))
    register(JobKind(services.CLOSE, close_fix, on_dead=tell_failure))
    register(JobKind(services.REVERT, revert_merged_fix, on_delay=tell_wait, on_dead=tell_failure))
    register(JobKind(LEARN, learn_from_fix))
    subscribe("fixes.learn", HEARD, hear_of_publication)
    subscribe("fixes.start", ("issue.opened", "issue.reopened"), begin_when_issue_opens)


def begin_when_issue_opens(event: Event) -> None:
    """Every new issue is looked into at once; a plan that is used up says so on the issue."""
    issue = Issue.objects.select_for_update().get(pk=event.subject)
    try:
        services.start_fix(issue)
    except LimitReached as reached:
        record(issue, "issue.fix.refused", {}, data={"reason": str(reached)})
