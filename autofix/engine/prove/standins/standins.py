"""What one proof is started with in place of what this machine does not have."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from autofix.engine.prove.proof import Check
from autofix.engine.prove.standins.drivers import MONGODB, SHOWN
from autofix.sdk.sandbox import Job, Mount

# All stores together, inside the sandbox.
STORE_SECONDS = 30.0


@dataclass(frozen=True)
class Store:
    """One store that is started; ``settings`` are what ``stores.py`` wants to know of it."""

    kind: str
    settings: Mapping[str, object] = field(default_factory=dict)
    mounts: tuple[Mount, ...] = ()


@dataclass(frozen=True)
class StandIns:
    """Stores, values for the environment, and what is run before the server; the same for every start of a proof.

    ``values`` holds the addresses of stores and, for the names ``made_up``, secrets and numbers. ``prepare`` are shell
    commands of the repository. ``lacking`` names what the code talks to and has no stand-in, ``left`` the
    names that the code reads and that get no value.
    """

    stores: tuple[Store, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    made_up: tuple[str, ...] = ()
    prepare: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def is_used(self) -> bool:
        """Whether anything of it stands in for something."""
        return bool(self.stores or self.values or self.prepare)

    def provide(self, job: Job, python: str) -> Job:
        """``job`` with the values in its environment, and the stores, started by ``python``, before it begins."""
        given = replace(job, env={**self.values, **job.env})
        if not self.stores:
            return given
        stores = [{"name": store.kind, **store.settings} for store in self.stores]
        plan = json.dumps({"stores": stores, "seconds": STORE_SECONDS})
        mounts = tuple(mount for store in self.stores for mount in store.mounts)
        argv = (python, "-I", "-S", "-c", script("stores.py"), plan, *job.argv)
        return replace(given, mounts=(*job.mounts, *mounts), argv=argv)

    def describe(self) -> str:
        """For people: what there was; empty where nothing was used."""
        parts = [_describe(store.kind) for store in self.stores]
        given = sorted(set(self.values) - set(self.made_up))
        if given and not self.stores:
            parts.append(f"addresses of stores that are not there ({_few(given)})")
        if self.made_up:
            several = "s" if len(self.made_up) > 1 else ""
            parts.append(f"{len(self.made_up)} made-up value{several} ({_few(self.made_up)})")
        if self.prepare:
            parts.append(f"'{self.prepare[0]}' run first")
        return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)

    def check(self) -> Check:
        """The line of evidence that says what the starts were given."""
        return Check(f"started with {self.describe()}", "build", "the same", "the same", True)

    def shortage(self, log: str) -> str:
        """What the application asks for, by what it printed, that none of this gives it; empty where nothing tells."""
        named = [name for name in self.left if name in log]
        asks = [f"{what}, for which there is no stand-in" for what in self.lacking]
        if named:
            asks.append(f"{_few(named)}, which no value is made up for")
        return f"it asks for {' and '.join(asks)}" if asks else ""


NOTHING = StandIns()


@cache
def script(name: str) -> str:
    """The text of a program that runs inside the sandbox."""
    return files(__package__).joinpath(name).read_text()


def _describe(kind: str) -> str:
    return "a stand-in for MongoDB that is always empty" if kind == MONGODB else f"a throw-away {SHOWN[kind]}"


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
