"""Gates over what a fix writes: no secret, and it parses."""

from __future__ import annotations

import ast
import json
import re
import warnings
from pathlib import PurePosixPath

import tree_sitter
import tree_sitter_javascript
import tree_sitter_typescript

from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.lines import added_lines
from autofix.engine.gates.names import shown
from autofix.engine.gates.secrets import find_secret
from autofix.engine.gates.strings import joined
from autofix.engine.patch import FilePatch
from autofix.engine.workspace.text import BOM

GRAMMARS = {
    ".js": tree_sitter_javascript.language,
    ".jsx": tree_sitter_javascript.language,
    ".mjs": tree_sitter_javascript.language,
    ".cjs": tree_sitter_javascript.language,
    ".ts": tree_sitter_typescript.language_typescript,
    ".mts": tree_sitter_typescript.language_typescript,
    ".cts": tree_sitter_typescript.language_typescript,
    ".tsx": tree_sitter_typescript.language_tsx,
}


# Alembic's own: twelve digits, or a name of at most 32 characters, as its table keeps them.
_REVISION = re.compile(r"^revision(?:\s*:\s*str)?\s*=\s*[\"']([A-Za-z0-9_]{4,32})[\"']", re.M)


def _secrets(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        if file.by_package_manager:
            continue
        known = _revisions(proposal, file)
        lines = [(number, known.sub("", line) if known else line) for number, line in added_lines(file)]
        for number, line in lines:
            kind = find_secret(line)
            if kind:
                return f"line {number} of {shown(file.new_file)} looks like a secret ({kind})"
        whole = "\n".join(line for _, line in lines)
        put_together = joined(whole, is_python=file.new_file.endswith(".py"))
        for line in set(put_together.split("\n")) - {line for _, line in lines}:
            kind = find_secret(line)
            if kind:
                return f"what {shown(file.new_file)} puts together looks like a secret ({kind})"
    return ""


def _revisions(proposal: Proposal, file: FilePatch) -> re.Pattern[str] | None:
    """The ids by which the revisions beside ``file`` know each other: they stand in the repository already."""
    folder = PurePosixPath(file.new_file).parent
    if folder.name != "versions" or not file.new_file.endswith(".py"):
        return None
    found: set[str] = set()
    for path in proposal.workspace.files():
        if PurePosixPath(path).parent == folder and path.endswith(".py"):
            found.update(_REVISION.findall(proposal.workspace.read(path)))
    names = "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True))
    # Whole ids alone: what stands within a longer word may be a part of anything.
    return re.compile(rf"(?<![A-Za-z0-9])(?:{names})(?![A-Za-z0-9])") if found else None


def _parses(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        if file.after is None:
            continue
        wrong = syntax_error(file.new_file, file.after)
        if wrong and not (file.before is not None and syntax_error(file.file, file.before)):
            return f"{shown(file.new_file)} would not parse: {wrong}"
    return ""


def syntax_error(path: str, data: bytes) -> str:
    """What is wrong with the syntax of a file, empty for a good one or a language AutoFix does not parse."""
    suffix = PurePosixPath(path).suffix.lower()
    text = data.decode(errors="replace").removeprefix(BOM)
    if suffix == ".py":
        return _python_error(text)
    if suffix == ".json" and PurePosixPath(path).name == "package.json":
        try:
            json.loads(text)
        except (ValueError, RecursionError) as error:
            return str(error)
    if suffix in GRAMMARS:
        language = tree_sitter.Language(GRAMMARS[suffix]())
        tree = tree_sitter.Parser(language).parse(text.encode())
        if tree.root_node.has_error:
            return "a syntax error"
    return ""


def _python_error(text: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return str(error) or type(error).__name__
    return ""


SECRETS = Gate("secrets", "nothing that looks like a secret is added", _secrets)
PARSES = Gate("parses", "every changed file still parses", _parses)
