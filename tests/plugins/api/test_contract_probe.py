"""A change of the client, which nothing runs here, is held to the contract that the code itself makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import load_plugins
from autofix.engine.repair import Attempt, Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Action, Change, Edit

REPORT = "GET http://localhost:5000/users/search?q=a 404 (Not Found)"
CLIENT = "client/src/api.js"
Spoil = Callable[[Edit, int], Edit]
Tried = Callable[..., Attempt]
USERS = "client/src/services/users.js"
LOGIN = "export const login = (data) => api.post('/users/login', data);\n"


@pytest.fixture
def attempt(whole: Callable[[str], dict[str, str]], tmp_path: Path) -> Tried:
    """The candidate for a base URL without its prefix, its edit changed first."""

    def make(spoil: Spoil, login: str = LOGIN) -> Attempt:
        files = whole("express")
        files[CLIENT] = files[CLIENT].replace("5000/api", "5000")
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        workspace, problem = Snapshot(FolderSource(tmp_path)), read_report(REPORT)
        repairer = Repairer(load_plugins(("plugins.api",)), None)
        diagnosis = repairer.diagnose(problem, workspace)
        candidate = repairer.propose(problem, diagnosis, workspace)[0]
        [change] = candidate.changes
        changed = replace(change, edits=(spoil(change.edits[0], len(files[CLIENT])),))
        changes = [changed]
        if login != LOGIN:
            start = files[USERS].index(LOGIN)
            changes.append(Change(USERS, Action.MODIFY, "besides", (Edit(start, start + len(LOGIN), login),)))
        return repairer.attempt(problem, diagnosis, replace(candidate, changes=tuple(changes)), workspace)

    return make


def test_the_right_change_is_plausible_and_says_what_was_read(attempt: Tried) -> None:
    proof = attempt(lambda edit, _: edit).proof

    assert proof.status.value == "plausible"
    [check] = proof.checks
    assert (check.kind, check.passed) == ("contract", True)
    assert "served by nobody" in check.before


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        pytest.param(lambda edit, _: replace(edit, text=edit.text.replace("/api", "/apx")), "nobody", id="misspelt"),
        pytest.param(lambda _, __: Edit(0, 0, "// the base of every call\n"), "nobody", id="a remark alone"),
        pytest.param(lambda _, length: Edit(0, length, "export default null;\n"), "does not hold", id="emptied"),
    ],
)
def test_a_spoilt_change_is_not_offered(attempt: Tried, spoil: Spoil, words: str) -> None:
    proof = attempt(spoil).proof

    assert proof.status.value == "unproven", proof
    assert words in proof.reason


@pytest.mark.parametrize(
    ("login", "words"),
    [
        pytest.param("", "calls are left of", id="lost"),
        pytest.param(LOGIN.replace("login',", "lgoin',"), "meets no route", id="without a route"),
    ],
)
def test_a_change_that_costs_another_call_is_not_offered(attempt: Tried, login: str, words: str) -> None:
    proof = attempt(lambda edit, _: edit, login).proof

    assert proof.status.value == "unproven", proof
    assert words in proof.reason
