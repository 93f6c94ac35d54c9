"""``python -m autofix.service migrate|web|worker|beat``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from autofix.env import SettingError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autofix.settings")


def migrate() -> None:
    """Bring the tables up to date; the only process with the owner's login."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=1, interactive=False)


def web() -> None:
    """HTTP: the intake, the API and the admin."""
    import uvicorn

    from autofix.settings import ENVIRONMENT

    uvicorn.run(
        "autofix.asgi:application",
        host=ENVIRONMENT.bind,
        port=ENVIRONMENT.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


def worker() -> None:
    """Runs jobs."""
    import warnings

    from celery.platforms import SecurityWarning

    from autofix.celery import app

    # Messages are JSON and name rows; what tenants wrote runs in the sandbox, as a user of its own.
    warnings.simplefilter("ignore", SecurityWarning)
    options = ("--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat")
    app.worker_main(["--quiet", "worker", *options])


def beat() -> None:
    """Nudges the sweeper and the digestion, once a second or two."""
    from autofix.celery import app

    app.start(["--quiet", "beat", "--loglevel=WARNING"])


PROCESSES: dict[str, Callable[[], None]] = {"migrate": migrate, "web": web, "worker": worker, "beat": beat}


def main() -> int:
    """Run the process that the command line names."""
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in PROCESSES:
        print(f"usage: python -m autofix.service {'|'.join(PROCESSES)}", file=sys.stderr)
        return 2
    try:
        PROCESSES[name]()
    except SettingError as error:
        print(f"autofix.service: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
