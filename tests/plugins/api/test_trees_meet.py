"""The trees that the other tests break: every call of theirs meets a route, so that what is missed later was broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot
from plugins.api.contract import Contract


@pytest.mark.parametrize(("tree", "calls"), [("express", 12), ("vite", 5), ("flask", 7), ("fastapi", 6), ("django", 5)])
def test_every_call_meets_a_route(
    tree: str, calls: int, whole: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    for path, text in whole(tree).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    contract = Contract(Snapshot(FolderSource(tmp_path)))
    assert len(contract.calls) == calls, [(c.method, c.path) for c in contract.calls]
    assert [(c.method, c.path) for c in contract.calls if not contract.joins(c)] == []
