"""Statements, style and imports of a JavaScript or TypeScript file."""

from __future__ import annotations

import re

from autofix.sdk import Edit, Node
from plugins.cors.slots import line_indent

SUFFIXES = (".js", ".cjs", ".mjs", ".ts", ".cts", ".mts")
TYPESCRIPT = (".ts", ".cts", ".mts", ".tsx")
STATEMENTS = frozenset(
    {"expression_statement", "lexical_declaration", "variable_declaration", "import_statement", "return_statement"}
)
# Strings come first: what looks like a comment inside one is none.
_COMMENT = re.compile(
    r"'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|`(?:[^`\\]|\\.)*+(?:`|\Z)|(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))",
    re.S,
)
_NAMES = (
    r"\bimport\s+(\w+)\s*(?:,\s*\{[^}]*\}\s*)?from\s*['\"](?:%s)['\"]",
    r"\bimport\s*\*\s*as\s+(\w+)\s+from\s*['\"](?:%s)['\"]",
    r"(\w+)\s*(?::\s*\w+\s*)?=\s*(?:await\s+)?(?:require|import)\(\s*['\"](?:%s)['\"]\s*\)",
)


def uncommented(text: str) -> str:
    """The text with blanks in the place of its comments, so that every character stays where it is."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]) if found["comment"] else found[0], text)


def cors_names(text: str, *packages: str) -> tuple[str, ...]:
    """The names that the file's code gives the package ``cors``, or one of ``packages``."""
    either, code = "|".join(map(re.escape, packages or ("cors",))), uncommented(text)
    return tuple(dict.fromkeys(match[1] for pattern in _NAMES for match in re.finditer(pattern % either, code)))


def loads(text: str, package: str) -> int | None:
    """Where the file's code loads ``package``, in characters; None where it does not."""
    loading = rf"(?:\bfrom\s*|\brequire\(\s*|\bimport\s*\(?\s*)['\"]{re.escape(package)}['\"]"
    found = re.search(loading, uncommented(text))
    return found.start() if found is not None else None


def statement_of(node: Node) -> Node | None:
    """The statement that ``node`` stands in, an ``export`` around it included."""
    for place in (node, *node.ancestors()):
        if place.kind() in STATEMENTS:
            parent = place.parent()
            return parent if parent is not None and parent.kind() == "export_statement" else place
    return None


def insert_after(text: str, statement: Node, code: str) -> Edit:
    """``code`` on a line of its own after ``statement``, indented like it."""
    end = statement.range().end.index
    # A semicolon or a comment on the same line belongs to the statement.
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    rest = text[end:line_end].strip()
    if not rest or rest.startswith(("//", ";")):
        end = line_end - (1 if text[line_end - 1 : line_end] == "\r" else 0)
    return Edit(end, end, "\n" + line_indent(text, statement.range().start.index) + code)


def insert_before(text: str, statement: Node, code: str) -> Edit:
    """``code`` on a line of its own before ``statement``, indented like it."""
    start = statement.range().start.index
    return Edit(start, start, code + "\n" + line_indent(text, start))


def remove_lines(text: str, begin: int, end: int) -> Edit:
    """Take ``begin`` to ``end`` out with their whole lines, and one blank line if two would meet."""
    start = text.rfind("\n", 0, begin) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop + 1
    before = text[:start]
    is_blank_before = before.endswith(("\n\n", "\r\n\r\n")) or not before
    following = re.match(r"[ \t]*\r?\n", text[stop:])
    if is_blank_before and following:
        stop += following.end()
    return Edit(start, stop, "")


def has_semicolons(text: str) -> bool:
    """Whether the file ends its statements with semicolons."""
    ended = len(re.findall(r"[;]\s*(?://[^\n]*)?$", text, re.M))
    bare = len(re.findall(r"[)\]'\"\w]\s*$", text, re.M))
    return ended * 2 >= bare


def quote_of(text: str) -> str:
    """The quote that the file uses for its imports, else for most of its strings."""
    found = re.search(r"(?:from\s*|require\(\s*|import\s+)(['\"])", text)
    if found:
        return found[1]
    return '"' if text.count('"') > text.count("'") else "'"


def express_import(root: Node, framework: str = "express") -> Node | None:
    """The statement that brings ``framework`` in."""
    named = re.escape(framework)
    for statement in root.find_all(kind="import_statement"):
        if re.search(rf"['\"]{named}['\"]", statement.text()) and not statement.text().startswith("import type"):
            return statement
    for call in root.find_all(kind="call_expression"):
        if re.fullmatch(rf"require\(\s*['\"]{named}['\"]\s*\)", call.text()):
            return statement_of(call)
    return None


def cors_import(express: str, name: str, text: str, module: str = "cors") -> str:
    """A line that imports ``module`` as the line ``express`` imports the framework."""
    quote, end = quote_of(express or text), ";" if has_semicolons(text) else ""
    package = f"{quote}{module}{quote}"
    if re.match(r"import\s+\w+\s*=\s*require", express):
        return f"import {name} = require({package}){end}"
    if re.match(r"import\s*\*", express):
        return f"import * as {name} from {package}{end}"
    if express.startswith("import") or (not express and re.search(r"^import\s", text, re.M)):
        return f"import {name} from {package}{end}"
    keyword = express.split(None, 1)[0] if express.startswith(("var ", "let ")) else "const"
    return f"{keyword} {name} = require({package}){end}"
