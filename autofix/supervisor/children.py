"""The processes of the service: what they run, in which order, and who is told what."""

from __future__ import annotations

import signal
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from autofix.adapters.embedded import Launch, PostgreSQL, Redis
from autofix.supervisor.child import Child
from autofix.supervisor.modules import module_argv, module_environment

SERVICE = "autofix.service"
KEEPER = "plugins.platforms.local.keeper"

# The migration login is for migrate alone: whoever serves requests must not be able to alter the policies.
_LOGINS = ("DATABASE_URL", "AUTOFIX_MIGRATION_DATABASE_URL", "REDIS_URL", "AUTOFIX_TOKEN")
# Whoever runs tenants' releases asks no model.
_MODELS = ("OPENAI_", "AUTOFIX_FALLBACK_")
_CONNECT_SECONDS = 0.5


@dataclass(frozen=True)
class Plan:
    """What is settled when the list is made. The port is a real one, never 0; ``listener`` is an open file on it."""

    data: Path
    bind: str
    port: int
    database_url: str
    migration_database_url: str
    redis_url: str
    has_local_platform: bool
    may_run_unconfined: bool = False
    listener: int | None = None

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the service."""
        host = reachable_host(self.bind)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def build_children(
    plan: Plan, inherited: Mapping[str, str], postgresql: PostgreSQL | None, redis: Redis | None
) -> tuple[Child, ...]:
    """All children in the order of their start. The servers, where embedded, have been prepared."""
    plain = service_environment(plan, inherited)
    serving = {**plain, "DATABASE_URL": plan.database_url, "REDIS_URL": plan.redis_url}
    migrating = {**serving, "AUTOFIX_MIGRATION_DATABASE_URL": plan.migration_database_url}
    children = [
        _service("migrate", migrating, is_once=True, ready_seconds=600.0),
        _service("web", serving, address=(reachable_host(plan.bind), plan.port), listener=plan.listener),
        # A job that does not end in time is taken up by another worker when its lease runs out.
        _service("worker", serving, stop_seconds=15.0),
        _service("beat", serving, stop_seconds=5.0),
    ]
    if plan.has_local_platform:
        weaker = ("--allow-process",) if plan.may_run_unconfined else ()
        keeper = module_argv(KEEPER, str(plan.data / "releases"), *weaker)
        keeping = {name: value for name, value in plain.items() if not name.startswith(_MODELS)}
        children.append(Child("releases", Launch(keeper, module_environment(keeping))))
    return (*_servers(postgresql, redis), *children)


def service_environment(plan: Plan, inherited: Mapping[str, str]) -> dict[str, str]:
    """What every process of ours is told; no login is among it."""
    return {
        **{name: value for name, value in inherited.items() if name not in _LOGINS},
        "AUTOFIX_DATA": str(plan.data),
        "AUTOFIX_BIND": plan.bind,
        "AUTOFIX_PORT": str(plan.port),
    }


def reachable_host(bind: str) -> str:
    """The address at which a server that listens on ``bind`` is reached from here."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)  # noqa: S104


def _servers(postgresql: PostgreSQL | None, redis: Redis | None) -> list[Child]:
    children = []
    if postgresql is not None:
        children.append(
            Child(
                "postgresql",
                postgresql.command(),
                prepare=postgresql.prepare,
                is_ready=partial(_has_roles, postgresql),
                stop_seconds=20.0,
            )
        )
    if redis is not None:
        children.append(
            Child("redis", redis.command(), prepare=redis.prepare, is_ready=redis.is_ready, stop_seconds=5.0)
        )
    return children


def _service(
    name: str,
    environment: Mapping[str, str],
    *,
    is_once: bool = False,
    address: tuple[str, int] | None = None,
    listener: int | None = None,
    ready_seconds: float = 60.0,
    stop_seconds: float = 10.0,
) -> Child:
    inherited = () if listener is None else (listener,)
    argv = module_argv(SERVICE, name, *map(str, inherited))
    return Child(
        name,
        Launch(argv, module_environment(environment), stop_signal=signal.SIGTERM, inherited=inherited),
        is_once=is_once,
        is_ready=None if address is None else partial(_answers, address),
        ready_seconds=ready_seconds,
        stop_seconds=stop_seconds,
    )


def _has_roles(postgresql: PostgreSQL) -> bool:
    if not postgresql.is_ready():
        return False
    postgresql.ensure_roles()
    return True


def _answers(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection(address, _CONNECT_SECONDS).close()
    except OSError:
        return False
    return True
