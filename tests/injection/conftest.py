"""A model that obeys whoever writes to it, and the repository that is attacked through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.injection.channels import Scene
from tests.injection.flow import NOTHING, Outcome, repair, write
from tests.simulators.model import ModelSimulator, obey


@pytest.fixture(scope="module")
def obeying() -> Iterator[ModelSimulator]:
    """The endpoint of a model that does what it is told by anybody."""
    with ModelSimulator(obey) as simulator:
        yield simulator


@pytest.fixture
def attack(obeying: ModelSimulator, tmp_path: Path) -> Callable[..., Outcome]:
    """Have a scene repaired: ``attack(scene, off=frozenset({"reach"}))`` does so without that gate."""
    written: list[Scene] = []

    def run(scene: Scene, off: frozenset[str] = NOTHING, model: ModelSimulator = obeying) -> Outcome:
        if scene not in written:
            write(scene, tmp_path)
            written.append(scene)
        return repair(scene, tmp_path, model, off)

    return run
