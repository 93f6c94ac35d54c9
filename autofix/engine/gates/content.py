"""Gates over what a fix writes: no secret, it parses, tests are not weakened."""

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
from autofix.engine.gates.lines import added_lines, removed_lines
from autofix.engine.gates.secrets import find_secret
from autofix.engine.workspace.text import BOM

_GRAMMARS = {
    ".js": tree_sitter_javascript.language,
    ".jsx": tree_sitter_javascript.language,
    ".mjs": tree_sitter_javascript.language,
    ".cjs": tree_sitter_javascript.language,
    ".ts": tree_sitter_typescript.language_typescript,
    ".mts": tree_sitter_typescript.language_typescript,
    ".cts": tree_sitter_typescript.language_typescript,
    ".tsx": tree_sitter_typescript.language_tsx,
}

_TEST_PATH = re.compile(
    r"(?:^|/)(?:tests?|__tests__|specs?|e2e|cypress)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$"
    r"|\.(?:test|spec|cy)\.[cm]?[jt]sx?$|\.snap$",
    re.I,
)
_TEST_CONFIG = re.compile(
    r"(?:^|/)(?:pytest\.ini|tox\.ini|setup\.cfg|\.coveragerc|\.mocharc[^/]*|(?:jest|vitest|playwright|cypress|karma)"
    r"\.(?:config|conf)[^/]*)$",
    re.I,
)
_ASSERTS = re.compile(
    r"\b(?:assert\w*|expect\w*|should\w*|raises|fail|self\.assert\w+|t\.\w+)\b|\btest\(|\bit\(|\bdef test"
)
_SKIPS = re.compile(
    r"\b(?:xit|xdescribe|xtest|fit|fdescribe)\s*\(|\.(?:skip|only|todo|fixme)\b|@(?:pytest\.mark\.)?(?:skip|xfail)"
    r"|pytest\.(?:skip|xfail|importorskip)|unittest\.skip|SkipTest"
)


def _secrets(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        if file.by_package_manager:
            continue
        for number, line in added_lines(file):
            kind = find_secret(line)
            if kind:
                return f"line {number} of {file.new_file} looks like a secret ({kind})"
    return ""


def _parses(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        if file.after is None:
            continue
        wrong = syntax_error(file.new_file, file.after)
        if wrong and not (file.before is not None and syntax_error(file.file, file.before)):
            return f"{file.new_file} would not parse: {wrong}"
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
    if suffix in _GRAMMARS:
        language = tree_sitter.Language(_GRAMMARS[suffix]())
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


def _tests(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        if _TEST_CONFIG.search(file.file):
            return f"{file.file} decides which tests run; a fix may not touch it"
        if PurePosixPath(file.file).name == "package.json" and _script(file.before) != _script(file.after):
            return f"{file.file} would change its test script"
        if not _TEST_PATH.search(file.file):
            continue
        if file.after is None or (file.new_file != file.file and not _TEST_PATH.search(file.new_file)):
            return f"the test file {file.file} would be removed"
        for number, line in added_lines(file):
            if _SKIPS.search(line):
                return f"line {number} of {file.new_file} would leave out a test"
        removed = [line for line in removed_lines(file) if _ASSERTS.search(line)]
        if removed:
            return f"{file.file} would lose a check: {removed[0].strip()[:80]}"
    return ""


def _script(data: bytes | None) -> object:
    try:
        manifest = json.loads(data or b"{}")
        return manifest.get("scripts", {}).get("test"), manifest.get("jest"), manifest.get("mocha")
    except (ValueError, AttributeError, RecursionError):
        return None


SECRETS = Gate("secrets", "nothing that looks like a secret is added", _secrets)
PARSES = Gate("parses", "every changed file still parses", _parses)
TESTS = Gate("tests", "no test is removed, skipped or weakened", _tests)
