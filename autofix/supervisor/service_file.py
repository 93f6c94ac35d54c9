"""``run/service.json``: where the running service is, for other processes of the same machine and user."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class RunningService:
    """The process that runs it, where it answers, and its servers. The addresses may hold passwords."""

    pid: int
    address: str
    database_url: str
    redis_url: str


def service_file(data: Path) -> Path:
    """Where it is written for a data folder."""
    return data / "run" / "service.json"


@contextlib.contextmanager
def announced(data: Path, service: RunningService) -> Iterator[None]:
    """The file is there for as long as the block lasts, readable by us alone."""
    path = service_file(data)
    making = path.with_name(f"{path.name}.making")
    making.unlink(missing_ok=True)
    descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(service), file)
    making.replace(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def read_service(data: Path) -> RunningService | None:
    """The service that runs on a data folder, if one does and we may know."""
    try:
        service = RunningService(**json.loads(service_file(data).read_text()))
    except (OSError, ValueError, TypeError):
        return None
    try:
        os.kill(service.pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        # It runs, as somebody else.
        pass
    return service
