"""Keeps the servers of one folder running as its files say; started as

    python -m plugins.platforms.local.keeper FOLDER [--bind 127.0.0.1] [--isolation uid|bubblewrap|process]

It holds nothing that is not in the folder: killed at any moment, its servers end with it, and the
next keeper brings back what is wanted. It needs no database and knows no Django.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import secrets
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from plugins.platforms.local.environment import Environment
from plugins.platforms.local.isolation import CannotIsolate, Confinement, Isolation, choose_confinement
from plugins.platforms.local.layout import (
    KEEPER_FILE,
    KEEPER_LOCK,
    environment_folders,
    hold_lock,
)
from plugins.platforms.local.processes import sweep
from plugins.platforms.local.records import KeeperRecord, write_keeper

_POLL_SECONDS = 0.2
_END_SECONDS = 20.0
_LOCK_SECONDS = 2.0


class Keeper:
    """All environments of one folder."""

    def __init__(self, folder: Path, bind: str, confinement: Confinement) -> None:
        self._folder = folder
        self._bind = bind
        self._confinement = confinement
        self._run = secrets.token_hex(8)
        self._taken: set[int] = set()
        self._environments: dict[Path, Environment] = {}
        self._problems: tuple[str, ...] = ()
        self._ending = asyncio.Event()

    async def run(self) -> None:
        """Serve until SIGTERM or SIGINT, then end every server."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._ending.set)
        self._note()
        while not self._ending.is_set():
            await self._step()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), _POLL_SECONDS)
        await self._end()

    async def _step(self) -> None:
        problems = []
        for found in environment_folders(self._folder):
            if found.path not in self._environments:
                with contextlib.suppress(FileNotFoundError):
                    made = Environment(found, self._confinement, self._taken, self._run)
                    self._environments[found.path] = made
        for path, environment in list(self._environments.items()):
            try:
                environment.step()
                await environment.open_door(self._bind)
            except OSError as error:
                # A full disk, or a folder that is just being removed: what runs goes on.
                problems.append(f"{path}: {error}")
            if environment.problem:
                problems.append(environment.problem)
            if not path.exists() and environment.end_all():
                await environment.door.close()
                del self._environments[path]
        if tuple(problems) != self._problems:
            self._problems = tuple(problems)
            self._note()
            for problem in problems:
                print(f"keeper: {problem}", file=sys.stderr, flush=True)

    async def _end(self) -> None:
        deadline = time.monotonic() + _END_SECONDS
        while time.monotonic() < deadline:
            # Every one of them is asked before any is waited for.
            ended = [environment.end_all() for environment in self._environments.values()]
            if all(ended):
                break
            await asyncio.sleep(_POLL_SECONDS / 4)
        for environment in self._environments.values():
            await environment.door.close()

    def _note(self) -> None:
        record = KeeperRecord(self._run, os.getpid(), self._bind, self._confinement.kind.value, self._problems)
        with contextlib.suppress(OSError):
            write_keeper(self._folder / KEEPER_FILE, record)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the keeper; 2 when it cannot serve the folder, with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="python -m plugins.platforms.local.keeper", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bind", default="127.0.0.1", help="address of the public ports")
    parser.add_argument("--allow-process", action="store_true", help="use 'process' where nothing stronger works")
    parser.add_argument("--isolation", choices=[kind.value for kind in Isolation], help="the strongest that works")
    asked = parser.parse_args(arguments)
    folder = asked.folder.absolute()
    wanted = Isolation(asked.isolation) if asked.isolation else None
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o711)
    lock = _wait_for_lock(folder / KEEPER_LOCK)
    if lock is None:
        print(f"keeper: another keeper serves {folder} already", file=sys.stderr)
        return 2
    # What it says is an earlier keeper's; without it nothing of that one is believed to run.
    (folder / KEEPER_FILE).unlink(missing_ok=True)
    try:
        confinement = choose_confinement(folder, wanted, may_be_weak=asked.allow_process)
    except CannotIsolate as error:
        print(f"keeper: {error}", file=sys.stderr)
        return 2
    if not sweep(lambda: confinement.leftovers(folder)):
        print(f"keeper: processes that an earlier keeper of {folder} has left do not die", file=sys.stderr)
        return 2
    for reason in confinement.tools.left_out.values():
        print(f"keeper: {reason}", file=sys.stderr)
    print(f"keeper: serves {folder}, isolation {confinement.kind.value}", file=sys.stderr, flush=True)
    asyncio.run(Keeper(folder, asked.bind, confinement).run())
    return 0


def _wait_for_lock(path: Path) -> int | None:
    """Take the lock; a worker that looks whether there is a keeper holds it for an instant."""
    deadline = time.monotonic() + _LOCK_SECONDS
    while (lock := hold_lock(path)) is None and time.monotonic() < deadline:
        time.sleep(0.05)
    return lock


if __name__ == "__main__":
    sys.exit(main())
