"""Tokens for programs: made once, shown once, stored as a hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request

from autofix.core.errors import Forbidden, Unauthorized
from autofix.core.ids import new_id
from autofix.core.tenancy import tenant_scope
from tenants.models import ApiToken

PREFIX = "aft_"
SHOWN = 10
SCOPES = frozenset({"projects:write", "projects:read", "issues:write", "issues:read", "fixes:write", "fixes:read"})
DEPLOY_SCOPES = frozenset({"deployments:write", "deployments:read"})
ALL_SCOPES = SCOPES | DEPLOY_SCOPES


# When this process last wrote down that a token was used, so that most requests write nothing.
MOST_NOTED = 10_000
_noted: dict[str, datetime] = {}


@dataclass(frozen=True)
class Access:
    """What a token grants: one tenant, one project or (empty) all of them, and scopes."""

    token_id: str
    tenant_id: str
    project_id: str
    scopes: frozenset[str]

    @property
    def actor(self) -> str:
        """The name of the caller in events."""
        return f"token:{self.token_id}"

    def require(self, scope: str, project_id: str = "") -> None:
        """Raises ``Forbidden`` when the token does not reach so far."""
        if scope not in self.scopes:
            raise Forbidden(f"this token lacks the scope {scope}")
        if self.project_id and project_id and self.project_id != project_id:
            raise Forbidden("this token belongs to another project")
        if self.project_id and not project_id:
            raise Forbidden("this token belongs to one project; use a token of the tenant")


def make_token(name: str, *, tenant_id: str, project_id: str = "", scopes: frozenset[str] = ALL_SCOPES) -> str:
    """A new token, which is not stored and cannot be shown again. Call it inside the tenant's scope."""
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        id=new_id("tok"),
        tenant_id=tenant_id,
        project=project_id,
        name=name,
        start=token[:SHOWN],
        hash=hash_token(token),
        scopes=sorted(scopes),
    )
    return token


def hash_token(token: str) -> str:
    """What is stored of a token. It has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def read_token(token: str) -> Access | None:
    """What the token grants; None when it is unknown or revoked."""
    if not token.startswith(PREFIX):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT token_id, tenant_id, project, scopes FROM find_token(%s)", [hash_token(token)])
        row = cursor.fetchone()
    if row is None:
        return None
    return Access(row[0], row[1], row[2], frozenset(row[3]))


def note_use(access: Access) -> None:
    """Keep when the token was last used, to the minute."""
    now = timezone.now()
    noted = _noted.get(access.token_id)
    if noted is not None and now - noted < timedelta(minutes=1):
        return
    if len(_noted) >= MOST_NOTED:
        _noted.clear()
    _noted[access.token_id] = now
    with tenant_scope(access.tenant_id):
        ApiToken.objects.filter(pk=access.token_id).update(last_used_at=now)


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer aft_...``."""

    def authenticate(self, request: Request) -> tuple[None, Access] | None:
        """The access of the request; None without the header, so that the view can say what it wants."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        access = read_token(words[1].decode("ascii", errors="replace")) if len(words) == 2 else None
        if access is None:
            raise Unauthorized("the token is unknown or was revoked; make a new one in the admin")
        note_use(access)
        return None, access

    def authenticate_header(self, request: Request) -> str:
        """What a caller without a token is told to bring."""
        return "Bearer"


def access_of(request: Request) -> Access:
    """The access of an authenticated request; raises ``Unauthorized``."""
    if not isinstance(request.auth, Access):
        raise Unauthorized("send a token as 'Authorization: Bearer aft_...'")
    return request.auth
