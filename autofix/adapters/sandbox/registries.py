"""The package registries the operator configured, as pip and npm themselves tell.

Nothing is assumed about where packages come from: the clients are asked for
their configuration and for their built-in default.
"""

from __future__ import annotations

import ast
import json
import os
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from autofix.adapters.sandbox.registry_proxy import Endpoint
from autofix.adapters.sandbox.toolchain import find_toolchain

_ASK_SECONDS = 60.0
_PORTS = {"http": 80, "https": 443}
_PIP_KEYS = ("index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "cert")
_PIP_LISTS = {"extra-index-url", "find-links", "trusted-host"}

# pip's own default index and the host its files come from, which no configuration file names.
_PIP_DEFAULTS = """\
import json
from pip._internal.cli import cmdoptions
from pip._internal.models import index
default = cmdoptions.index_url.keywords["default"]
known = [one for one in vars(index).values() if isinstance(one, index.PackageIndex)]
files = ["https://" + one.file_storage_domain for one in known if one.simple_url == default]
print(json.dumps([default, *files]))
"""


@dataclass(frozen=True)
class Registries:
    """Where install jobs may fetch packages from.

    ``endpoints`` are names and ports to reach. ``folders`` are local package
    folders to show at their own path. ``env`` configures the clients inside.
    ``certificates`` is the operator's file of certificate authorities.
    """

    endpoints: frozenset[Endpoint] = frozenset()
    folders: tuple[Path, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    certificates: Path | None = None


@cache
def configured_registries() -> Registries:
    """Ask pip and npm, once per process; a client that is missing or fails to answer adds nothing."""
    pip = _pip_configuration()
    npm = _npm_configuration()
    return build_registries(pip, _pip_defaults(), npm, _certificates(pip, npm))


def build_registries(
    pip: Mapping[str, str],
    pip_defaults: tuple[str, ...],
    npm: Mapping[str, object],
    certificates: Path | None,
) -> Registries:
    """Put the clients' answers together.

    ``pip`` maps option names to values, ``pip_defaults`` are the addresses it
    uses when ``index-url`` is not set, the first being that index.
    """
    index = pip.get("index-url", pip_defaults[0] if pip_defaults else "")
    addresses = [index, *pip.get("extra-index-url", "").split(), *pip.get("find-links", "").split()]
    if index in pip_defaults:
        addresses += pip_defaults
    scopes = {name: str(value) for name, value in npm.items() if name.endswith(":registry")}
    registry = str(npm.get("registry") or "")
    addresses += [registry, *scopes.values()]
    env = {f"PIP_{name.upper().replace('-', '_')}": value for name, value in pip.items() if name != "cert"}
    env |= {f"npm_config_{name}": value for name, value in scopes.items()}
    if registry:
        env["npm_config_registry"] = registry
    return Registries(
        endpoints=frozenset(found for address in addresses if (found := endpoint_of(address))),
        folders=_local_folders(index, pip.get("extra-index-url", ""), pip.get("find-links", "")),
        env=env,
        certificates=certificates,
    )


def endpoint_of(address: str) -> Endpoint | None:
    """Return the name and port behind a web address, or nothing when it is not one."""
    url = urlsplit(address)
    port = _PORTS.get(url.scheme)
    if port is None or not url.hostname:
        return None
    return (url.hostname.rstrip("."), url.port or port)


def _local_folders(index: str, extra_indexes: str, links: str) -> tuple[Path, ...]:
    """Return the folders of local indexes and links.

    An index's pages point to files beside the index, so the folder above is
    shown as well unless that is a folder directly below the root.
    """
    folders = []
    for address in (index, *extra_indexes.split()):
        if (path := _local_path(address)) is not None:
            folders.append(path.parent if len(path.parent.parts) > 2 else path)
    folders += [path for address in links.split() if (path := _local_path(address)) is not None]
    return tuple(dict.fromkeys(folder for folder in folders if folder.exists()))


def _local_path(address: str) -> Path | None:
    url = urlsplit(address)
    if url.scheme == "file":
        return Path(unquote(url.path))
    return Path(address) if not url.scheme and address.startswith("/") else None


def parse_pip_configuration(text: str) -> dict[str, str]:
    """Read ``pip config list``; the install section and the environment win over the global one."""
    found: dict[tuple[int, str], str] = {}
    ranks = {"global": 0, "install": 1, ":env:": 2}
    for line in text.splitlines():
        name, _, quoted = line.partition("=")
        section, _, key = name.rpartition(".")
        if section in ranks and key in _PIP_KEYS:
            value = str(ast.literal_eval(quoted))
            found[ranks[section], key] = " ".join(value.split()) if key in _PIP_LISTS else value
    return {key: found[rank, key] for rank, key in sorted(found)}


def _pip_configuration() -> dict[str, str]:
    for python in dict.fromkeys((sys.executable, find_toolchain().tools["python"])):
        text = _ask([python, "-m", "pip", "config", "list"])
        if text is not None:
            return parse_pip_configuration(text)
    return {}


def _pip_defaults() -> tuple[str, ...]:
    for python in dict.fromkeys((sys.executable, find_toolchain().tools["python"])):
        text = _ask([python, "-c", _PIP_DEFAULTS])
        if text is not None:
            return tuple(json.loads(text))
    return ()


def _npm_configuration() -> Mapping[str, object]:
    npm = find_toolchain().tools.get("npm")
    text = _ask([npm, "config", "list", "--json"]) if npm is not None else None
    return json.loads(text) if text else {}


def _ask(command: Iterable[str]) -> str | None:
    """Run a client in an empty folder, so that no project's configuration is read."""
    with tempfile.TemporaryDirectory(prefix="autofix-ask-") as folder:
        try:
            answer = subprocess.run(
                tuple(command), capture_output=True, text=True, timeout=_ASK_SECONDS, cwd=folder, check=True
            )
        except (OSError, subprocess.SubprocessError):
            return None
    return answer.stdout


def _certificates(pip: Mapping[str, str], npm: Mapping[str, object]) -> Path | None:
    """Return the first file of certificate authorities the operator's settings name, else the system's."""
    named = [os.environ.get(name) for name in ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS")]
    system = ssl.get_default_verify_paths().cafile
    for path in (*named, pip.get("cert"), str(npm.get("cafile") or ""), system):
        if path and Path(path).is_file():
            return Path(path).resolve()
    return None
