"""Turns an install job into one that reaches the package registries and nothing else."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from autofix.adapters.sandbox.defences import ALL_UP, Defences
from autofix.adapters.sandbox.registries import Registries, configured_registries
from autofix.adapters.sandbox.registry_proxy import Bounds, Endpoint, RegistryProxy
from autofix.adapters.sandbox.toolchain import Toolchain
from autofix.sdk.sandbox import Job, Mount

_SOCKET = "install/proxy.sock"
_CERTIFICATES = "install/certificates.pem"
_PIP_FOLDER = "install/python"

# Code in packages does not run, and what the clients print is about the packages alone.
_CLIENT_ENV = {
    "PIP_CONFIG_FILE": "/dev/null",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_NO_INPUT": "1",
    "PIP_ONLY_BINARY": ":all:",
    "npm_config_audit": "false",
    "npm_config_cache": "{root}/tmp/npm-cache",
    "npm_config_fund": "false",
    "npm_config_ignore_scripts": "true",
    "npm_config_progress": "false",
    "npm_config_update_notifier": "false",
    "npm_config_userconfig": "{root}/tmp/home/npmrc",
}


@dataclass(frozen=True)
class RegistryAccess:
    """Which registries install jobs reach; ``registries`` unset means those the operator configured.

    ``private`` names the ones that may have an address that is not public.
    """

    registries: Registries | None = None
    private: frozenset[Endpoint] = frozenset()


NO_PRIVATE_REGISTRIES = RegistryAccess()


@contextlib.contextmanager
def with_registries(
    job: Job, toolchain: Toolchain, access: RegistryAccess, defences: Defences = ALL_UP
) -> Iterator[Job]:
    """Serve the registries for as long as ``job`` runs, and yield the job that uses them.

    The operator's configuration is given as environment variables, which win
    over the configuration files of a project for every option set here. An
    ``.npmrc`` can set others (``script-shell``, credentials for another
    host): leave it out of the tree of an install job.
    """
    registries = access.registries if access.registries is not None else configured_registries()
    bounds = Bounds(seconds=job.limits.seconds + 1)
    with tempfile.TemporaryDirectory(prefix="autofix-registries-") as folder:
        path = Path(folder) / "proxy.sock"
        with RegistryProxy(path, registries.endpoints, access.private, bounds, defences):
            yield install_job(job, registries, toolchain, path)


def install_job(job: Job, registries: Registries, toolchain: Toolchain, proxy_socket: Path) -> Job:
    """Return ``job`` with the relay in front of its command and the clients configured."""
    mounts = [Mount(proxy_socket, _SOCKET)]
    mounts += [Mount(folder, str(folder).lstrip("/")) for folder in registries.folders]
    env = {**_CLIENT_ENV, **registries.env}
    if registries.certificates is not None:
        mounts.append(Mount(registries.certificates, _CERTIFICATES))
        inside = "{root}/" + _CERTIFICATES
        names = ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS", "npm_config_cafile")
        env |= dict.fromkeys(names, inside)
    pip = _pip_to_lend(toolchain.tools["python"])
    if pip is not None:
        mounts.append(Mount(pip, f"{_PIP_FOLDER}/pip"))
        env["PYTHONPATH"] = "{root}/" + _PIP_FOLDER
    relay = (toolchain.tools["python"], "-I", "-S", "-c", _relay_text(), "{root}/" + _SOCKET)
    return replace(job, argv=(*relay, *job.argv), mounts=(*mounts, *job.mounts), env={**env, **job.env})


@cache
def _relay_text() -> str:
    return resources.files(__package__).joinpath("relay.py").read_text()


@cache
def _pip_to_lend(python: str) -> Path | None:
    """Return our own pip's folder when the interpreter that jobs get has none."""
    prefix = Path(python).parent.parent
    for below in ("lib/python*/site-packages/pip", "lib/python3/dist-packages/pip"):
        if any(prefix.glob(below)):
            return None
    found = importlib.util.find_spec("pip")
    return Path(os.path.dirname(found.origin)).resolve() if found is not None and found.origin else None  # noqa: PTH120
