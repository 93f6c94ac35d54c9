"""A project and signals that wait to be digested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from autofix.adapters.embedded import PostgreSQL


@dataclass(frozen=True)
class Desk:
    """A project with what came in for it."""

    tenant: str
    project: Any

    def sdk(self, payload: dict[str, Any], at: datetime | None = None) -> Any:
        """An SDK's event; ``at`` is when it says it happened."""
        return self.signal("sdk", "event", payload | ({"timestamp": at.isoformat()} if at else {}))

    def signal(self, source: str, kind: str, payload: object, delivery: str = "") -> Any:
        """A signal that was accepted and is not digested."""
        from autofix.core.ids import new_id
        from autofix.core.tenancy import tenant_scope
        from autofix.issues.models import Signal

        made = new_id("sig")
        with tenant_scope(self.tenant):
            return Signal.objects.create(
                id=made,
                tenant_id=self.tenant,
                project=self.project,
                source=source,
                kind=kind,
                delivery=delivery or made,
                payload=payload,
                correlation=f"cor-{made}",
            )

    def read(self, row: Any) -> Any:
        """The row as it is now."""
        from autofix.core.tenancy import tenant_scope

        with tenant_scope(self.tenant):
            return type(row).objects.get(pk=row.pk)

    def issues(self) -> list[Any]:
        """Every issue of the project, oldest first."""
        from autofix.core.tenancy import tenant_scope
        from autofix.issues.models import Issue

        with tenant_scope(self.tenant):
            return list(Issue.objects.filter(project=self.project).order_by("id"))

    def events(self, issue: Any) -> list[Any]:
        """Every event of the issue, in order."""
        from autofix.core.models import Event
        from autofix.core.tenancy import tenant_scope

        with tenant_scope(self.tenant):
            return list(Event.objects.filter(subject=issue.pk).order_by("version"))

    def notes(self) -> list[str]:
        """Why signals were put aside."""
        from autofix.core.tenancy import tenant_scope
        from autofix.issues.models import Signal

        with tenant_scope(self.tenant):
            return list(Signal.objects.filter(project=self.project).order_by("id").values_list("note", flat=True))

    def configure(self, text: str) -> None:
        """Give the project this ``.autofix.yml``."""
        from autofix.core.events import record
        from autofix.core.tenancy import tenant_scope

        with tenant_scope(self.tenant):
            record(type(self.project).objects.get(pk=self.project.pk), "project.configured", {"configuration": text})

    def digest(self) -> int:
        """Digest all that waits."""
        from autofix.issues.digest import digest

        return digest(self.tenant)


@pytest.fixture
def make_desk(database: PostgreSQL) -> Callable[[str], Desk]:
    """Make a project, of a tenant of its own."""
    from autofix.core.tenancy import tenant_scope
    from autofix.projects.models import Project
    from autofix.projects.services import create_project
    from tenants.services import create_tenant

    numbers = count(1)

    def make(name: str) -> Desk:
        tenant = create_tenant(f"{name} {next(numbers)}", plan="enterprise").tenant_id
        made = create_project(
            tenant, name=name, kind="react-node", repository="https://git.example.com/acme/shop.git", actor="operator"
        )
        with tenant_scope(tenant):
            return Desk(tenant, Project.objects.get(pk=made.project_id))

    return make


@pytest.fixture
def desk(make_desk: Callable[[str], Desk]) -> Desk:
    """A project and what came in for it."""
    return make_desk("shop")


@pytest.fixture
def type_error() -> dict[str, Any]:
    """An event of a browser's SDK."""
    frames = [
        {"filename": "src/main.js", "function": "boot", "lineno": 3, "colno": 1, "in_app": True},
        {"filename": "src/cart.js", "function": "total", "lineno": 12, "colno": 7, "in_app": True},
        {"filename": "node_modules/big/index.js", "function": "add", "lineno": 9, "colno": 2, "in_app": False},
    ]
    raised = {"type": "TypeError", "value": "cannot add item 4711", "stacktrace": {"frames": frames}}
    return {"platform": "javascript", "exception": {"values": [raised]}, "level": "error"}
