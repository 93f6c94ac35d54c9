"""``autofix fix``: a report in, a proven diff out."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path

from autofix.adapters.apply import ApplyError, apply_patch
from autofix.cli.asking import open_asking
from autofix.cli.explain import show_exchanges
from autofix.cli.inputs import UsageError, open_plugins, open_workspace, read_problem
from autofix.cli.main import FAILED, NONE, OFFERED, WRONG_USE
from autofix.cli.render import show_repair
from autofix.cli.repair_json import repair_as_json
from autofix.cli.terminal import Terminal
from autofix.engine.repair import Repairer
from autofix.env import SettingError, read_environment
from autofix.workbench import NOTHING_RUN, open_bench


def run(options: argparse.Namespace) -> int:
    """Repair and print; answers the exit status of the contract."""
    terminal = Terminal(is_quiet=options.json)
    try:
        if options.apply and options.commit:
            raise UsageError("--apply writes into the folder as it stands; it does not go with --commit")
        environment = read_environment()
        problem = read_problem(options.error, options.family)
        workspace = open_workspace(options.path, options.commit)
        plugins = open_plugins(environment, problem)
        asking = None if options.no_model else open_asking(environment, Path(options.path))
    except (UsageError, SettingError) as error:
        print(f"autofix fix: {error}", file=sys.stderr)
        return WRONG_USE
    with contextlib.ExitStack() as stack:
        bench, why = None, f"{NOTHING_RUN} (--no-exec)"
        if not options.no_exec:
            bench, why = stack.enter_context(open_bench(environment, options.install, terminal))
        repairer = Repairer(plugins, bench, progress=terminal, no_bench_reason=why, asking=asking)
        repair = repairer.repair(problem, workspace)
    terminal.finish()
    if options.json:
        told = repair_as_json(repair, show_unproven=options.show_unproven, explain=options.explain)
        print(json.dumps(told, ensure_ascii=False))
    else:
        if options.explain:
            show_exchanges(repair.exchanges)
        show_repair(repair, show_unproven=options.show_unproven)
    if repair.is_offered and options.apply and repair.chosen and repair.chosen.patch:
        try:
            patch = repair.chosen.patch
            apply_patch(Path(options.path).resolve(), patch.inverse(), patch.contents())
        except ApplyError as error:
            print(f"autofix fix: the change was not applied: {error}", file=sys.stderr)
            return FAILED
        terminal.say(f"applied to {options.path}")
    return OFFERED if repair.is_offered else NONE
