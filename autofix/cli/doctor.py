"""``autofix doctor``: what is here, what is missing, and how to get it."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autofix.cli.checks.check import Check, State
from autofix.cli.checks.models import check_models
from autofix.cli.checks.places import (
    check_clock,
    check_disk,
    check_folder,
    check_git_roots,
    check_master_key,
    check_port,
)
from autofix.cli.checks.programs import (
    check_embedded_postgresql,
    check_embedded_redis,
    check_git,
    check_node,
    check_python,
    check_sandbox,
)
from autofix.cli.checks.servers import check_database, check_redis
from autofix.cli.main import FAILED, WRONG_USE
from autofix.env import Environment, SettingError, read_environment
from autofix.supervisor.service_file import read_service

WELL = 0
_STYLES = {State.OK: "green", State.WARNING: "yellow", State.MISSING: "bold red"}


def run(options: argparse.Namespace) -> int:
    """Look at everything and print it; answers 1 when something essential is missing."""
    if options.data:
        os.environ["AUTOFIX_DATA"] = options.data
    try:
        environment = read_environment()
    except SettingError as error:
        print(f"autofix doctor: {error}", file=sys.stderr)
        return WRONG_USE
    checks = examine(environment)
    if options.json:
        print(json.dumps(checks_as_json(checks), ensure_ascii=False))
    else:
        _show(checks)
    return WELL if is_well(checks) else FAILED


def examine(environment: Environment) -> tuple[Check, ...]:
    """All checks, in the order of a first set-up. They change nothing.

    Embedded servers are asked as well while the service runs.
    """
    running = read_service(environment.data)
    url = environment.database_url or (running.database_url if running else "")
    redis_url = environment.redis_url or (running.redis_url if running else "")
    return (
        check_python(),
        check_git(),
        check_sandbox(environment),
        check_node(),
        *(check_database(url, time.time()) if url else (check_embedded_postgresql(), check_clock())),
        check_redis(redis_url) if redis_url else check_embedded_redis(),
        check_folder(environment),
        check_git_roots(environment),
        check_disk(environment),
        check_port(environment),
        check_master_key(environment),
        *check_models(environment),
    )


def is_well(checks: tuple[Check, ...]) -> bool:
    """Whether nothing essential is missing."""
    return all(check.state is not State.MISSING for check in checks)


def checks_as_json(checks: tuple[Check, ...]) -> dict[str, object]:
    """The object that ``--json`` prints."""
    return {
        "schema": 1,
        "is_well": is_well(checks),
        "checks": [
            {"name": check.name, "state": check.state.value, "found": check.found, "remedy": check.remedy}
            for check in checks
        ],
    }


def _show(checks: tuple[Check, ...]) -> None:
    table = Table(box=box.SIMPLE_HEAD, show_header=True, pad_edge=False)
    for heading in ("", "what", "found", "how to mend it"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("", "what"))
    for check in checks:
        state = Text(check.state.value, style=_STYLES[check.state])
        table.add_row(state, Text(check.name), Text(check.found), Text(check.remedy))
    console = Console(file=sys.stdout, highlight=False, emoji=False)
    console.print(table)
    missing = [check.name for check in checks if check.state is State.MISSING]
    console.print(Text(f"missing: {', '.join(missing)}" if missing else "nothing essential is missing"))
