"""Server-side repairs proven for real: the route is called on the started server, before and after the change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autofix.adapters.checkouts import Checkouts
from autofix.adapters.folder import FolderSource
from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Edit

CACHE = Path(__file__).parents[3] / ".cache" / "packages"
pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_node, pytest.mark.needs_npm, pytest.mark.needs_registry]


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    sandbox = open_sandbox()
    with Checkouts() as checkouts:
        yield Bench(sandbox, PackageProvider(sandbox, CACHE), checkouts, rounds=2)


def lay_out(folder: Path, files: dict[str, str]) -> Snapshot:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return Snapshot(FolderSource(folder))


def test_a_misspelt_route_is_verified(bench: Bench, whole: Callable[[str], dict[str, str]], tmp_path: Path) -> None:
    files = whole("express")
    files["server/routes/users.js"] = files["server/routes/users.js"].replace("'/register'", "'/regster'")
    report = "POST http://localhost:5000/api/users/register 404 (Not Found)"
    repair = Repairer(load_plugins(("plugins.api",)), bench).repair(read_report(report), lay_out(tmp_path, files))
    assert repair.result is Result.VERIFIED, repair.reason


def test_a_route_that_fails_with_the_made_up_body_is_plausible(
    bench: Bench, whole: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    files = whole("express")
    routes = files["server/routes/users.js"].replace("'/register', ", "'/regster', fail, ")
    fail = "const fail = (req, res, next) => (req.body.user.name ? next() : next());\n"
    files["server/routes/users.js"] = routes.replace("\n\n", f"\n{fail}\n", 1)
    report = "POST http://localhost:5000/api/users/register 404 (Not Found)"
    repair = Repairer(load_plugins(("plugins.api",)), bench).repair(read_report(report), lay_out(tmp_path, files))
    assert (repair.result, "made-up body" in repair.reason) == (Result.PLAUSIBLE, True), repair.reason


def test_a_router_that_is_mounted_beside_a_catch_all_is_not_verified(
    bench: Bench, whole: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    files = whole("express")
    index = files["server/index.js"].replace("app.use('/api/products', products);\n", "")
    index = index.replace("const products = require('./routes/products');\n", "")
    files["server/index.js"] = index
    report = "Cannot GET /api/products"
    repairer = Repairer(load_plugins(("plugins.api",)), bench)
    problem, workspace = read_report(report), lay_out(tmp_path, files)
    diagnosis = repairer.diagnose(problem, workspace)
    candidate = repairer.propose(problem, diagnosis, workspace)[0]
    change = candidate.changes[0]
    last = change.edits[-1]
    # The right mount, spoilt: whatever is asked for is answered.
    spoilt = replace(last, text=last.text + "\napp.use((req, res) => res.json({ path: req.path }));")
    sabotaged = replace(candidate, changes=(replace(change, edits=(*change.edits[:-1], spoilt)),))
    probe = repairer.plugins.validate(problem, diagnosis, candidate, workspace)
    assert probe
    plugins = repairer.plugins
    plugins.validate = lambda *_: probe  # type: ignore[method-assign]
    attempt = repairer.attempt(problem, diagnosis, sabotaged, workspace)
    assert attempt.proof.status.value != "verified"
    assert "catch-all" in attempt.proof.reason, attempt.proof.reason


def test_a_change_that_keeps_the_server_from_starting_is_not_offered(
    bench: Bench, whole: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    files = whole("express")
    files["server/routes/users.js"] = files["server/routes/users.js"].replace("'/register'", "'/regster'")
    report = "POST http://localhost:5000/api/users/register 404 (Not Found)"
    repairer = Repairer(load_plugins(("plugins.api",)), bench)
    problem, workspace = read_report(report), lay_out(tmp_path, files)
    diagnosis = repairer.diagnose(problem, workspace)
    candidate = repairer.propose(problem, diagnosis, workspace)[0]
    [change] = candidate.changes
    end = len(files["server/routes/users.js"])
    falls = replace(
        change, edits=(*change.edits, Edit(end, end, "if (process.uptime() >= 0) throw new Error('no');\n"))
    )
    probes = repairer.plugins.validate(problem, diagnosis, candidate, workspace)
    repairer.plugins.validate = lambda *_: probes  # type: ignore[method-assign]
    attempt = repairer.attempt(problem, diagnosis, replace(candidate, changes=(falls,)), workspace)
    assert (attempt.proof.status.value, "does not start" in attempt.proof.reason) == ("unproven", True), attempt.proof
