"""PostgreSQL and Redis on a bare machine: the real servers, on Unix sockets only, without a system package."""

from autofix.adapters.embedded.launch import EmbeddedError, Launch
from autofix.adapters.embedded.postgresql import PostgreSQL
from autofix.adapters.embedded.redis import Redis

__all__ = ["EmbeddedError", "Launch", "PostgreSQL", "Redis"]
