"""The commands that install by pnpm, which npm fetches from the registry at the version that wrote the lock file."""

from __future__ import annotations

import re

LOCK, WORKSPACE = "pnpm-lock.yaml", "pnpm-workspace.yaml"
# By the lock file's own version. Later ones than 9 read settings that run code from the workspace file.
_VERSIONS = {"5": "7.33.7", "6": "8.15.9", "9": "9.15.9"}
_NEWEST = "9.15.9"
_LOCK_VERSION = re.compile(r"^lockfileVersion:\s*['\"]?(\d+)", re.M)
# The store lies where packages can be linked from, and goes when they are.
_STORE = "{root}/out/.pnpm-store"


def pnpm_commands(lock: str, *, is_frozen: bool) -> list[str]:
    """Arguments for npm: exactly the lock first, then what the manifests say."""
    found = _LOCK_VERSION.search(lock)
    version = _VERSIONS.get(found[1], _NEWEST) if found else _NEWEST
    run = (
        f"exec --yes --package=pnpm@{version} -- pnpm install --ignore-scripts --reporter=append-only "
        f"--store-dir={_STORE} --config.package-manager-strict=false --config.manage-package-manager-versions=false"
    )
    ways = ["--frozen-lockfile"] if is_frozen else []
    return [f"{run} {way} && rm -rf {_STORE}" for way in (*ways, "--no-frozen-lockfile")]
