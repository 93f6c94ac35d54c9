"""Names in the configuration files of tools: which tool gives them is said by the file's own name."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Workspace

_FILE = re.compile(r"(?P<tool>[\w-]+)\.config\.[cm]?[jt]s")
_DEFINED = {
    "vite": "vite",
    "vitest": "vitest/config",
    "eslint": "eslint/config",
    "playwright": "@playwright/test",
    "cypress": "cypress",
    "tsup": "tsup",
    "astro": "astro/config",
    "drizzle": "drizzle-kit",
    "rollup": "rollup",
    "rspack": "@rspack/cli",
}
_OF_VITE = {
    "react": ("@vitejs/plugin-react", "@vitejs/plugin-react-swc"),
    "vue": ("@vitejs/plugin-vue",),
    "svelte": ("@sveltejs/vite-plugin-svelte",),
    "tailwindcss": ("@tailwindcss/vite",),
    "tsconfigPaths": ("vite-tsconfig-paths",),
    "svgr": ("vite-plugin-svgr",),
}


def is_config(file: str) -> bool:
    """Whether the file configures a tool that is known here."""
    return _tool(file) in _DEFINED


def config_names(workspace: Workspace, file: str) -> dict[str, tuple[str, str]]:
    """The names that the tool's configuration is written with, each with its module and the name it has there.

    Only those whose package the manifest declares.
    """
    package = workspace.package_of(file)
    declared = {name for name, _, _ in package.dependencies} if package is not None else set()
    tool = _tool(file)
    found: dict[str, tuple[str, str]] = {}
    if _package(_DEFINED.get(tool, "")) in declared:
        found["defineConfig"] = (_DEFINED[tool], "defineConfig")
    if tool not in ("vite", "vitest") or "vite" not in declared:
        return found
    found["loadEnv"] = ("vite", "loadEnv")
    for name, givers in _OF_VITE.items():
        there = [giver for giver in givers if giver in declared]
        if len(there) == 1:
            found[name] = (there[0], "svelte" if name == "svelte" else "default")
    return found


def _tool(file: str) -> str:
    match = _FILE.fullmatch(posixpath.basename(file))
    return match["tool"] if match else ""


def _package(module: str) -> str:
    return "/".join(module.split("/")[: 2 if module.startswith("@") else 1])
