"""What pyflakes, flake8, ruff and pylint say.

Sources: pyflakes' ``messages.py``, flake8's and pylint's default formats, ruff's output formats concise, full, grouped
and github.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_RULE = r"(?P<rule>[A-Z]{1,5}\d{3,5}|invalid-syntax|SyntaxError)"
_LINE = re.compile(
    r"^(?:(?:Error|Warning): )?"
    rf"(?P<file>[^\s:][^\n:]{{0,400}}\.(?:pyi?|ipynb)):(?P<line>\d{{1,9}}):(?:(?P<column>\d{{1,9}}):)? (?:{_RULE}:? )?"
    r"(?:\[\*\] )?(?P<message>[^\n]{1,1000})$",
    re.M,
)
_FULL = re.compile(
    rf"^{_RULE}:? (?:\[\*\] )?(?P<message>[^\n]{{1,1000}})\n {{1,8}}--> "
    rf"(?P<file>[^\n:]{{1,400}}):(?P<line>\d{{1,9}}):(?P<column>\d{{1,9}})$",
    re.M,
)
_GROUP = re.compile(r"(?P<file>[^\s:][^\n:]{0,400}\.(?:pyi?|ipynb)):")
_GROUPED = re.compile(
    rf" {{1,8}}(?P<line>\d{{1,9}}):(?P<column>\d{{1,9}}) {{1,4}}{_RULE}:? (?:\[\*\] )?(?P<message>[^\n]{{1,1000}})"
)
_UNDEFINED = re.compile(r"[Uu]ndefined (?:name|variable) [`'\"](?P<value>[^`'\"\n]{1,200})[`'\"]")
# pylint's.
_LACKS = re.compile(r"No name '(?P<value>[^'\n]{1,200})' in module '(?P<source>[^'\n]{1,300})'")
_MISSING = re.compile(r"Unable to import '(?P<value>[\w.]{1,300})'")
_PYFLAKES = re.compile(
    r"undefined name |.{1,300}imported but unused|local variable .{1,200} is assigned to but never "
    r"used|redefinition of unused|"
    r"f-string is missing placeholders|invalid syntax|.{0,200}unable to detect undefined names|"
    r".{1,300}may be undefined, or defined from star imports|import .{1,200} shadowed by|dictionary "
    r"key|'return' outside|"
    r"expected |unexpected indent|unindent|unterminated|unexpected EOF|.{1,200}was never closed|EOL while"
)
_SYNTAX = frozenset({"E999", "E902", "invalid-syntax", "SyntaxError"})
_RUFF = re.compile(r"\[\*\]|fixable with the `--fix`|^ {1,8}--> |^Found \d{1,9} errors?\.|ruff|`", re.M)


def parse_python_linters(text: str) -> Iterator[Finding]:
    """Every message of pyflakes, flake8 and ruff in ``text``."""
    tool = "ruff" if _RUFF.search(text) else "flake8"
    for match in _LINE.finditer(text):
        rule = match["rule"]
        if rule:
            yield _found(tool, match, match["file"], rule, match.start())
        elif match["column"] and _PYFLAKES.match(match["message"]):
            yield _found("pyflakes", match, match["file"], None, match.start())
    for match in _FULL.finditer(text):
        yield _found("ruff", match, match["file"], match["rule"], match.start())
    yield from _grouped(text)


def _grouped(text: str) -> Iterator[Finding]:
    file: str | None = None
    at = 0
    for line in text.split("\n"):
        match = _GROUPED.fullmatch(line) if file else None
        if match and file:
            yield _found("ruff", match, file, match["rule"], at)
        else:
            group = _GROUP.fullmatch(line)
            file = group["file"] if group else None
        at += len(line) + 1


def _found(tool: str, match: re.Match[str], file: str, rule: str | None, at: int) -> Finding:
    message = match["message"].strip()
    code, value = "build.lint", rule
    source = None
    undefined, lacks, missing = _UNDEFINED.search(message), _LACKS.match(message), _MISSING.match(message)
    if undefined:
        code, value = "build.name_undefined", undefined["value"]
    elif lacks:
        code, value, source = "build.export_missing", lacks["value"], lacks["source"]
    elif missing:
        code, value = "module_missing", missing["value"]
    elif rule in _SYNTAX or (rule is None and not _PYFLAKES_LINT.match(message)):
        code, value = "build.syntax", None
    column = int(match["column"]) if match["column"] else None
    return Finding(
        tool, code, message, file=file, line=int(match["line"]), column=column, value=value, source=source, at=at
    )


_PYFLAKES_LINT = re.compile(
    r".{1,300}imported but unused|local variable|redefinition of|f-string|.{0,200}unable to detect|"
    r".{1,300}may be undefined|"
    r"import .{1,200} shadowed|dictionary key"
)
