"""Shops with a fault, and fixes of it that are proven in the real sandbox."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_fix_with_model import APP
from tests.fixtures.service import places
from tests.fixtures.shop import REPORT, Kept, Shop, WorkerKilled, after, blocked, kill, open_shop, operator

__all__ = ["after", "kill", "open_shop", "operator"]
_NEEDS = ("needs_bwrap", "needs_postgresql", "needs_registry")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every fix is proven in the sandbox, with packages."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            for need in _NEEDS:
                item.add_marker(need)


@pytest.fixture
def policy() -> Callable[..., str]:
    """A ``.autofix.yml`` with this policy: ``policy(stop_at="merge")``."""

    def write(**values: object) -> str:
        lines = [f"  {name}: {str(value).lower()}" for name, value in values.items()]
        return "\n".join(("project: {name: shop, type: react-node}", "policy:", *lines, ""))

    return write


@pytest.fixture
def make_shop(open_shop: Callable[..., Shop], policy: Callable[..., str]) -> Callable[..., Shop]:
    """A project with a policy: ``make_shop(stop_at="merge")``; without one it has the default policy."""
    return lambda **values: open_shop(policy(**values) if values else "")


@pytest.fixture
def unmended(open_shop: Callable[..., Shop], tmp_path: Path) -> Shop:
    """A project whose only fault no recipe mends."""
    sample = tmp_path / "till"
    sample.mkdir()
    (sample / "app.py").write_text(APP % "nothing")
    (sample / "requirements.txt").write_text("")
    return open_shop(sample=sample)


@pytest.fixture(scope="session")
def _kept() -> dict[str, Kept]:
    return {}


@pytest.fixture
def shop(
    _kept: dict[str, Kept], operator: object, make_shop: Callable[..., Shop], tmp_path_factory: pytest.TempPathFactory
) -> Shop:
    """A project with the default policy, and a verified fix that waits for a person.

    It is proven once; every test begins with the rows and the repository as they were then.
    """
    return bring_back(_kept, make_shop, tmp_path_factory)


@pytest.fixture
def shop_that_proposes(
    _kept: dict[str, Kept], operator: object, make_shop: Callable[..., Shop], tmp_path_factory: pytest.TempPathFactory
) -> Shop:
    """The same with ``stop_at: propose``."""
    return bring_back(_kept, make_shop, tmp_path_factory, stop_at="propose")


def bring_back(
    kept: dict[str, Kept],
    make_shop: Callable[..., Shop],
    tmp_path_factory: pytest.TempPathFactory,
    **policy: str,
) -> Shop:
    """A shop of this policy as it stood when its fix was proven, which is now when it is the first."""
    key = repr(policy)
    if key in kept:
        return kept[key].bring_back()
    shop = make_shop(**policy)
    shop.report()
    shop.work()
    kept[key] = Kept.of(shop, tmp_path_factory.mktemp("kept") / "git")
    return shop


@pytest.fixture
def offered(shop: Shop) -> Any:
    """The fix of ``shop``."""
    return shop.fix()


@pytest.fixture
def push_prepared() -> Callable[[Shop], str]:
    """Put up the commit that was written down last, as a worker does before it is killed; answers the commit."""

    def push(shop: Shop) -> str:
        fix = shop.fix()
        mirror = places().data / "repositories" / shop.project_id / "repository"
        where = f"{fix.head_commit}:refs/heads/{fix.branch}"
        subprocess.run(["git", "-C", mirror, "push", "--quiet", shop.repository.bare, where], check=True)
        return str(fix.head_commit)

    return push


@pytest.fixture
def report_of() -> Callable[[str], str]:
    """The report of a page of this origin that may not read the sample's answers."""
    return blocked


@pytest.fixture
def worker_killed() -> type[BaseException]:
    """What ``kill`` raises."""
    return WorkerKilled


@pytest.fixture
def report() -> str:
    """The report of the sample's own fault."""
    return REPORT


@pytest.fixture
def replay_dead() -> Callable[[Shop, str], None]:
    """Give the dead jobs of a kind a new life, as an operator would."""
    from autofix.core.jobs import replay_job

    def replay(shop: Shop, kind: str) -> None:
        for job in shop.jobs(kind, state="dead"):
            shop.ask(replay_job, job)

    return replay
