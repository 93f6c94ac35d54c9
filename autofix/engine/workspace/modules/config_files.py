"""Which files configure the bundler of the code in a folder."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from autofix.engine.workspace.modules.documents import read_json
from autofix.engine.workspace.modules.index import FileIndex, upwards
from autofix.sdk.workspace import Workspace

MAX_FILES = 30
CONFIG_FOLDERS = ("config", "build", "webpack", "scripts", ".config", ".storybook")

_CONFIG = re.compile(
    r"(?:vite|vitest|webpack|rspack|rsbuild|rollup|craco|next|nuxt|vue|babel|svelte|astro|quasar|umi|modern|"
    r"electron[.-]vite|config-overrides|gatsby-node|metro|remix|alias|aliases|esbuild)"
    r"[\w.-]*\.(?:js|cjs|mjs|ts|cts|mts)|\.babelrc(?:\.json|\.js|\.cjs)?|babel\.config\.json|\.umirc\.[jt]s"
)
_NESTED = re.compile(r"(?:webpack|vite|paths|modules|alias|aliases|base|common)[\w.-]*\.(?:js|cjs|mjs|ts)")


def config_files(workspace: Workspace, index: FileIndex, folder: str) -> Iterator[str]:
    """The files in ``folder`` itself, or in its folders for configuration, that may set aliases."""
    count = 0
    for name in index.folders.get(folder, ()):
        if _CONFIG.fullmatch(name) and count < MAX_FILES:
            count += 1
            yield posixpath.join(folder, name)
    if not workspace.has(posixpath.join(folder, "package.json")):
        return
    for below in CONFIG_FOLDERS:
        place = posixpath.join(folder, below)
        for name in index.folders.get(place, ()):
            if _NESTED.fullmatch(name) and count < MAX_FILES:
                count += 1
                yield posixpath.join(place, name)


def nearest_package(workspace: Workspace, folder: str) -> str | None:
    """The folder of the nearest package.json at or above ``folder``."""
    return next((place for place in upwards(folder) if workspace.has(posixpath.join(place, "package.json"))), None)


def depends_on(workspace: Workspace, folder: str, *names: str) -> bool:
    """Whether the package.json of ``folder`` asks for one of these packages."""
    manifest = read_json(workspace, posixpath.join(folder, "package.json"))
    groups = (manifest.get(group) for group in ("dependencies", "devDependencies"))
    return any(name in group for group in groups if isinstance(group, dict) for name in names)
