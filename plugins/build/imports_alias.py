"""An alias that the compiler's configuration knows and Vite's does not."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Import, Node, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Add
from plugins.build.imports_specifier import without_suffix
from plugins.build.names_source import Source, open_source, span

CODE = "alias_unknown"
TOOLS = frozenset(("vite", "rollup"))
_CONFIGS = tuple(f"vite.config.{suffix}" for suffix in ("ts", "js", "mts", "mjs"))
_KNOWN = re.compile(r"\balias\b|tsconfig-?paths|tsConfigPaths|\bresolve\s*:", re.I)
_NAME = re.compile(r"[@~#$]?[\w-]*")


def find_alias(workspace: Workspace, spot: Spot, made: Import, path: str) -> Cause | None:
    """Tell Vite what the alias stands for; None where its configuration may know, or is written in another way."""
    head, _, rest = made.specifier.split("?")[0].partition("/")
    package = workspace.package_of(made.file)
    if spot.finding.tool not in TOOLS or not rest or not _NAME.fullmatch(head) or package is None:
        return None
    root = package.root + "/" if package.root else ""
    configs = [root + name for name in _CONFIGS if workspace.has(root + name)]
    source = open_source(workspace, configs[0]) if len(configs) == 1 else None
    folder = next((path[: -len(end) - 1] for end in (rest, *_forms(path, rest)) if path.endswith(f"/{end}")), "")
    if source is None or not folder.startswith(root) or _KNOWN.search(source.text):
        return None
    options = _options(source.root)
    if options is None:
        return None
    quote = "'" if source.text.count("'") >= source.text.count('"') else '"'
    inside = posixpath.relpath(folder, package.root or ".")
    url = f"fileURLToPath(new URL({quote}./{inside}{quote}, import.meta.url))"
    edit = _inserted(source, options, f"resolve: {{ alias: {{ {quote}{head}{quote}: {url} }} }},")
    said = f"{head} stands for {folder}, where what is imported by it lies."
    imported = change_imports(source, said, Add("node:url", "fileURLToPath", "fileURLToPath"))
    if edit is None or imported is None:
        return None
    change = Change(source.file, Action.MODIFY, said, (edit,))
    remedy = Remedy("build_alias", f"tell Vite what {head} is", (imported, change))
    sentence = f"{made.file}:{made.line} imports {made.specifier}, and {source.file} does not say what {head} is."
    return Cause(CODE, sentence, spot.place, (remedy,))


def _forms(path: str, rest: str) -> list[str]:
    """How the file may end that ``rest`` names: with its suffix, or as an index of the folder."""
    tail = path[path.rfind(rest) :] if rest in path else ""
    return [tail] if tail and without_suffix(tail) == rest else []


def _options(root: Node) -> Node | None:
    """The one object that the configuration is."""
    found: list[Node] = []
    for call in root.find_all(kind="call_expression"):
        called, given = call.field("function"), call.field("arguments")
        if called is not None and called.text() == "defineConfig" and given is not None:
            found += [child for child in given.children() if child.kind() == "object"]
    return found[0] if len(found) == 1 else None


def _inserted(source: Source, options: Node, text: str) -> Edit | None:
    """Below the plugins, with their indentation."""
    pairs = [child for child in options.children() if child.kind() == "pair"]
    plugins = [pair for pair in pairs if (key := pair.field("key")) is not None and key.text() == "plugins"]
    if len(plugins) != 1:
        return None
    start, end = span(plugins[0])
    line = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line:start]
    if indent.strip():
        return None
    has_comma = source.text[end : end + 1] == ","
    at = end + 1 if has_comma else end
    return Edit(at, at, f"{'' if has_comma else ','}\n{indent}{text}")
