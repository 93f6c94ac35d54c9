"""A project's secrets: sealed at rest, opened only where they are used."""

from __future__ import annotations

import re

from autofix.core.errors import Invalid, NotFound
from autofix.core.events import record
from autofix.core.ids import new_id
from autofix.core.keys import key_ring
from autofix.projects.models import Project, ProjectSecret

GITHUB_WEBHOOK = "GITHUB_WEBHOOK_SECRET"
MAX_BYTES = 16 * 1024
_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,79}")


def set_secret(project: Project, name: str, value: str, *, actor: str) -> None:
    """Store a secret under ``name``, over an earlier one. Call it inside the tenant's scope. Raises ``Invalid``."""
    if not _NAME.fullmatch(name):
        raise Invalid(f"{name!r} is no name for a secret: write it like an environment variable, A to Z, 0 to 9 and _")
    if not value or len(value.encode()) > MAX_BYTES:
        raise Invalid(f"the secret {name} is empty or longer than {MAX_BYTES} bytes")
    sealed = key_ring().seal(value, tenant_id=project.tenant_id, purpose=_purpose(project.id, name))
    ProjectSecret.objects.update_or_create(
        tenant_id=project.tenant_id,
        project=project,
        name=name,
        defaults={"sealed": sealed},
        create_defaults={"sealed": sealed, "id": new_id("sec")},
    )
    record(project, "project.secret.set", {}, actor=actor, data={"name": name})


def delete_secret(project: Project, name: str, *, actor: str) -> None:
    """Forget a secret. Call it inside the tenant's scope. Raises ``NotFound``."""
    forgotten, _ = ProjectSecret.objects.filter(project=project, name=name).delete()
    if not forgotten:
        raise NotFound(f"the project {project.name} has no secret {name}")
    record(project, "project.secret.deleted", {}, actor=actor, data={"name": name})


def read_secrets(project: Project) -> dict[str, str]:
    """Every secret of the project by its name."""
    rows = ProjectSecret.objects.filter(project=project)
    return {
        row.name: open_sealed(bytes(row.sealed), tenant_id=project.tenant_id, project_id=project.id, name=row.name)
        for row in rows
    }


def open_sealed(sealed: bytes, *, tenant_id: str, project_id: str, name: str) -> str:
    """The value of a sealed secret that was read elsewhere; raises ``EncryptionError``."""
    return key_ring().open(sealed, tenant_id=tenant_id, purpose=_purpose(project_id, name))


def _purpose(project_id: str, name: str) -> str:
    return f"project:{project_id}:{name}"
