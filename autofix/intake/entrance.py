"""Where a connection goes: to the door, or to the rest of the service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from django.db import connection
from psycopg.conninfo import make_conninfo

from autofix.intake.answers import Receive, Scope, Send
from autofix.intake.door import Door
from autofix.intake.routes import find_route

Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Entrance:
    """An ASGI application in front of ``rest``, with a life of its own."""

    def __init__(self, rest: Application) -> None:
        self._rest = rest
        self._door: Door | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        route = find_route(scope["path"]) if scope["type"] == "http" else None
        if route is None:
            await self._rest(scope, receive, send)
            return
        if self._door is None:
            self._door = Door(database_address())
        await self._door.answer(route, scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self._door is not None:
            await self._door.close()
        await send({"type": "lifespan.shutdown.complete"})


def database_address() -> str:
    """Django's database, as psycopg is told it."""
    given = connection.get_connection_params()
    known = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey")
    return make_conninfo(**{key: given[key] for key in known if given.get(key)})
