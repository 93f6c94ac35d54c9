"""Who sends: the project behind a webhook's address or an SDK's key, before its tenant is known."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import Any

import psycopg

from autofix.core.encryption import EncryptionError
from autofix.core.ids import is_id
from autofix.intake.connection import Connection, see_tenant
from autofix.intake.errors import Busy
from autofix.intake.remembered import Remembered
from autofix.intake.sdk_key import is_key
from autofix.projects.models import Project
from autofix.projects.secrets import GITHUB_WEBHOOK, open_sealed

SECONDS = 5.0
_FIND_PROJECT = "SELECT tenant_id FROM find_project(%s)"
_FIND_KEY = "SELECT tenant_id, project_id, number FROM find_dsn_key(%s)"
_READ_SEALED = "SELECT sealed FROM projects_projectsecret WHERE project_id = %s AND name = %s"


@dataclass(frozen=True)
class Webhook:
    """A project that receives webhooks, and the secret that they are signed with."""

    tenant_id: str
    project_id: str
    secret: bytes


@dataclass(frozen=True)
class SdkProject:
    """The project that a key may send to; ``number`` is how SDKs call it."""

    tenant_id: str
    project_id: str
    number: int


class Senders:
    """Looks senders up, and remembers them for a few seconds."""

    def __init__(self, conninfo: str) -> None:
        self._connection = Connection(conninfo)
        self._turn = asyncio.Lock()
        self._webhooks = Remembered(self._load_webhook)
        self._keys = Remembered(self._load_key)
        # Nobody knows it, so a signature for a project that does not exist fails like a forged one.
        self._nobody = Webhook("", "", secrets.token_urlsafe(32).encode())

    async def webhook(self, project_id: str) -> Webhook:
        """The project's webhook, or one that no signature fits; raises ``Busy``."""
        known = await self._webhooks.get(project_id) if is_id(project_id, Project.PREFIX) else None
        return known or self._nobody

    async def key(self, public_key: str) -> SdkProject | None:
        """The project that the key may send to; raises ``Busy``."""
        return await self._keys.get(public_key) if is_key(public_key) else None

    async def close(self) -> None:
        """Let go of the database."""
        await self._connection.close()

    async def _load_webhook(self, project_id: str) -> Webhook | None:
        found = await self._ask(_FIND_PROJECT, (project_id,))
        tenant_id = str(found[0]) if found else ""
        row = await self._ask(_READ_SEALED, (project_id, GITHUB_WEBHOOK), tenant_id)
        if row is None:
            return None
        try:
            secret = open_sealed(bytes(row[0]), tenant_id=tenant_id, project_id=project_id, name=GITHUB_WEBHOOK)
        except EncryptionError as error:
            raise Busy(f"the webhook secret cannot be read: {error}") from error
        return Webhook(tenant_id, project_id, secret.encode())

    async def _load_key(self, public_key: str) -> SdkProject | None:
        row = await self._ask(_FIND_KEY, (public_key,))
        return SdkProject(str(row[0]), str(row[1]), int(row[2])) if row else None

    async def _ask(self, query: str, values: tuple[str, ...], tenant_id: str = "") -> tuple[Any, ...] | None:
        try:
            # Waiting for those who ask before us is part of it: a database that is away holds nobody up for long.
            async with asyncio.timeout(SECONDS), self._turn:
                try:
                    return await self._query(query, values, tenant_id)
                except psycopg.OperationalError:
                    await self._connection.close()
                    return await self._query(query, values, tenant_id)
        except (psycopg.Error, TimeoutError) as error:
            raise Busy("the sender could not be looked up; send it again in a moment") from error

    async def _query(self, query: str, values: tuple[str, ...], tenant_id: str) -> tuple[Any, ...] | None:
        try:
            async with self._connection.transaction() as link:
                await see_tenant(link, tenant_id)
                return await (await link.execute(query, values)).fetchone()
        except asyncio.CancelledError:
            await self._connection.close()
            raise
