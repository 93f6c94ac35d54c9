"""The kind of job that deploys, and the events that start one."""

from __future__ import annotations

from autofix.core.errors import Conflict
from autofix.core.events import subscribe
from autofix.core.jobs import JobKind, Postponed, register
from autofix.core.models import Event
from autofix.deployments.execution import run_deployment
from autofix.deployments.services import RUN, request_deployment
from autofix.deployments.turning_back import give_up_deployment, revive_deployment
from autofix.fixes.models import Fix
from autofix.fixes.policy import reaches
from autofix.issues.models import Issue
from autofix.issues.services import resolve_issue
from autofix.projects.configuration import StopAt
from autofix.projects.in_force import configuration_of
from autofix.projects.pausing import PAUSE


def register_jobs() -> None:
    """Make the kind known to this process."""
    register(JobKind(RUN, run_deployment, on_dead=give_up_deployment, on_replay=revive_deployment))
    subscribe("deployments.start", ("fix.publication.merged", "fix.publication.reverted"), deploy_what_was_merged)


def deploy_what_was_merged(event: Event) -> None:
    """A merge, or its revert, goes on to the environment where the policy reaches so far.

    Raises ``Postponed`` while too many deployments wait: the event is heard again.
    """
    fix = Fix.objects.select_related("project").get(pk=event.subject)
    is_merge = event.name == "fix.publication.merged"
    if not reaches(configuration_of(fix.project), StopAt.DEPLOY):
        if is_merge:
            issue = Issue.objects.select_for_update().get(pk=fix.issue_id)
            resolve_issue(issue, actor=f"fix:{fix.id}")
        return
    commit = fix.merge_commit if is_merge else fix.revert_commit
    try:
        request_deployment(fix.project, actor=f"fix:{fix.id}", commit=commit, fix=fix if is_merge else None)
    except Conflict as error:
        raise Postponed(str(error), PAUSE) from None
