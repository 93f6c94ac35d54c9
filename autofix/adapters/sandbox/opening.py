"""Picks the sandbox backend: bubblewrap, or a weaker one the operator has allowed by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from autofix.adapters.sandbox.bubblewrap import Bubblewrap
from autofix.adapters.sandbox.installing import NO_PRIVATE_REGISTRIES, RegistryAccess
from autofix.adapters.sandbox.process import PlainProcess
from autofix.adapters.sandbox.unshare import Unshare
from autofix.sdk.sandbox import Job, Limits, Sandbox, SandboxError

_PROBE_SECONDS = 20.0
_REMEDY = (
    "Install bubblewrap (Debian and Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap) and let "
    "this user make user namespaces (sysctl user.max_user_namespaces above 0; in a container, a seccomp "
    "profile that permits unshare and mount), or allow a weaker backend by name: unshare, process"
)
_PROGRAMS = {
    "bwrap": "bubblewrap",
    "prlimit": "util-linux",
    "setpriv": "util-linux",
    "tar": "tar",
    "unshare": "util-linux",
}

_Build = Callable[[RegistryAccess], Sandbox]
_WEAKER: Mapping[str, _Build] = {"unshare": Unshare, "process": PlainProcess}


def open_sandbox(
    allow_weaker: Iterable[str] = (), private_registries: frozenset[tuple[str, int]] = frozenset()
) -> Sandbox:
    """Return bubblewrap where it works, else the strongest backend named in ``allow_weaker``.

    Known names are ``unshare`` (no system call filter, no private view of the
    system) and ``process`` (limits alone). Whether a backend works is tried
    once per process by running a command in it. ``private_registries`` are the
    names and ports of registries that may have a private address. Raises ``SandboxError`` when
    none does, ``ValueError`` for a name that is not known.
    """
    allowed = set(allow_weaker)
    if unknown := allowed - _WEAKER.keys():
        raise ValueError(f"no sandbox backend is called {sorted(unknown)[0]}; known are {', '.join(_WEAKER)}")
    reasons = []
    for name, build in (("bubblewrap", Bubblewrap), *_WEAKER.items()):
        if name != "bubblewrap" and name not in allowed:
            continue
        reason = _why_unusable(name, build)
        if not reason:
            return build(RegistryAccess(private=private_registries))
        reasons.append(f"{name}: {reason}")
    raise SandboxError(
        f"no sandbox to run a repository's commands in. {'; '.join(reasons)}. {_REMEDY}",
        permanent=True,
    )


@cache
def _why_unusable(name: str, build: _Build) -> str:
    """Run ``true`` in the backend; return why that failed, or nothing."""
    if missing := missing_programs(name):
        return "missing " + ", ".join(f"{program} (package {package})" for program, package in missing)
    try:
        outcome = build(NO_PRIVATE_REGISTRIES).run(Job(argv=("true",), limits=Limits(seconds=_PROBE_SECONDS)))
    except SandboxError as error:
        return str(error)
    if outcome.exit_code or outcome.ended_by:
        return f"a trial run of true ended with {outcome.exit_code} {outcome.ended_by}".strip()
    return ""


def missing_programs(name: str) -> list[tuple[str, str]]:
    """Return the programs a backend needs and this machine lacks, with the package of each."""
    needed = {"tar", "prlimit"}
    if name == "bubblewrap":
        needed |= {"bwrap", "setpriv", "unshare"}
    if name == "unshare":
        needed |= {"unshare"}
    return [(program, _PROGRAMS[program]) for program in sorted(needed) if shutil.which(program) is None]
