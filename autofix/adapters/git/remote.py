"""The repository that a project is published to, and all that git is told in order to reach just that."""

from __future__ import annotations

import base64
import shlex
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autofix.adapters.git.command import HARDENED, GitError
from autofix.adapters.git.endpoint import check_endpoint
from autofix.adapters.git.local import check_place, deciding_hooks, own_setting
from autofix.adapters.http.addresses import Resolver, resolve

# For the git at the far end of a repository on this machine. That git takes its packObjectsHook
# from nobody but us, and would try to run an empty one.
_FAR_END = (
    *(setting for setting in HARDENED if setting != "uploadpack.packObjectsHook="),
    "core.alternateRefsCommand=true",
    "receive.autogc=false",
)
_FAR_END_ENVIRONMENT = "GIT_ALLOW_PROTOCOL=none GIT_NO_LAZY_FETCH=1"


@dataclass(frozen=True)
class Remote:
    """A checked address: ``protocol`` is https, http or file, ``pin`` where a host name leads.

    ``runs_hooks`` tells whether a repository on this machine may run its own hooks
    when it is pushed to.
    """

    address: str
    protocol: str
    pin: str = ""
    token: str = field(default="", repr=False)
    user: str = "x-access-token"
    runs_hooks: bool = False

    def settings(self) -> tuple[str, ...]:
        """git's settings for a call to this remote, none of them secret."""
        return (
            f"protocol.{self.protocol}.allow=always",
            "http.followRedirects=false",
            "http.proxy=",
            "http.sslVerify=true",
            # Ends a silent connection even when we are no longer there to end git.
            "http.lowSpeedLimit=1",
            "http.lowSpeedTime=120",
            "credential.helper=",
            "credential.interactive=false",
            "transfer.bundleURI=false",
            "fetch.uriProtocols=",
            *((f"http.curloptResolve={self.pin}",) if self.pin else ()),
        )

    def environment(self) -> dict[str, str]:
        """The environment of a call to this remote; the token stands here, where no process list shows it."""
        found = {"GIT_ALLOW_PROTOCOL": self.protocol}
        if self.token:
            found["GIT_CONFIG_COUNT"] = "1"
            found["GIT_CONFIG_KEY_0"] = f"http.{self.address}.extraHeader"
            found["GIT_CONFIG_VALUE_0"] = f"Authorization: Basic {self._credentials()}"
        return found

    def reading(self) -> tuple[str, ...]:
        """Options of a fetch: on this machine the far end is git too, and the repository may be hostile to it."""
        if self.protocol != "file":
            return ()
        return (f"--upload-pack={_far_end('upload-pack', _FAR_END)}",)

    def writing(self) -> tuple[str, ...]:
        """Options of a push; raises ``GitError`` when a hook that we do not run has a say in it."""
        if self.protocol != "file":
            return ()
        folder = Path(self.address)
        settings = list(_FAR_END)
        if self.runs_hooks:
            settings.remove("core.hooksPath=/dev/null")
        elif hooks := deciding_hooks(folder):
            raise GitError(
                f"{self.address} has the hook {', '.join(hooks)}, which could refuse a push; AutoFix runs no hook of a "
                "repository on this machine unless the operator allows it, so it does not push there",
                permanent=True,
            )
        # It would check files out, with the filters that the repository names.
        if own_setting(folder, "receive.denyCurrentBranch").lower() == "updateinstead":
            settings.append("receive.denyCurrentBranch=refuse")
        return (f"--receive-pack={_far_end('receive-pack', settings)}",)

    def without_secrets(self, words: str) -> str:
        """``words`` without the token, should the other side repeat it."""
        if not self.token:
            return words
        return words.replace(self.token, "***").replace(self._credentials(), "***")

    def _credentials(self) -> str:
        return base64.b64encode(f"{self.user}:{self.token}".encode()).decode()


def open_remote(
    address: str,
    roots: Sequence[Path] = (),
    *,
    allow_addresses: Collection[str] = (),
    token: str = "",
    user: str = "x-access-token",
    local_hooks: bool = False,
    resolver: Resolver = resolve,
) -> Remote:
    """The remote at ``address``, which a tenant named; raises ``GitError`` for one it may not name.

    ``roots`` are the folders below which the operator allows repositories of this
    machine. ``allow_addresses`` holds each ``host:port`` that may be private and
    without encryption. ``token`` is sent as a password (of ``user``) over
    http(s). ``local_hooks`` lets repositories below ``roots`` run their own hooks,
    with AutoFix's rights. A name is resolved here, once, and never again.
    """
    if not address or address.startswith("-") or not address.isprintable():
        raise GitError(f"{address[:80]!r} is no address of a repository", permanent=True)
    if any(not (33 <= ord(character) < 127) for character in token + user):
        raise GitError("the token for the repository holds blanks or other characters no token has", permanent=True)
    if address.startswith("/"):
        return Remote(str(check_place(address, roots)), "file", runs_hooks=local_hooks)
    if not address.lower().startswith(("https://", "http://")):
        raise GitError(
            f"{address[:200]!r} is no address AutoFix takes; write https://host/path or the absolute path of a "
            "repository on this machine (no ssh, git, file or ext addresses)",
            permanent=True,
        )
    protocol, pin = check_endpoint(address, allow_addresses, resolver)
    return Remote(address, protocol, pin, token, user)


def _far_end(command: str, settings: Sequence[str]) -> str:
    """A shell command: git clears our settings for the far end of a local repository, so they are given anew."""
    flags = [part for setting in settings for part in ("-c", setting)]
    words = shlex.join(("git", "--no-pager", *flags, command))
    return f"{_FAR_END_ENVIRONMENT} {words}"
