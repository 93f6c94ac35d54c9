"""Case files written for one test, and what their ``ask`` lines say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.fixes.case import Case, read_case
from bench.fixes.running import Ask, read_ask

HEAD = "# The port of yesterday.\nexpect: fix\nhas: app.js: 5173\n"


@pytest.fixture
def write_case(tmp_path: Path) -> Callable[..., Path]:
    def write(head: str = HEAD, body: str = "-- report --\nblocked\n-- file app.js --\nlisten(3000)\n") -> Path:
        path = tmp_path / "cors_error" / "yesterday.case"
        path.parent.mkdir(exist_ok=True)
        path.write_text(head + body, newline="")
        return path

    return write


@pytest.fixture
def ask(write_case: Callable[..., Path]) -> Callable[[str], Ask]:
    case: Case = read_case(write_case())
    return lambda line: read_ask(case, line)
