"""What is imported like a package of npm and is none to declare: parts of Node, and of tools for one platform."""

from __future__ import annotations

import re

from plugins.build.cause import Cause, Spot, not_code, recommend

CODE = "dependency_undeclared"
BUILTINS = frozenset(
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain "
    "events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl "
    "stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib test sqlite".split()
)
# The compiled parts of tools, one package for each platform, which those tools list as optional.
_BINARY = re.compile(
    r"(?:@rollup/rollup|@esbuild|@swc/core|@next/swc|@rolldown/binding|@tailwindcss/oxide|lightningcss|@img/sharp|"
    r"@parcel/watcher|@oxc-\w+/binding)[-/](?:linux|darwin|win32|android|freebsd|wasm32)"
)


def find_outside(spot: Spot, name: str, specifier: str) -> Cause | None:
    """Why ``name`` is not found, where no manifest can help; None for a package like others."""
    if _BINARY.match(name):
        return _of_platform(name)
    return _builtin(spot, name) if name in BUILTINS or specifier.startswith("node:") else None


def _builtin(spot: Spot, name: str) -> Cause:
    return recommend(
        CODE,
        f"{name} is part of Node, and the bundle is for a browser.",
        f"Keep what imports {name} on the server, or give the bundler a stand-in for it on purpose.",
        spot.place,
    )


def _of_platform(name: str) -> Cause:
    return not_code(
        CODE,
        f"{name} is the part of a tool that is made for one platform, and this platform's was not installed.",
        "The lock file was written on another system, or optional dependencies were left out: remove node_modules and "
        "the lock file, install again on the platform that builds, without --omit=optional, and commit the new lock.",
    )
