"""Where the service is wrapped: by name, each name looked up when the worker starts."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from autofix.core.leases import Lease, LeaseLost
from autofix.sdk.sandbox import Job, Network
from tests.storm.claims import claiming
from tests.storm.lines import CLAIMED, REFUSED, STOPPED, write_line
from tests.storm.points import AFTER, BEFORE, CALLS, INSIDE, Call
from tests.storm.strikes import Striker

_CALLS = {call.name: call for call in CALLS}
_PUSHES = {"fix.merge": "git.push.merge", "fix.revert": "git.push.revert"}
_PLATFORM = "plugins.platforms.local.platform:LocalPlatform"
_SANDBOXES = ("autofix.adapters.sandbox.bubblewrap:Bubblewrap", "autofix.adapters.sandbox.weaker:Weaker")

Around = Callable[..., Any]


def wrap_all(striker: Striker) -> None:
    """Wrap every function that has a point; raises ``AttributeError`` or ``ImportError`` when one has moved."""
    _wrap("autofix.core.running:claim", functools.partial(_claim, striker))
    _wrap("autofix.core.running:run_job", functools.partial(_run_job, striker))
    recorded: list[str] = []
    _wrap("autofix.core.events:_append", functools.partial(_append, recorded))
    _wrap("autofix.core.leases:Lease.made_progress", functools.partial(_made_progress, recorded))
    _wrap("autofix.core.leases:Lease.check", functools.partial(_check, striker))
    _wrap("autofix.core.leases:Lease.write", functools.partial(_write, striker, recorded))
    _wrap("autofix.adapters.git.mirror:Mirror.fetch", functools.partial(_fetch, striker))
    for module in ("changes", "merges", "reverts"):
        wrapper = functools.partial(_plain, striker, _CALLS["git.commit"])
        _wrap(f"autofix.adapters.git.{module}:write_commit", wrapper)
    _wrap("autofix.adapters.git.branches:_push", functools.partial(_push, striker))
    for place in _SANDBOXES:
        _wrap(f"{place}.run", functools.partial(_sandbox, striker))
    for name in ("place", "start", "probe", "switch", "stop", "remove"):
        _wrap(f"{_PLATFORM}.{name}", functools.partial(_plain, striker, _CALLS[f"platform.{name}"]))


def _wrap(place: str, wrapper: Around) -> None:
    module_name, _, path = place.partition(":")
    owner: Any = importlib.import_module(module_name)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    # Only what the class itself defines: a wrapped name that is merely inherited would miss its calls.
    original = vars(owner)[name]

    @functools.wraps(original)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        return wrapper(original, *arguments, **named)

    setattr(owner, name, wrapped)


def _claim(striker: Striker, original: Around, job_id: str) -> Any:
    with claiming(striker.folder):
        lease = original(job_id)
    if lease is not None:
        striker.hold(lease)
        write_line(striker.folder, CLAIMED, lease.kind, lease.job_id, lease.fence)
        striker.reach(f"claim of {lease.kind}")
    return lease


def _run_job(striker: Striker, original: Around, job_id: str) -> Any:
    try:
        return original(job_id)
    finally:
        striker.release()


_PROGRESS = "progress"


def _append(recorded: list[str], original: Around, row: Any, name: str, *rest: Any) -> Any:
    done = original(row, name, *rest)
    recorded.append(name)
    return done


def _made_progress(recorded: list[str], original: Around, lease: Lease) -> Any:
    recorded.append(_PROGRESS)
    return original(lease)


def _check(striker: Striker, original: Around, lease: Lease) -> Any:
    try:
        return original(lease)
    except LeaseLost:
        write_line(striker.folder, STOPPED, lease.kind, lease.job_id, lease.fence)
        raise


@contextmanager
def _write(striker: Striker, recorded: list[str], original: Around, lease: Lease) -> Iterator[None]:
    recorded.clear()
    striker.pause(f"pause {BEFORE} a write of {lease.kind}")
    with ExitStack() as stack:
        try:
            stack.enter_context(original(lease))
        except LeaseLost:
            write_line(striker.folder, REFUSED, lease.kind, lease.job_id, lease.fence)
            raise
        striker.pause(f"pause {INSIDE} a write of {lease.kind}")
        yield
        for name in recorded:
            striker.reach(f"{BEFORE} commit of {name}")
    if _PROGRESS in recorded:
        striker.progressed()
    for name in tuple(recorded):
        striker.reach(f"{AFTER} commit of {name}")


def _plain(striker: Striker, call: Call, original: Around, *arguments: Any, **named: Any) -> Any:
    with striker.around(call):
        return original(*arguments, **named)


def _fetch(striker: Striker, original: Around, mirror: Any) -> Any:
    striker.poison(mirror.folder.name)
    return _plain(striker, _CALLS["git.fetch"], original, mirror)


def _push(striker: Striker, original: Around, mirror: Any, refspec: str, lease: str) -> Any:
    source, _, ref = refspec.partition(":")
    kind = striker.held.kind if striker.held else ""
    name = "git.push.delete" if not source else _PUSHES.get(kind, "git.push.branch")
    if "/autofix/" in ref and source:
        name = "git.push.branch"
    return _plain(striker, _CALLS[name], original, mirror, refspec, lease)


def _sandbox(striker: Striker, original: Around, sandbox: Any, job: Job) -> Any:
    name = "packages.install" if job.network is Network.REGISTRIES else "sandbox.run"
    return _plain(striker, _CALLS[name], original, sandbox, job)
