"""Making and changing projects."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from autofix.core.errors import Conflict, Invalid, LimitReached, NotFound
from autofix.core.events import create, record
from autofix.core.ids import new_id
from autofix.core.jobs import enqueue
from autofix.core.tenancy import tenant_scope
from autofix.projects.configuration import Configuration, ConfigurationError, load_configuration
from autofix.projects.models import DsnKey, Project
from autofix.projects.names import known_names
from autofix.projects.repository import check_address
from autofix.projects.secrets import GITHUB_WEBHOOK, set_secret
from tenants.models import Tenant
from tenants.plans import PLANS
from tenants.tokens import Access, make_token

READ = "project.read"


@dataclass(frozen=True)
class NewProject:
    """A project just made (requirement G6). The token and the webhook's secret are shown this once."""

    project_id: str
    api_token: str
    webhook_urls: dict[str, str]
    webhook_secret: str
    dsn: str


def create_project(
    tenant_id: str, *, name: str, kind: str, repository: str, configuration: str = "", actor: str
) -> NewProject:
    """A new project of the type ``kind``, with its token, webhook and DSN.

    Raises ``Invalid``, ``Conflict`` when the name is taken and ``LimitReached`` when the plan is full.
    """
    name = name.strip()
    if not name or len(name) > 120:
        raise Invalid("a project wants a name of 1 to 120 characters", details={"field": "name"})
    if kind not in (types := known_names().project_types):
        raise Invalid(f"{kind!r} is no project type; known are {', '.join(sorted(types))}", details={"field": "type"})
    if not repository or len(repository) > 500:
        raise Invalid("a project wants the address of its repository", details={"field": "repository"})
    check_address(tenant_id, repository)
    check_configuration(configuration)
    secret = secrets.token_urlsafe(32)
    project = Project(id=new_id(Project.PREFIX), tenant_id=tenant_id, name=name, type=kind, repository=repository)
    project.configuration = configuration
    with tenant_scope(tenant_id):
        check_limit(tenant_id)
        if Project.objects.filter(name=name).exists():
            raise Conflict(f"there is a project {name!r} already", details={"field": "name"})
        create(project, "project.created", actor=actor)
        set_secret(project, GITHUB_WEBHOOK, secret, actor=actor)
        key = DsnKey.objects.create(
            id=new_id("key"), tenant_id=tenant_id, project=project, public_key=secrets.token_hex(16)
        )
        token = make_token(f"project {name}", tenant_id=tenant_id, project_id=project.id)
        enqueue(READ, project.id, tenant_id=tenant_id)
    return NewProject(project.id, token, webhook_urls(project.id), secret, dsn(project.number, key.public_key))


def check_limit(tenant_id: str) -> None:
    """Raises ``LimitReached`` when the plan has no room for one more project; holds until the transaction ends."""
    tenant = Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)
    limit, used = PLANS[tenant.plan].projects, Project.objects.exclude(status=Project.Status.ARCHIVED).count()
    if limit is not None and used >= limit:
        raise LimitReached(
            f"the plan {tenant.plan} has {limit} project(s) and {used} are used; archive one or change the plan",
            details={"current": used, "limit": limit, "plan": tenant.plan},
        )


def get_project(project_id: str) -> Project:
    """The project of the tenant in scope; raises ``NotFound``."""
    project = Project.objects.filter(pk=project_id).first()
    if project is None:
        raise NotFound(f"there is no project {project_id}")
    return project


def reach_project(access: Access, scope: str, project_id: str) -> Project:
    """The project, if the token grants ``scope`` there. Call it inside the tenant's scope."""
    project = get_project(project_id)
    access.require(scope, project.id)
    return project


def check_configuration(text: str) -> Configuration:
    """The configuration written in ``text``; raises ``Invalid`` with every problem of it."""
    if not text.strip():
        return Configuration()
    try:
        return load_configuration(text, None, known_names())
    except ConfigurationError as error:
        raise Invalid(str(error), code="configuration", details={"problems": str(error).splitlines()}) from None


def set_status(project: Project, status: str, *, actor: str) -> None:
    """Pause, resume, archive or bring back the project; one that comes back has to fit into the plan.

    Call it inside the tenant's scope. Raises ``LimitReached`` and ``IllegalTransition``.
    """
    if project.status == Project.Status.ARCHIVED and status != Project.Status.ARCHIVED:
        check_limit(project.tenant_id)
    record(project, f"project.{status}", {"status": status}, actor=actor)


def webhook_urls(project_id: str) -> dict[str, str]:
    """Where GitHub and Sentry send to."""
    base = settings.ENVIRONMENT.public_url
    return {door: f"{base}/webhook/{project_id}/{door}" for door in ("github", "sentry")}


def dsn(number: int, public_key: str) -> str:
    """What a Sentry SDK is initialised with (https://develop.sentry.dev/sdk/overview/#parsing-the-dsn)."""
    parts = urlsplit(settings.ENVIRONMENT.public_url)
    return f"{parts.scheme}://{public_key}@{parts.netloc}{parts.path}/{number}"
