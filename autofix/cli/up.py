"""``autofix up``: the whole service on this machine, until somebody stops it."""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path

from autofix.adapters.embedded import EmbeddedError, PostgreSQL, Redis
from autofix.adapters.embedded.private_user import make_parents
from autofix.adapters.embedded.roles import APP, OWNER
from autofix.cli.main import FAILED, WRONG_USE
from autofix.core.encryption import KEY_FILE, make_key_file, make_private_file
from autofix.env import Environment, SettingError, read_environment
from autofix.supervisor.child import Child
from autofix.supervisor.children import Plan, build_children
from autofix.supervisor.lock import Holder, IsHeld, hold
from autofix.supervisor.log import Log
from autofix.supervisor.port import hold_port
from autofix.supervisor.record import sweep
from autofix.supervisor.service_file import RunningService, announced
from autofix.supervisor.supervisor import OURS, StartError, Supervisor

STOPPED = 0


def run(options: argparse.Namespace) -> int:
    """Run the service; answers 0 after an orderly stop, 1 when it could not start, 2 when it may not."""
    try:
        environment = _settled(read_environment(), options)
        make_parents(environment.data)
        (environment.data / "run").mkdir(mode=0o700, exist_ok=True)
        with hold(environment.data) as lock, hold_port(environment.bind, environment.port) as listener:
            plan = make_plan(environment, listener)
            make_keys(environment.data)
            lock.introduce(Holder(os.getpid(), time.time(), plan.address))
            return _supervise(plan, is_quiet=options.quiet)
    except (IsHeld, SettingError) as error:
        print(f"autofix up: {error}", file=sys.stderr)
        return WRONG_USE
    except PermissionError as error:
        print(
            f"autofix up: {error.filename} is not ours to write: {error.strerror}. Choose another data folder with "
            "--data or AUTOFIX_DATA",
            file=sys.stderr,
        )
        return WRONG_USE
    except (EmbeddedError, StartError) as error:
        print(f"autofix up: {error}", file=sys.stderr)
        return FAILED


def make_keys(data: Path) -> None:
    """The keys of a first start: one for secrets at rest, one for sessions."""
    if make_key_file(data / KEY_FILE):
        print(
            f"autofix up: made the master key {data / KEY_FILE}. Keep a copy of it elsewhere: without it no stored "
            "secret can ever be read again",
            file=sys.stderr,
        )
    make_private_file(data / "secret.key", secrets.token_urlsafe(50))


def make_plan(environment: Environment, listener: socket.socket) -> Plan:
    """What the service will be given; the addresses of embedded servers are still missing."""
    return Plan(
        data=environment.data,
        bind=environment.bind,
        port=listener.getsockname()[1],
        listener=listener.fileno(),
        database_url=environment.database_url,
        migration_database_url=environment.migration_database_url or environment.database_url,
        redis_url=environment.redis_url,
        has_local_platform=environment.has_local_platform,
        may_run_unconfined="process" in environment.sandbox_allow,
    )


def _settled(environment: Environment, options: argparse.Namespace) -> Environment:
    """The environment, with what the command line says instead."""
    if options.port is not None and not 0 <= options.port <= 65535:
        raise SettingError(f"--port is {options.port}; it wants a whole number from 0 to 65535")
    return replace(
        environment,
        data=Path(options.data or environment.data).absolute(),
        bind=options.bind or environment.bind,
        port=environment.port if options.port is None else options.port,
    )


def _supervise(plan: Plan, *, is_quiet: bool) -> int:
    run_folder = plan.data / "run"
    log = Log(plan.data / "logs" / "autofix.log", None if is_quiet else sys.stdout)
    try:
        for name in sweep(run_folder / "sessions"):
            log.write(OURS, f"ended what a former run had left of {name}")
        plan, children = _children(plan)

        with announced(plan.data, RunningService(os.getpid(), plan.address, plan.database_url, plan.redis_url)):
            Supervisor(children, log, run_folder / "sessions").run(lambda: _say_ready(plan, log))
        log.write(OURS, "stopped")
    except (EmbeddedError, StartError) as error:
        log.write(OURS, f"gave up: {error}")
        raise
    finally:
        log.close()
    return STOPPED


def _children(plan: Plan) -> tuple[Plan, tuple[Child, ...]]:
    """Prepare the embedded servers that are needed; answers the plan with their addresses, and the children."""
    postgresql = None if plan.database_url else PostgreSQL(plan.data / "postgresql")
    redis = None if plan.redis_url else Redis(plan.data / "redis")
    if postgresql is not None:
        postgresql.prepare()
        plan = replace(plan, database_url=postgresql.url(APP), migration_database_url=postgresql.url(OWNER))
    if redis is not None:
        redis.prepare()
        plan = replace(plan, redis_url=redis.url)
    return plan, build_children(plan, os.environ, postgresql, redis)


def _say_ready(plan: Plan, log: Log) -> None:
    log.write(OURS, f"ready at {plan.address}")
    # Who does not listen any more has not asked for the end.
    with contextlib.suppress(OSError):
        print(f"AutoFix is ready at {plan.address} (Ctrl-C stops it)", flush=True)
