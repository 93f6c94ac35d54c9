"""The aliases that a framework brings without being configured."""

from __future__ import annotations

import posixpath

from autofix.engine.workspace.modules.aliases import Alias
from autofix.engine.workspace.modules.config_files import depends_on
from autofix.engine.workspace.modules.index import FileIndex
from autofix.sdk.workspace import Workspace

NUXT = ("nuxt", "nuxt3", "nuxt-edge", "nuxt-nightly")


def default_aliases(workspace: Workspace, index: FileIndex, package: str, source_folder: str | None) -> list[Alias]:
    """Those of the frameworks that the package in the folder ``package`` depends on.

    ``source_folder`` is the one that its configuration names, if it does.
    """

    def depends(*names: str) -> bool:
        return depends_on(workspace, package, *names)

    def place(*parts: str) -> str:
        return posixpath.join(package, *parts)

    found: list[Alias] = []
    if depends(*NUXT):
        # Nuxt 4 keeps its sources in `app`, earlier ones at the top.
        own = place("app") if any(folder.startswith(place("app/")) for folder in index.folders) else package
        sources = [own, package] if source_folder is None else [source_folder]
        found += [Alias(find, source) for source in sources for find in ("~", "@")]
        found += [Alias("~~", package), Alias("@@", package), Alias("#shared", place("shared"))]
    if depends("@vue/cli-service", "umi", "@umijs/max"):
        found.append(Alias("@", place("src")))
    if depends("@sveltejs/kit"):
        found.append(Alias("$lib", place("src/lib")))
    if depends("laravel-vite-plugin"):
        found.append(Alias("@", place("resources/js")))
    if depends("@quasar/app", "@quasar/app-vite", "@quasar/app-webpack"):
        found += [Alias(name, place("src", name)) for name in ("components", "layouts", "pages", "assets", "boot")]
        found += [Alias("stores", place("src/stores")), Alias("src", place("src")), Alias("app", package)]
    return found
