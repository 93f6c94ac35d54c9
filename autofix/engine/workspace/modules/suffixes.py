"""The endings of files that can be imported."""

from __future__ import annotations

JAVASCRIPT = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts")
COMPONENTS = (".vue", ".svelte", ".astro")
SCRIPTS = (*JAVASCRIPT, *COMPONENTS)
PYTHON = (".py", ".pyi")
STYLES = (".css", ".scss", ".sass", ".less", ".styl", ".pcss")
IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico")
DATA = (".json", ".json5", ".yaml", ".yml", ".graphql", ".gql", ".md", ".mdx", ".html", ".txt")

DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
IMPORTABLE = frozenset((*SCRIPTS, *PYTHON, *STYLES, *IMAGES, *DATA))


def without_suffix(path: str) -> str:
    """``path`` without the ending of a kind of file that can be imported; as it is if it has none."""
    stem, dot, ending = path.rpartition(".")
    if not dot or dot + ending.lower() not in IMPORTABLE:
        return path
    # `types.d.ts` is `types`, not `types.d`.
    return stem[:-2] if path.lower().endswith(DECLARATIONS) else stem
