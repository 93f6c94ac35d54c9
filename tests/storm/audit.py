"""What has to be true when the storm is over: ``python -m tests.storm.audit FOLDER`` in the service's environment.

Reads the database, the repositories and the releases, and prints a list of what is wrong as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django

from tests.storm.stories import Story

TRAILER = "AutoFix-Fix"


def main() -> int:
    """Print what is wrong; the exit status is 0 when the audit itself could be made."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autofix.settings")
    django.setup()
    folder = Path(sys.argv[1])
    expected = json.loads((folder / "expected.json").read_text())
    stories = [Story(**story) for story in expected["stories"]]
    # Models can be imported from here on.
    from autofix.core.tenancy import tenant_scope

    with tenant_scope(expected["tenant"]):
        wrong = [*_jobs(), *_events()]
        for story in stories:
            wrong += [f"{story.name} ({story.kind}): {said}" for said in _story(story, folder)]
    print(json.dumps(wrong))
    return 0


def _jobs() -> Iterator[str]:
    from autofix.core.models import Job

    for job in Job.objects.exclude(state="done"):
        yield f"job {job.id} ({job.kind} of {job.subject}) is {job.state} after {job.kills} kills: {job.error[:200]}"


def _events() -> Iterator[str]:
    """Every subject's events are gapless and add up to its row."""
    from django.apps import apps

    from autofix.core.events import recorded_state, replay
    from autofix.core.models import Event, Subject

    for model in apps.get_models():
        if not issubclass(model, Subject):
            continue
        for row in model._base_manager.all():
            try:
                state = replay(Event.objects.filter(subject=row.pk))
            except ValueError as error:
                yield str(error)
                continue
            if Event.objects.filter(subject=row.pk).count() != row.version:
                yield f"{row.pk} has version {row.version} and another number of events"
            if state != recorded_state(row):
                names = {name for name, value in recorded_state(row).items() if state.get(name) != value}
                yield f"the events of {row.pk} do not rebuild {sorted(names | state.keys() - recorded_state(row).keys())}"


def _story(story: Story, folder: Path) -> Iterator[str]:
    if story.error:
        yield story.error
    if story.chapter != "told":
        return
    yield from _signals(story)
    yield from _fix(story)
    if story.is_deployed:
        yield from _releases(story, folder)


def _signals(story: Story) -> Iterator[str]:
    from autofix.issues.models import Signal

    stored = list(Signal.objects.filter(project_id=story.project_id).values_list("delivery", "digested_at"))
    deliveries = [delivery.replace("-", "") for delivery, _ in stored]
    for event_id in story.accepted:
        if deliveries.count(event_id) != 1:
            yield f"the event {event_id} was answered with 200 and is stored {deliveries.count(event_id)} times"
    if any(digested is None for _, digested in stored):
        yield "a signal was never digested"


def _fix(story: Story) -> Iterator[str]:
    from autofix.fixes.models import Fix

    fixes = list(Fix.objects.filter(issue=Fix.objects.get(pk=story.fix_id).issue_id))
    if len(fixes) != 1:
        yield f"its issue has {len(fixes)} fixes"
    fix = next(one for one in fixes if one.pk == story.fix_id)
    found = (fix.execution, fix.publication)
    if found != (story.execution, story.publication):
        yield f"the fix is {found}, not {(story.execution, story.publication)}"
    for other in Fix.objects.filter(project_id=story.project_id).exclude(pk=fix.pk):
        if other.execution != "completed" or other.is_open:
            yield f"the other fix {other.pk} is {other.execution}: {other.reason}"
    branches = [name for name in _git(story, "branch", "--list", "--format=%(refname:short)") if fix.issue_id in name]
    if len(branches) != (story.publication != "closed"):
        yield f"the branches of the issue are {branches}"
    merges = _git(story, "log", "main", "--merges", "--format=%H", f"--grep={TRAILER}: {fix.pk}")
    wanted = [fix.merge_commit] if story.publication in ("merged", "reverted") else []
    if merges != wanted:
        yield f"its merges are {merges}, not {wanted}"
    reverts = (
        _git(story, "log", "main", "--format=%H", f"--grep=This reverts commit {fix.merge_commit}") if wanted else []
    )
    wanted = [fix.revert_commit] if story.publication == "reverted" else []
    if reverts != wanted:
        yield f"its reverts are {reverts}, not {wanted}"


def _releases(story: Story, folder: Path) -> Iterator[str]:
    from autofix.deployments.models import Deployment

    deployments = list(Deployment.objects.filter(project_id=story.project_id).order_by("id"))
    status = {deployment.pk: deployment.status for deployment in deployments}
    if status != story.deployments:
        yield f"its deployments are {status}, not {story.deployments}"
    environment = folder / "data" / "releases" / story.project_id / "production"
    placed = {path.name for path in (environment / "releases").iterdir() if not path.name.startswith(".")}
    good = [deployment for deployment in deployments if deployment.status == "success"]
    if not good:
        yield "nothing was deployed"
        return
    last = good[-1].pk
    if not placed <= status.keys() or last not in placed:
        yield f"the releases that are placed are {sorted(placed)}, of the deployments {sorted(status)}"
    current = (environment / "current").readlink().name
    if current != last:
        yield f"the current release is {current}, and the last good one {last}"
    wanted = {path.name for path in (environment / "wanted").iterdir() if not path.name.startswith(".")}
    if wanted != {last}:
        yield f"the releases that run are {sorted(wanted)}, not {last} alone"


def _git(story: Story, *arguments: str) -> list[str]:
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", *arguments], cwd=story.bare, check=True, capture_output=True, text=True
    )
    return done.stdout.split()


if __name__ == "__main__":
    sys.exit(main())
