"""Makes the project that ``bench.intake`` sends to, and prints what a sender has to know of it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import django


def main() -> None:
    """Make a tenant and a project in the database of the environment."""
    django.setup()
    from autofix.projects.services import create_project
    from tenants.services import create_tenant

    tenant = create_tenant("bench", plan="enterprise").tenant_id
    repository = "https://git.example.com/acme/shop.git"
    made = create_project(tenant, name="shop", kind="react-node", repository=repository, actor="operator")
    dsn = urlsplit(made.dsn)
    known = {"project": made.project_id, "secret": made.webhook_secret}
    print(json.dumps(known | {"number": int(dsn.path.strip("/")), "key": dsn.username}))


if __name__ == "__main__":
    main()
