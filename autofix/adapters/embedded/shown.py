"""The embedded servers' programs as a sandboxed job is shown them: the programs alone, never our data or sockets."""

from __future__ import annotations

from pathlib import Path

from autofix.adapters.embedded.launch import EmbeddedError
from autofix.adapters.embedded.postgresql_programs import find_programs, wheel_parts
from autofix.adapters.embedded.redis_program import find_program
from autofix.sdk.sandbox import Mount
from autofix.sdk.servers import ServerMissing, ServerPrograms

_SYSTEM = Path("/usr")
_INSIDE = "deps/servers"


class EmbeddedServers:
    """PostgreSQL and Redis as AutoFix itself would start them. Each is looked for once."""

    def __init__(self) -> None:
        self._found: dict[str, ServerPrograms | ServerMissing] = {}

    def programs(self, name: str) -> ServerPrograms:
        """The programs of ``postgresql`` or ``redis``; raises ``ServerMissing``."""
        if name not in self._found:
            try:
                self._found[name] = {"postgresql": _postgresql, "redis": _redis}[name]()
            except EmbeddedError as error:
                self._found[name] = ServerMissing(str(error))
        found = self._found[name]
        if isinstance(found, ServerMissing):
            raise found
        return found


def _postgresql() -> ServerPrograms:
    programs = find_programs()
    if programs.is_wheel:
        folder, parts = wheel_parts(programs)
        mounts = tuple(Mount(source, f"{_INSIDE}/postgresql/{place}") for source, place in parts)
        return ServerPrograms(f"{{root}}/{_INSIDE}/postgresql/{folder}", mounts)
    real = programs.folder.resolve()
    if real.is_relative_to(_SYSTEM):
        return ServerPrograms(str(real))
    raise ServerMissing(f"PostgreSQL's programs in {programs.folder} lie outside /usr, which is all a job is shown")


def _redis() -> ServerPrograms:
    program = find_program().resolve()
    if program.is_relative_to(_SYSTEM):
        return ServerPrograms(str(program.parent))
    inside = f"{_INSIDE}/redis"
    return ServerPrograms(f"{{root}}/{inside}", (Mount(program, f"{inside}/redis-server"),))
