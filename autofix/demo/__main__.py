"""``make demo``: break nothing by hand, show the failing preflight, repair, show the passing one.

Ends with ``demo: verified=1 seconds=N``, computed from what happened: the
engine's own result, and what the repaired application answered afterwards.
The exit status is 0 only then.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

from autofix.adapters.apply import apply_patch
from autofix.adapters.checkouts import Checkouts
from autofix.adapters.folder import FolderSource
from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.cli.inputs import BUILT_IN
from autofix.cli.render import show_repair
from autofix.cli.terminal import Terminal
from autofix.demo.browser import Visit, console_message, visit
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repairer, Result
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.env import SettingError, read_environment
from autofix.sdk.packages import PackagesError
from autofix.sdk.sandbox import Sandbox, SandboxError

SAMPLES = Path(__file__).parent / "samples"
ORIGIN, URL = "http://localhost:5173", "http://localhost:4000/api/items"


def main() -> int:
    """Run the demonstration; answers 0 when the fix was verified and works."""
    started = time.monotonic()
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    verified = 0
    try:
        verified = _demonstrate(console)
    except (SandboxError, PackagesError, SettingError) as error:
        console.print(Text(f"The demonstration cannot go on: {error}", style="red"))
    print(f"demo: verified={verified} seconds={time.monotonic() - started:.0f}", flush=True)
    return 0 if verified else 1


def _demonstrate(console: Console) -> int:
    environment = read_environment()
    # The sample is our own, so the weaker backends may run it; nobody else's code ever runs there unasked.
    sandbox = open_sandbox(("unshare", "process"), environment.private_registries)
    if not sandbox.is_strong:
        console.print(
            Text(
                f"bubblewrap does not work here, so this demonstration runs its own bundled sample under the weaker "
                f"backend '{sandbox.name}'. For your own repositories, install bubblewrap.",
                style="yellow",
            )
        )
    sample = choose_sample(sandbox)
    with tempfile.TemporaryDirectory(prefix="autofix-demo-") as made, Checkouts() as checkouts:
        folder = Path(made) / sample
        shutil.copytree(SAMPLES / sample, folder)
        bench = Bench(sandbox, PackageProvider(sandbox, environment.cache / "packages"), checkouts)

        _title(console, f"1. The application: {sample}, its page on {ORIGIN}, its API on {URL}")
        before = visit(bench, Snapshot(FolderSource(folder)), ORIGIN, URL)
        _show(console, before)
        if before.is_readable:
            console.print(Text("The sample is not broken: there is nothing to show.", style="red"))
            return 0
        message = console_message(before, ORIGIN, URL)
        console.print(Text(f"\nThe browser's console says:\n{message}\n", style="red"))

        _title(console, "2. autofix fix")
        plugins = load_plugins(BUILT_IN, environment.disabled_plugins)
        repairer = Repairer(plugins, bench, progress=Terminal(is_quiet=False))
        workspace = Snapshot(FolderSource(folder))
        repair = repairer.repair(read_report(message), workspace)
        console.print()
        show_repair(repair)
        if repair.result is not Result.VERIFIED or repair.chosen is None or repair.chosen.patch is None:
            return 0

        patch = repair.chosen.patch
        apply_patch(folder, patch.inverse(), patch.contents())
        _title(console, "3. The same page, with the change applied")
        after = visit(bench, Snapshot(FolderSource(folder)), ORIGIN, URL)
        _show(console, after)
        return int(after.is_readable)


def choose_sample(sandbox: Sandbox) -> str:
    """React and Express where Node and npm are found, Flask with a static page otherwise."""
    return "react-express" if {"node", "npm"} <= sandbox.tools.keys() else "flask-static"


def _title(console: Console, text: str) -> None:
    console.print(Text(f"\n{text}", style="bold underline"))


def _show(console: Console, seen: Visit) -> None:
    for line in seen.lines:
        console.print(Text(f"  {line}"))
    verdict = "the page may read the answer" if seen.is_readable else "the browser keeps the answer from the page"
    console.print(Text(f"  => {verdict}", style="green" if seen.is_readable else "red"))


if __name__ == "__main__":
    sys.exit(main())
