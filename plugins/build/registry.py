"""What a tool says of the world outside: registries, networks, disks, memory, permissions."""

from __future__ import annotations

import re

from autofix.sdk import Problem, Workspace
from plugins.build.cause import Cause, Spot, not_code

REGISTRY = "registry_unreachable"
MACHINE = "machine_limits"
_REGISTRY = (
    (
        re.compile(r"^P10\d\d: "),
        "The server of the database could not be used from where this ran.",
        "Check that the database is up, that the machine that builds may reach it, and that DATABASE_URL there has its "
        "address and login; a build that needs no database need not run its migrations.",
    ),
    (
        re.compile(r"Google Fonts|fonts\.g(?:static|oogleapis)", re.I),
        "The server of the fonts could not be reached.",
        "Run the build again with access to the fonts' server, or keep the fonts in the repository (next/font/local).",
    ),
    (
        re.compile(r"toomanyrequests", re.I),
        "The registry of images limits how often this machine may pull.",
        "Wait and run it again, log in to the registry where the image is built (docker login), or pull from a mirror.",
    ),
    (
        re.compile(r"docker\.io|(?:oauth|anonymous) token", re.I),
        "The registry of the base images could not be used.",
        "Nothing is wrong with the Dockerfile's FROM: check the network, the name service and the proxy of the machine "
        "that builds (docker pull of the same image shows it) and the registry's status page, then build again.",
    ),
    (
        re.compile(r"git error|ls-remote|remote repository|Repository not found", re.I),
        "A dependency that is fetched by git could not be had.",
        "Check that the repository it names exists, that the machine that builds may read it (a key or a token of the "
        "CI or the host), and that it reaches the git server.",
    ),
    (
        re.compile(r"E401|E403|\b401\b|\b403\b|Unauthorized|Forbidden|authentication|ENEEDAUTH", re.I),
        "The registry refused the access.",
        "Give the build a valid token for the registry (a secret of the CI or the host), and check that it has not "
        "expired and may read the package.",
    ),
    (
        re.compile(r"E429|\b429\b|Too Many Requests|rate limit", re.I),
        "The registry limits how often this machine may ask.",
        "Wait and run it again; a cache or a mirror of the packages keeps the build below the limit.",
    ),
    (
        re.compile(r"CERT|SSL|self.signed|issuer", re.I),
        "The registry's certificate is not trusted by this machine.",
        "Install the certificate of your proxy or registry on the machine that builds; do not switch the check off.",
    ),
    (
        re.compile(r"ENOTFOUND|EAI_AGAIN|name resolution|Name or service not known|getaddrinfo", re.I),
        "The registry's name could not be resolved.",
        "Check the network and the name service of the machine that builds, its proxy settings, and the registry's "
        "address; then run it again.",
    ),
    (
        re.compile(r"50\d|5\d\d|Bad Gateway|Service Unavailable", re.I),
        "The registry answered with an error of its own.",
        "Look at the registry's status page and run it again once it is back.",
    ),
)
_MACHINE = (
    (
        re.compile(r"heap out of memory|Cannot allocate memory|MemoryError|killed|137|SIGKILL", re.I),
        "The process ran out of memory.",
        "Give the machine or container more memory, or raise the heap of Node where it runs "
        "(NODE_OPTIONS=--max-old-space-size=4096).",
    ),
    (
        re.compile(r"ENOSPC[^\n]*watch|file watchers", re.I),
        "The system's limit of watched files is reached.",
        "Raise fs.inotify.max_user_watches on the machine.",
    ),
    (
        re.compile(r"ENOSPC|EDQUOT|No space left", re.I),
        "The disk is full.",
        "Free space on the machine that builds, or give it a larger disk; old caches and images are the usual weight.",
    ),
    (
        re.compile(r"EACCES|EPERM|Permission denied|not permitted", re.I),
        "The user that runs this may not read or write there.",
        "Correct the owner or the mode of that path on the machine, or run it as the user that owns it.",
    ),
)


def find_registry(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """A registry that cannot be used: no fault of the repository."""
    said = spot.finding.message
    for pattern, sentence, reason in _REGISTRY:
        if pattern.search(said):
            return not_code(REGISTRY, sentence, reason)
    return not_code(
        REGISTRY,
        "The registry could not be reached.",
        "Check the network, the proxy and the registry from the machine that builds, then run it again.",
    )


def find_machine(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """A limit of the machine: no fault of the repository."""
    for pattern, sentence, reason in _MACHINE:
        if pattern.search(spot.finding.message):
            return not_code(MACHINE, sentence, reason)
    return None
