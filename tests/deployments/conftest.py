"""Shops whose releases a real keeper runs."""

from __future__ import annotations

import contextlib
import http.client
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autofix.demo.breakage import break_application
from tests.fixtures.service import ROOT, places
from tests.fixtures.shop import REPORT, Shop, WorkerKilled, after, kill, open_shop, operator

__all__ = ["after", "kill", "open_shop", "operator"]
_NEEDS = ("needs_bwrap", "needs_postgresql", "needs_registry")
_SECONDS = 30.0
CONFIGURATION = """\
project: {{name: shop, type: react-node}}
deployment:
  backend: {{platform: {platform}}}
  health_path: /health
  pause: 0
  settle_time: {settle}
{more}
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every release is built in the sandbox, with packages."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            for need in _NEEDS:
                item.add_marker(need)


@dataclass
class Works(Shop):
    """A project that is deployed."""

    def deploy(self, **options: Any) -> Any:
        """Ask for a deployment; it has not begun."""
        from autofix.deployments.services import request_deployment

        return self.ask(request_deployment, self.project(), **{"actor": "user:boss", **options})

    def deployed(self, **options: Any) -> Any:
        """A deployment from its request to its end."""
        asked = self.deploy(**options)
        self.work()
        return self.deployment(asked)

    def deployment(self, asked: Any) -> Any:
        """How a deployment stands."""
        return self.rows(type(asked), pk=asked.pk)[0]

    def deployments(self, **wanted: object) -> list[Any]:
        """The deployments, oldest first."""
        from autofix.deployments.models import Deployment

        return self.rows(Deployment, **wanted)

    def phases(self, deployment: Any) -> dict[str, Any]:
        """The phases of a deployment by their names, in order."""
        from autofix.deployments.models import Phase

        found = sorted(self.rows(Phase, deployment=deployment), key=lambda phase: phase.ordinal)
        return {phase.name: phase for phase in found}

    def statuses(self, deployment: Any) -> dict[str, str]:
        """How each phase ended."""
        return {name: str(phase.status) for name, phase in self.phases(deployment).items()}

    def edit(self, old: str, new: str) -> str:
        """The developer replaces something in the server; answers the commit."""
        text = (self.repository.checkout / "app.py").read_text()
        assert old in text
        return self.write("app.py", text.replace(old, new))

    def breaks(self) -> str:
        """The developer pushes a release that falls over a moment after it took over."""
        self.pull()
        break_application(self.repository.checkout, "flask-static")
        return self.repository.commit("A feature with a leak")

    def get(self, path: str = "/health", environment: str = "production") -> str:
        """What the environment's address answers; a server that is just being started is waited for."""
        address = self.address(environment)
        deadline = time.monotonic() + _SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"{address}{path}", timeout=_SECONDS) as answer:
                    return str(answer.read().decode())
            except (urllib.error.URLError, http.client.HTTPException, ConnectionError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def address(self, environment: str = "production") -> str:
        """Where the environment is reached."""
        found = self._platform().address(self._target(environment))
        assert found is not None, "nothing is current"
        return str(found)

    def releases(self, environment: str = "production") -> list[Any]:
        """What is placed, the newest first."""
        return list(self._platform().releases(self._target(environment)))

    def current(self, environment: str = "production") -> str:
        """The current release; empty where there is none."""
        return next((status.release_id for status in self.releases(environment) if status.is_current), "")

    def _platform(self) -> Any:
        from autofix.deployments.scene import open_platform

        return open_platform("local")

    def _target(self, environment: str) -> Any:
        from autofix.sdk.platform import Target

        return Target(self.project_id, environment)


@pytest.fixture(scope="session")
def keeper() -> Iterator[Path]:
    """A keeper that runs the releases of this session; answers its folder."""
    folder = places().data / "releases"
    with (places().folder / "keeper.log").open("ab") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "plugins.platforms.local.keeper", str(folder)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
            start_new_session=True,
        )
        try:
            deadline = time.monotonic() + _SECONDS
            while not (folder / "keeper.json").exists():
                assert process.poll() is None, (places().folder / "keeper.log").read_text()
                assert time.monotonic() < deadline, "the keeper does not begin"
                time.sleep(0.05)
            yield folder
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_SECONDS)
            process.kill()
            process.wait()


@pytest.fixture
def open_works(keeper: Path, open_shop: Callable[..., Shop]) -> Callable[..., Works]:
    """A project with this ``.autofix.yml``, which has been read."""

    def make(configuration: str, **options: Any) -> Works:
        shop = open_shop(configuration, **options)
        made = Works(shop.tenant, shop.project_id, shop.repository)
        # The look at the repository that every new project begins with.
        made.work()
        assert made.project().configuration_error == ""
        return made

    return make


@pytest.fixture
def make_works(open_works: Callable[..., Works]) -> Callable[..., Works]:
    """A project with this configuration: ``more`` are further lines of ``deployment``, ``settle`` is in seconds."""

    def make(more: str = "", *, settle: float = 0, platform: str = "local") -> Works:
        return open_works(CONFIGURATION.format(platform=platform, settle=settle, more=more))

    return make


@pytest.fixture
def works(make_works: Callable[..., Works]) -> Works:
    """A project that is deployed to this machine, without a settle time."""
    return make_works()


@pytest.fixture
def report() -> str:
    """The report of the sample's own fault."""
    return REPORT


@pytest.fixture
def worker_killed() -> type[BaseException]:
    """What ``kill`` raises."""
    return WorkerKilled


@pytest.fixture
def read_again(database: object) -> Callable[[Works], None]:
    """Let the newest ``.autofix.yml`` take effect."""
    from autofix.core.jobs import enqueue
    from autofix.projects.services import READ

    def read(works: Works) -> None:
        works.ask(
            lambda project: enqueue(READ, project.pk, tenant_id=project.tenant_id, key=works.tip()), works.project()
        )
        works.work()

    return read
