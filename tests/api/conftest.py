"""A caller of the API, and rows in the states that its routes want."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from autofix.adapters.embedded import PostgreSQL

ROOT = Path(__file__).parents[2]
ACTOR = "somebody"
CONFIGURATION = "deployment:\n  backend:\n    platform: local\n"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    json: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def data(self) -> Any:
        """The answer inside its envelope, which must be one of success."""
        assert self.json["success"] is True, self.json
        assert set(self.json) == {"success", "data"}
        return self.json["data"]

    @property
    def error(self) -> dict[str, Any]:
        """The refusal inside its envelope."""
        assert self.json["success"] is False, self.json
        assert set(self.json) == {"success", "error"} and set(self.json["error"]) == {"code", "message", "details"}
        return self.json["error"]


Call = Callable[..., Answer]
MakeToken = Callable[..., str]
MakeFix = Callable[..., str]


@pytest.fixture
def call(database: PostgreSQL) -> Call:
    """Send a request; ``body`` is sent as JSON, ``raw`` as it is."""
    from django.test import Client

    client = Client(raise_request_exception=False)

    def send(
        method: str,
        path: str,
        body: object = None,
        *,
        token: str = "",
        raw: bytes | None = None,
        content_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        data = json.dumps(body).encode() if body is not None else raw or b""
        given = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        response = client.generic(method, path, data, content_type if data else "", headers=given)
        return Answer(response.status_code, json.loads(response.content), response.headers)

    return send


@pytest.fixture
def make_token(database: PostgreSQL) -> MakeToken:
    """Make a token of a tenant, or of one project of it, with all scopes or those that are named."""
    from autofix.core.tenancy import tenant_scope
    from tenants import tokens

    def make(tenant_id: str, project_id: str = "", scopes: frozenset[str] = tokens.ALL_SCOPES) -> str:
        with tenant_scope(tenant_id):
            return tokens.make_token("test", tenant_id=tenant_id, project_id=project_id, scopes=scopes)

    return make


@pytest.fixture
def token(tenant: str, make_token: MakeToken) -> str:
    """A token of the whole tenant."""
    return make_token(tenant)


@pytest.fixture
def shop(tenant: str, project: str) -> Iterator[Any]:
    """The project as a row of Django's, with a platform to deploy to, which the operator allows."""
    from django.conf import settings
    from django.test import override_settings

    from autofix.core.events import record
    from autofix.core.tenancy import tenant_scope
    from autofix.projects.models import Project

    with tenant_scope(tenant):
        row = Project.objects.get(pk=project)
        record(row, "project.configuration.taken", {"configuration": CONFIGURATION})
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, has_local_platform=True)):
        yield row


@pytest.fixture
def second_project(tenant: str, bare_repository: object) -> str:
    """Another project of the same tenant."""
    from autofix.projects.services import create_project

    made = create_project(tenant, name="bar", kind="react-node", repository=str(bare_repository), actor=ACTOR)
    return made.project_id


@pytest.fixture
def issue(shop: Any) -> str:
    """An issue of the project."""
    from autofix.issues.manual_report import ErrorContext
    from autofix.issues.services import report_issue

    return report_issue(shop, ErrorContext("TypeError: x is not a function"), ACTOR).id


@pytest.fixture
def make_fix(tenant: str, issue: str) -> MakeFix:
    """Make the issue's fix and lead it, by legal moves, to one of: pending, awaiting, merged."""
    from autofix.core.events import record
    from autofix.core.ids import new_id
    from autofix.core.tenancy import tenant_scope
    from autofix.fixes.models import Attempt, Change
    from autofix.fixes.services import start_fix
    from autofix.issues.models import Issue

    def make(stage: str = "pending", result: str = "verified") -> str:
        with tenant_scope(tenant):
            fix = start_fix(Issue.objects.get(pk=issue), actor=ACTOR)
            if stage == "pending":
                return fix.id
            attempt = Attempt.objects.create(
                id=new_id("att"),
                tenant_id=tenant,
                fix=fix,
                round=1,
                ordinal=1,
                title="Allow the origin",
                strategy="recipe:add_cors",
                risk="cursory_review",
                status=result,
                confidence=0.9,
                checks=[{"name": "preflight", "kind": "probe", "passed": True}],
                gates=[{"name": "size", "passed": True, "explanation": ""}],
            )
            for file, new_file, action in (("a.js", "a.js", "modify"), ("b.js", "c.js", "rename")):
                Change.objects.create(
                    id=new_id("chg"),
                    tenant_id=tenant,
                    attempt=attempt,
                    file=file,
                    new_file=new_file,
                    action=action,
                    description=f"{action} {file}",
                    diff=f"--- {file}\n",
                    after=b"x",
                )
            record(fix, "fix.execution.started", {"execution": "running"})
            concluded = {"execution": "completed", "approval": "awaiting", "result": result, "chosen": 1}
            record(fix, "fix.execution.completed", {**concluded, "confidence": 0.9, "base_commit": "a" * 40})
            if stage == "merged":
                record(fix, "fix.approval.granted", {"approval": "approved"})
                record(fix, "fix.publication.branch", {"publication": "branch", "branch": "autofix/x"})
                record(fix, "fix.publication.merged", {"publication": "merged", "merge_commit": "b" * 40})
            return fix.id

    return make


