"""The whole service with workers that can be struck, one for all tests of this folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storm.arming import Armoury
from tests.storm.seed import Seeds
from tests.storm.service import Place, make_tenant, running

LEASE_SECONDS = 1


_NEEDS = ("needs_bwrap", "needs_postgresql", "needs_redis", "needs_registry")


def pytest_configure(config: pytest.Config) -> None:
    """Know the marker of the plugin that may be off."""
    config.addinivalue_line("markers", "xdist_group(name): tests that run on the same process of the tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them on one process of the tests, which then starts one service."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("service"))
            for need in _NEEDS:
                item.add_marker(need)


@pytest.fixture(scope="session")
def seeds() -> Iterator[Seeds]:
    """A service, its tenant, and what arms the faults."""
    folder = Path(tempfile.mkdtemp(prefix="autofix-seeds-", dir="/tmp"))
    # The servers and the releases run as users of their own.
    folder.chmod(0o711)
    place = Place(folder, LEASE_SECONDS, workers=1, processes=2)
    try:
        with running(place) as service:
            yield Seeds(place, service, make_tenant(place), Armoury(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
