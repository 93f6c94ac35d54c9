"""Drivers that a library loads by itself, as an address or a setting names the store: no file imports them.

Sources: the dialects of SQLAlchemy, the back ends of Django and Celery, as they import their drivers.
"""

from __future__ import annotations

import re

_DRIVERS = {
    "psycopg2": "psycopg2-binary",
    "psycopg": "psycopg[binary]",
    "asyncpg": "asyncpg",
    "pg8000": "pg8000",
    "MySQLdb": "mysqlclient",
    "pymysql": "PyMySQL",
    "aiomysql": "aiomysql",
    "mysql": "mysql-connector-python",
    "aiosqlite": "aiosqlite",
    "pyodbc": "pyodbc",
    "redis": "redis",
    "pymongo": "pymongo",
}
_LOADERS = re.compile(
    r"(?:site|dist)-packages[\\/](?:sqlalchemy[\\/]dialects|sqlmodel|databases|django[\\/](?:db|core[\\/]cache)[\\/]backends|"
    r"kombu[\\/]transport|celery[\\/]backends|flask_caching[\\/]backends|flask_session)"
)


def driver_of(report: str, module: str) -> str | None:
    """The distribution of a driver, where the report shows the library that loads it; None for every other module."""
    return _DRIVERS.get(module) if _LOADERS.search(report) else None