@pytest.fixture
def lesson(tenant: str, shop: Any) -> str:
    """A lesson that was learnt in the project."""
    from autofix.core.tenancy import tenant_scope
    from autofix.memory.services import learn_lesson
    from tests.fixtures.lessons import some_lesson

    with tenant_scope(tenant):
        row = learn_lesson(
            some_lesson(), tenant_id=tenant, project_id=shop.id, fix_id="fix_of_it", family="cors_error", actor=ACTOR
        )
        assert row is not None
        return row.id


@pytest.fixture
def deployment(tenant: str, shop: Any) -> str:
    """A deployment that waits for its turn."""
    from autofix.core.tenancy import tenant_scope
    from autofix.deployments.services import request_deployment

    with tenant_scope(tenant):
        return request_deployment(shop, actor=ACTOR).id


@pytest.fixture
def ended_deployment(tenant: str, deployment: str) -> str:
    """A deployment that succeeded, with a release before it."""
    from autofix.core.events import record
    from autofix.core.tenancy import tenant_scope
    from autofix.deployments.models import Deployment

    with tenant_scope(tenant):
        row = Deployment.objects.get(pk=deployment)
        record(row, "deployment.run.started", {"status": "in_progress", "previous": "dep_before"})
        record(row, "deployment.run.completed", {"status": "success", "release": row.id})
    return deployment


@pytest.fixture
def tenant_endpoint(tenant: str) -> str:
    """An endpoint of the whole tenant."""
    return _endpoint(tenant, None)


@pytest.fixture
def project_endpoint(tenant: str, shop: Any) -> str:
    """An endpoint of the project."""
    return _endpoint(tenant, shop)


def _endpoint(tenant: str, project: Any) -> str:
    from autofix.core.tenancy import tenant_scope
    from autofix.llm.endpoints import add_endpoint

    values = {"base_url": "https://llm.example.com/v1", "model": "gpt-test", "key": "key-" + "4711"}
    with tenant_scope(tenant):
        return add_endpoint(tenant, project, values, actor=ACTOR).id


@pytest.fixture
def persona(tenant: str, shop: Any) -> str:
    """A persona of the project."""
    from autofix.core.tenancy import tenant_scope
    from autofix.llm.personas import add_persona

    with tenant_scope(tenant):
        return add_persona(tenant, shop, "terse", {"style_guide": "Few words."}, actor=ACTOR).id


@pytest.fixture
def make_call(tenant: str, shop: Any) -> Callable[..., str]:
    """Make a call of a model that was answered, of the named fix; fields may be given."""
    from autofix.core.ids import new_id
    from autofix.core.tenancy import tenant_scope
    from autofix.llm.models import Call

    def make(fix_id: str, **fields: Any) -> str:
        known = {
            "round": 1, "job": "j", "fence": 1, "purpose": "cause", "digest": "d", "state": "answered", "model": "m",
            "month": "2026-10", "input_tokens": 10, "output_tokens": 5, "micro_usd": 1_500, "answer": "because",
            "messages": [{"role": "user", "content": "why?"}], "data": "{}",
        }  # fmt: skip
        with tenant_scope(tenant):
            row = Call(id=new_id("cal"), tenant_id=tenant, project_id=shop.id, subject=fix_id, **{**known, **fields})
            row.save(force_insert=True)
        return row.id

    return make


@pytest.fixture
def model_call(make_fix: MakeFix, make_call: Callable[..., str]) -> str:
    """A call that the issue's fix made."""
    return make_call(make_fix())


@pytest.fixture
def dead_job(tenant: str, issue: str) -> str:
    """A job that was given up."""
    from autofix.core.ids import new_id
    from autofix.core.models import Job
    from autofix.core.tenancy import tenant_scope

    with tenant_scope(tenant):
        job = Job(id=new_id("job"), tenant_id=tenant, kind="project.read", key="dead", subject="prj_gone")
        job.state, job.attempts, job.error, job.correlation = Job.State.DEAD, 3, "GitError: gone", "cor_1234567"
        job.save(force_insert=True)
    return job.id


@pytest.fixture
def serve(service_environment: dict[str, str], database: PostgreSQL) -> Iterator[Callable[..., str]]:
    """Start a real server, with some variables of its own; answers its address, which takes connections at once."""
    started: list[tuple[subprocess.Popen[bytes], socket.socket]] = []

    def start(**variables: str) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "autofix.asgi:application", "--fd", str(listener.fileno())],
            cwd=ROOT,
            env={**service_environment, **variables},
            pass_fds=(listener.fileno(),),
            stderr=subprocess.DEVNULL,
        )
        started.append((process, listener))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for process, listener in started:
        process.terminate()
        process.wait(20)
        listener.close()
