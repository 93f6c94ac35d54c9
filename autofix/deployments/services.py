"""What people, programs and merged fixes may ask of deployments. Call these inside the tenant's scope."""

from __future__ import annotations

from django.utils import timezone

from autofix.core.errors import Conflict, Invalid, NotFound
from autofix.core.events import create, record
from autofix.core.ids import new_id
from autofix.core.jobs import enqueue
from autofix.deployments.models import Deployment, Phase
from autofix.deployments.phases import COMPLETION, cancel_phases, make_phases, phases_of, rollback_phases
from autofix.deployments.states import Status
from autofix.fixes.models import Fix
from autofix.projects.configuration import Configuration
from autofix.projects.in_force import configuration_of
from autofix.projects.models import Project

RUN = "deployment.run"
DEFAULT_ENVIRONMENT = "production"
UNDER_WAY = (Status.PENDING, Status.IN_PROGRESS)
# All tenants share the workers, and every deployment that waits asks again and again whether it is its turn.
MAX_WAITING = 20


def request_deployment(
    project: Project,
    *,
    actor: str,
    environment: str = DEFAULT_ENVIRONMENT,
    commit: str = "",
    fix: Fix | None = None,
    user_agent: str = "",
    may_wait: bool = True,
) -> Deployment:
    """Bring ``commit`` (the newest of the environment's branch when empty) to an environment.

    One deployment at a time: a second waits, or is refused with ``Conflict`` when it may not.
    Raises ``Conflict`` too when ``MAX_WAITING`` wait already. What the configuration allows is not asked here, for
    the deployment reads it anew when it begins; one that may not be then fails and says why.
    """
    check_waiting(project)
    configuration = configuration_of(project)
    before = Deployment.objects.filter(project=project, environment=environment, status__in=UNDER_WAY)
    if not may_wait and (first := before.order_by("id").first()):
        # One that waits goes first too.
        raise Conflict(f"{first.id} to {environment} is under way; wait for its end, or ask to be queued")
    profile = str(configuration.deployment.environment(environment).profile)
    deployment = Deployment(
        id=new_id(Deployment.PREFIX),
        tenant_id=project.tenant_id,
        project=project,
        environment=environment,
        profile=profile,
        commit=commit,
        fix=fix,
        requested_by=actor,
        user_agent=user_agent[:200],
    )
    create(deployment, "deployment.requested", actor=actor)
    if project.configuration:
        # Before the first look at the repository nobody knows them.
        make_phases(deployment, phases_of(configuration, profile))
    enqueue(RUN, deployment.id, tenant_id=deployment.tenant_id)
    return deployment


def roll_back(deployment: Deployment, *, actor: str, user_agent: str = "") -> Deployment:
    """Go back to the release that was current before ``deployment``; that is a deployment of its own.

    Raises ``Conflict`` when there is nothing to go back to.
    """
    if deployment.status in UNDER_WAY:
        raise Conflict(f"{deployment.id} is under way; cancel it, which takes it back by itself")
    if not deployment.previous:
        raise Conflict(
            f"nothing was serving {deployment.environment} before {deployment.id}, so there is no release to go back to"
        )
    check_waiting(deployment.project)
    before = Deployment.objects.filter(pk=deployment.previous).first()
    rollback = Deployment(
        id=new_id(Deployment.PREFIX),
        tenant_id=deployment.tenant_id,
        project_id=deployment.project_id,
        environment=deployment.environment,
        operation=Deployment.Operation.ROLLBACK,
        platform=deployment.platform,
        profile=deployment.profile,
        commit=before.commit if before else "",
        release=deployment.previous,
        requested_by=actor,
        user_agent=user_agent[:200],
        metadata={"rolls_back": deployment.id},
    )
    create(rollback, "deployment.rollback.requested", actor=actor)
    make_phases(rollback, rollback_phases(configuration_of(deployment.project)))
    enqueue(RUN, rollback.id, tenant_id=rollback.tenant_id)
    return rollback


def cancel_deployment(deployment: Deployment, *, actor: str) -> None:
    """Stop a deployment; one that is running takes back what it did when the phase under way has ended.

    Raises ``Conflict`` when it has ended, or does nothing but close its record any more.
    """
    if deployment.status == Status.PENDING:
        cancel_phases(deployment)
        changes = {"status": Status.CANCELLED, "reason": "cancelled", "finished_at": timezone.now()}
        record(deployment, "deployment.run.cancelled", changes, actor=actor)
    elif deployment.status == Status.IN_PROGRESS:
        if Phase.objects.filter(deployment=deployment, name=COMPLETION, status=Status.IN_PROGRESS).exists():
            raise Conflict(f"{deployment.id} is verified and about to end; roll it back when it has")
        metadata = {**deployment.metadata, "is_cancelled": True}
        record(deployment, "deployment.cancel.requested", {"metadata": metadata}, actor=actor)
    else:
        raise Conflict(f"{deployment.id} is {deployment.status} already")


def settle(deployment: Deployment, configuration: Configuration) -> dict[str, object]:
    """What a deployment that begins takes from the configuration: its phases' rows, and the fields to record.

    What was planned when it was asked for gives way to what holds now. Raises ``Invalid`` when the project names no
    platform, and when the profile ``hotfix`` finds nothing built.
    """
    Phase.objects.filter(deployment=deployment).delete()
    if deployment.operation == Deployment.Operation.ROLLBACK:
        make_phases(deployment, rollback_phases(configuration))
        return {}
    platform = platform_of(configuration)
    profile = str(configuration.deployment.environment(deployment.environment).profile)
    release = _release_for(deployment.project, deployment.environment, deployment.commit, profile)
    make_phases(deployment, phases_of(configuration, profile))
    return {"platform": platform, "profile": profile, "release": release}


def get_deployment(deployment_id: str) -> Deployment:
    """The deployment, locked for this transaction; raises ``NotFound``."""
    deployment = Deployment.objects.select_for_update().filter(pk=deployment_id).first()
    if deployment is None:
        raise NotFound(f"there is no deployment {deployment_id}")
    return deployment


def built_release(project: Project, environment: str, commit: str) -> str:
    """The release of ``commit`` that was built for the environment before; raises ``Invalid`` when there is none."""
    built = Deployment.objects.filter(
        project=project,
        environment=environment,
        commit=commit,
        phases__name="preparation",
        phases__status=Status.SUCCESS,
    ).last()
    if built is None:
        raise Invalid(
            f"the profile 'hotfix' deploys what is built already, and {commit[:12] or 'the newest commit'} was never "
            f"built for {environment}; use the profile 'standard'"
        )
    return str(built.id)


def check_waiting(project: Project) -> None:
    """Raises ``Conflict`` when so many deployments of the project wait that one more may not."""
    if Deployment.objects.filter(project=project, status=Status.PENDING).count() >= MAX_WAITING:
        raise Conflict(f"{MAX_WAITING} deployments of {project.name} wait already; cancel some, or ask again later")


def _release_for(project: Project, environment: str, commit: str, profile: str) -> str:
    return built_release(project, environment, commit) if profile == "hotfix" else ""


def under_way(project: Project, environment: str) -> Deployment | None:
    """The deployment that is running in an environment."""
    return Deployment.objects.filter(project=project, environment=environment, status=Status.IN_PROGRESS).first()


def platform_of(configuration: Configuration) -> str:
    """The platform of the back end, which is what runs; raises ``Invalid`` when none is named."""
    backend = configuration.deployment.backend
    if backend is None or not backend.platform:
        raise Invalid(
            "the project names no platform that may be used here: set deployment.backend.platform in .autofix.yml"
        )
    return str(backend.platform)
