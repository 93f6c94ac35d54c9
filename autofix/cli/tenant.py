"""``autofix tenant NAME --email ADDRESS``: a first tenant, made by who runs the service."""

from __future__ import annotations

import argparse
import json
import os
import re
import secrets
import sys

from autofix.cli.main import FAILED, OFFERED, WRONG_USE
from autofix.env import SettingError, read_environment
from autofix.supervisor.service_file import read_service

PASSWORD_BYTES = 12
# Whether it can be one at all; whose it is shows when a message gets there.
_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")


def run(options: argparse.Namespace) -> int:
    """Make the tenant and its owner; prints the password and the token this once."""
    if options.data:
        os.environ["AUTOFIX_DATA"] = options.data
    try:
        environment = read_environment()
        if not _ADDRESS.fullmatch(options.email):
            raise SettingError(f"{options.email!r} is no email address")
    except SettingError as error:
        print(f"autofix tenant: {error}", file=sys.stderr)
        return WRONG_USE
    if not environment.database_url:
        service = read_service(environment.data)
        if service is None:
            print(
                f"autofix tenant: no service runs on {environment.data}; start it with 'autofix up', name its "
                "folder with --data, or set DATABASE_URL",
                file=sys.stderr,
            )
            return FAILED
        os.environ["DATABASE_URL"] = service.database_url
        os.environ["AUTOFIX_PUBLIC_URL"] = os.environ.get("AUTOFIX_PUBLIC_URL") or service.address
    made = _make(options.name, options.email, options.plan)
    if options.json:
        print(json.dumps(made))
    else:
        print(f"tenant    {made['tenant_id']}  ({options.name})")
        print(f"admin     {made['admin']}")
        print(f"login     {options.email}")
        print(f"password  {made['password'] or 'unchanged: this person is known already'}")
        print(f"token     {made['token']}   (for programs; shown this once)")
    return OFFERED


def _make(name: str, email: str, plan: str) -> dict[str, str]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autofix.settings")
    django.setup()
    # These need Django to be set up.
    from django.conf import settings

    from tenants.login import is_known
    from tenants.services import add_member, create_tenant

    password = "" if is_known(email) else secrets.token_urlsafe(PASSWORD_BYTES)
    tenant = create_tenant(name, plan=plan)
    add_member(tenant.tenant_id, email, password)
    return {
        "tenant_id": tenant.tenant_id,
        "admin": f"{settings.ENVIRONMENT.public_url}/admin/",
        "email": email,
        "password": password,
        "token": tenant.token,
    }
