"""People who log in to the admin, and a tenant with a row of everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from autofix.fixes.models import Fix

DIFF = """\
--- a/api/src/items.js
+++ b/api/src/items.js
@@ -1,4 +1,4 @@
 const items = [];
-app.get('/item', list);
--- an old remark that looks like a file's head
+app.get('/items', list);
+const greeting = '<script>alert(1)</script>';
 module.exports = app;
"""


@dataclass(frozen=True)
class Rows:
    """The ids of one tenant's rows, by the model's label."""

    tenant_id: str
    project_id: str
    issue_id: str
    fix_id: str
    deployment_id: str
    job_id: str
    token_id: str
    event_id: str
    membership_id: str
    endpoint_id: str
    persona_id: str
    call_id: str
    lesson_id: str

    def of(self, label: str) -> str:
        """The id of the row of a model, named as in ``Model._meta.label_lower``."""
        return {
            "tenants.tenant": self.tenant_id,
            "tenants.membership": self.membership_id,
            "tenants.apitoken": self.token_id,
            "projects.project": self.project_id,
            "issues.issue": self.issue_id,
            "fixes.fix": self.fix_id,
            "deployments.deployment": self.deployment_id,
            "core.job": self.job_id,
            "core.event": self.event_id,
            "llm.endpoint": self.endpoint_id,
            "llm.persona": self.persona_id,
            "llm.call": self.call_id,
            "memory.lesson": self.lesson_id,
        }[label]


LogIn = Callable[..., "Client"]
Fill = Callable[..., Rows]


@pytest.fixture
def log_in(database: object) -> LogIn:
    """A browser in which a person of a tenant is logged in."""

    def browser_of(tenant_id: str, role: str = "owner", email: str = "") -> Client:
        from django.test import Client

        from autofix.core.tenancy import user_scope
        from tenants.models import User

        user_id = make_member(tenant_id, email or f"{role}@{tenant_id}.example", role)
        browser = Client()
        with user_scope(user_id):
            browser.force_login(User.objects.get(pk=user_id))
        return browser

    return browser_of


@pytest.fixture
def fill(database: object) -> Fill:
    """Give a tenant a row of every model; ``mark`` stands in every text of them."""
    return fill_tenant


@pytest.fixture
def filled(tenant: str, fill: Fill) -> Rows:
    """The rows of ``tenant``."""
    return fill(tenant, mark="Acmemark")


@pytest.fixture
def change_fix(filled: Rows) -> Callable[..., Fix]:
    """Set fields of the fix as the service would have, and answer it."""

    def change(**fields: object) -> Fix:
        from autofix.core.tenancy import tenant_scope
        from autofix.fixes.models import Fix

        with tenant_scope(filled.tenant_id):
            Fix.objects.filter(pk=filled.fix_id).update(**fields)
            return Fix.objects.get(pk=filled.fix_id)

    return change


@pytest.fixture
def read(database: object) -> Callable[..., object]:
    """Read a row again, as its tenant."""

    def row_of(model: type, tenant_id: str, pk: str) -> object:
        from autofix.core.tenancy import tenant_scope

        with tenant_scope(tenant_id):
            return model.objects.get(pk=pk)  # type: ignore[attr-defined]

    return row_of


def make_member(tenant_id: str, email: str, role: str) -> str:
    """A person of the tenant, the same one for the same email. No password opens: hashing one takes its time."""
    from autofix.core.ids import new_id
    from autofix.core.tenancy import tenant_scope, user_scope
    from tenants.models import Membership, User

    with tenant_scope(tenant_id):
        known = Membership.objects.filter(user__email=email).first()
    if known is not None:
        return known.user_id
    user_id = new_id(User.PREFIX)
    with user_scope(user_id), tenant_scope(tenant_id):
        User(id=user_id, email=email, password="!").save(force_insert=True)
        Membership.objects.create(id=new_id("mem"), tenant_id=tenant_id, user_id=user_id, role=role)
    return user_id


def fill_tenant(tenant_id: str, mark: str = "mark", text: str = "", diff: str = DIFF) -> Rows:
    """One row of every model. ``text`` stands wherever a report, a log or a file name does."""
    from django.utils import timezone

    from autofix.core.events import create
    from autofix.core.ids import new_id
    from autofix.core.jobs import enqueue
    from autofix.core.models import Event, Job
    from autofix.core.tenancy import tenant_scope
    from autofix.deployments.models import Deployment, Phase
    from autofix.fixes.models import Attempt, Change, Fix
    from autofix.fixes.services import RUN
    from autofix.issues.models import Issue, Signal
    from autofix.llm.endpoints import add_endpoint
    from autofix.llm.models import Call
    from autofix.llm.personas import add_persona
    from autofix.memory.models import Lesson
    from autofix.projects.models import DsnKey, Project
    from autofix.projects.secrets import set_secret
    from tenants.models import ApiToken, Membership
    from tenants.tokens import make_token

    now, text = timezone.now(), text or f"{mark} text"
    make_member(tenant_id, f"somebody@{mark.lower()}.example", "viewer")
    with tenant_scope(tenant_id):
        project = Project(id=new_id("prj"), tenant_id=tenant_id, name=f"{mark} project", type="react-node")
        project.repository, project.configuration = "/srv/shop.git", f"# {text}\npolicy: {{}}\n"
        project.configuration_error = f"line 3: {text}"
        create(project, "project.created")
        DsnKey.objects.create(id=new_id("key"), tenant_id=tenant_id, project=project, public_key=new_id("key")[-24:])
        set_secret(project, "DEPLOY_KEY", f"{mark} secret value", actor="test")
        issue = Issue(
            id=new_id("iss"), tenant_id=tenant_id, project=project, fingerprint=mark, title=f"{mark} {text}"[:300],
            family="api_endpoint", culprit=text[:300], report=text, count=7, first_seen=now, last_seen=now,
        )  # fmt: skip
        create(issue, "issue.opened")
        Signal.objects.create(
            id=new_id("sig"), tenant_id=tenant_id, project=project, source="sdk", kind="event", delivery=mark,
            payload={}, correlation="correlation", issue=issue, note=text[:300],
        )  # fmt: skip
        fix = Fix(
            id=new_id("fix"), tenant_id=tenant_id, issue=issue, project=project, execution="completed",
            approval="awaiting", result="verified", confidence=0.97, title=f"{mark} {text}"[:300], report=text,
            root_cause=text, located=[{"file": text, "line": 12}], chosen=1, patch="a" * 64, reason=text,
            strategy="recipe:route", risk="cursory_review", base_branch="main", base_commit="b" * 40,
        )  # fmt: skip
        create(fix, "fix.requested", data={"reason": text})
        for ordinal, status in ((0, "unproven"), (1, "verified")):
            attempt = Attempt.objects.create(
                id=new_id("att"), tenant_id=tenant_id, fix=fix, round=1, ordinal=ordinal, title=text[:300],
                strategy="recipe:route", risk="cursory_review", status=status, reason=text, confidence=0.97,
                checks=[
                    {"name": f"probe {text}", "kind": "probe", "before": "404", "after": "200", "passed": True,
                     "seconds": 1.234, "log": f"GET /items\n{text}"},
                    {"name": "tests", "kind": "test", "before": "12 passed", "after": "12 passed", "passed": True,
                     "seconds": 8.1, "log": ""},
                ],
                gates=[{"name": "allowed_paths", "passed": True, "explanation": text}],
                seconds=12.5,
            )  # fmt: skip
            Change.objects.create(
                id=new_id("chg"), tenant_id=tenant_id, attempt=attempt, file=f"api/{text}"[:1000],
                new_file=f"api/{text}"[:1000], action="modify", description=text, diff=diff, after=b"new",
            )  # fmt: skip
        deployment = Deployment(
            id=new_id("dep"), tenant_id=tenant_id, project=project, environment="production", platform="local",
            commit="c" * 40, status="failed", requested_by=f"{mark} person", reason=text, fix=fix,
            previous="dep_before",
        )  # fmt: skip
        create(deployment, "deployment.requested")
        Phase.objects.create(
            id=new_id("pha"), tenant_id=tenant_id, deployment=deployment, name="validation", ordinal=1,
            status="failed", attempts=2, limit_seconds=120, retries=1, message=text, data={"seen": text},
            errors=[text], warnings=[text], started_at=now, finished_at=now,
        )  # fmt: skip
        lesson = Lesson(
            id=new_id("les"), tenant_id=tenant_id, project=project, fix=fix.id, family=mark[:40], shape="d" * 64,
            digest="e" * 64, body=text, reason=text,
        )  # fmt: skip
        create(lesson, "lesson.learned")
        enqueue(RUN, fix.id, tenant_id=tenant_id)
        Job.objects.update(state="dead", error=f"{mark} broke\n{text}", attempts=4, finished_at=now)
        endpoint = add_endpoint(
            tenant_id, project, {"base_url": "https://llm.example.com/v1", "model": mark, "key": f"{mark}-key"},
            actor="test",
        )  # fmt: skip
        persona = add_persona(tenant_id, project, mark, {"style_guide": mark}, actor="test")
        call = Call.objects.create(
            id=new_id("cal"), tenant_id=tenant_id, project=project, subject=fix.id, round=1, job="job_x", fence=1,
            month="2026-11", purpose="cause", model=mark, digest="d" * 64, state="answered", input_tokens=10,
            output_tokens=20, micro_usd=1_500, messages=[{"role": "user", "content": text}], answer=text, data="{}",
        )  # fmt: skip
        make_token(f"{mark} token", tenant_id=tenant_id)
        return Rows(
            tenant_id=tenant_id,
            project_id=project.id,
            issue_id=issue.id,
            fix_id=fix.id,
            deployment_id=deployment.id,
            job_id=Job.objects.get(subject=fix.id).id,
            token_id=ApiToken.objects.get(name=f"{mark} token").id,
            event_id=Event.objects.get(name="fix.requested").id,
            endpoint_id=endpoint.id,
            persona_id=persona.id,
            call_id=call.id,
            lesson_id=lesson.id,
            membership_id=Membership.objects.get(user__email=f"somebody@{mark.lower()}.example").id,
        )
