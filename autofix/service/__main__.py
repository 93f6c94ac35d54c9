"""``python -m autofix.service migrate|web|worker|beat``; ``web`` may get the number of an open file to listen on."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable

from autofix.env import SettingError

NOT_STARTED = 3
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autofix.settings")


def migrate() -> None:
    """Bring the tables up to date; the only process with the owner's login."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=1, interactive=False)


def web(listener: int | None = None) -> None:
    """HTTP: the intake, the API and the admin, on the socket ``listener`` where whoever starts us keeps one."""
    import uvicorn

    from autofix.settings import ENVIRONMENT

    config = uvicorn.Config(
        "autofix.asgi:application",
        host=ENVIRONMENT.bind,
        port=ENVIRONMENT.port,
        log_config=None,
        access_log=False,
        server_header=False,
        # What a client says of where it comes from is not believed; a proxy's word needs the proxy to be known.
        proxy_headers=bool(ENVIRONMENT.trusted_proxies),
        forwarded_allow_ips=list(ENVIRONMENT.trusted_proxies),
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    server.run(None if listener is None else [socket.socket(fileno=listener)])
    if not server.started:
        sys.exit(NOT_STARTED)


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
    """Sweeps and digests once a second or two, drops old transcripts once an hour.

    In this very process: no message and no busy worker is in the way.
    """
    import signal
    import threading

    import django

    django.setup()
    # These need Django to be set up.
    from autofix.core.running import sweep
    from autofix.issues.digest import digest_all
    from autofix.llm.transcripts import drop_old_texts
    from autofix.service.clock import Chore, run

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    chores = (
        Chore("sweep", sweep, 1.0),
        Chore("digest", digest_all, 2.0),
        Chore("transcripts", drop_old_texts, 3_600.0),
    )
    run(chores, stop)


PROCESSES: dict[str, Callable[..., None]] = {"migrate": migrate, "web": web, "worker": worker, "beat": beat}


def main() -> int:
    """Run the process that the command line names."""
    name, *listener = sys.argv[1:] or [""]
    if name not in PROCESSES or (listener and (name != "web" or not listener[0].isdecimal())) or len(listener) > 1:
        print(f"usage: python -m autofix.service {'|'.join(PROCESSES)}", file=sys.stderr)
        return 2
    try:
        PROCESSES[name](*map(int, listener))
    except SettingError as error:
        print(f"autofix.service: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
