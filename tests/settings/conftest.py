"""The environment of a process, with some variables set."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.env import Environment, read_environment


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Environment]:
    """Read the environment with these variables."""

    def read_with(**variables: str) -> Environment:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return read_environment()

    return read_with
