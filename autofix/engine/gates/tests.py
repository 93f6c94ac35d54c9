"""A gate over tests: the ones that stand stay as they are, more are welcome."""

from __future__ import annotations

import ast
import json
import re
from pathlib import PurePosixPath

import tree_sitter

from autofix.engine.gates.content import GRAMMARS
from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.imports_of_tests import is_import_repair
from autofix.engine.gates.imports_unused import is_unused_import_removed
from autofix.engine.gates.names import base_name, plain_name, shown
from autofix.engine.patch import FilePatch

_TEST_PATH = re.compile(
    r"(?:^|/)(?:tests?|__tests__|specs?|e2e|cypress|__mocks__|__snapshots__|__fixtures__)/"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|\.(?:test|spec|cy)\.[cm]?[jt]sx?$|\.snap$"
)
_TEST_NAME = re.compile(r"(?:test_[^/]*|[^/]*_test|__init__)\.py|[^/]+\.(?:test|spec|cy)\.[cm]?[jt]sx?")
_TEST_CONFIG = re.compile(
    r"(?:^|/)(?:pytest\.ini|tox\.ini|setup\.cfg|conftest\.py|\.coveragerc|\.mocharc[^/]*"
    r"|(?:jest|vitest|playwright|cypress|karma)[.-](?:config|conf|setup|workspace)[^/]*"
    r"|(?:setup-?tests?|test-?setup|global-?setup|global-?teardown)\.[^/]*)$|(?:^|/)__mocks__/"
)
_ENDS = re.compile(
    r"\b(?:xit|xdescribe|xtest|fit|fdescribe)\s*\(|\.\s*(?:skip|only|todo|fixme|failing|skipIf|runIf)\b"
    r"|\[\s*['\"`](?:skip|only|todo|fixme)|\bskip(?:if|_if|Test|_test)?\s*\(|@(?:pytest\.mark\.)?(?:skip|xfail)\w*"
    r"|\b(?:xfail|importorskip|SkipTest|pytestmark|collect_ignore\w*|pytest_plugins|allow_module_level)\b"
    r"|\b(?:sys|process|os|pytest)\s*\.\s*_?(?:exit|abort|kill\w*|exec\w*)\b|\b_?exit\s*\(|\bquit\s*\(|\bSystemExit\b"
)
_MOCKS = re.compile(
    r"\b(?:mock\w*|Mock\w*|MagicMock|monkeypatch|patch|spyOn|stub|unmock|doMock|setattr|delattr|globals|builtins)\b"
    r"|\b(?:defineProperty|prototype|globalThis|require\.cache|sys\.modules|__builtins__|__eq__|eval|exec)\b"
    r"|\b(?:expect|assert|test|it|describe)(?:\s*\.\s*\w+)*\s*=(?![=>])"
)
_RETURNS = re.compile(r"\b(?:return|raise|finally)\b")
_STARTS = frozenset({"test", "it", "describe"})


def _tests(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        names = {plain_name(path) for path in (file.file, file.new_file)}
        if any(_TEST_CONFIG.search(name) for name in names):
            return f"{shown(file.file)} decides which tests run; a fix may not touch it"
        if base_name(file.file) == "package.json" and _script(file.before) != _script(file.after):
            return f"{shown(file.file)} would change its test script"
        if any(_TEST_PATH.search(name) for name in names):
            is_same = file.before is not None and file.file == file.new_file
            is_repair = is_same and (is_import_repair(proposal, file) or is_unused_import_removed(proposal, file))
            refusal = "" if is_repair else _new_refusal(file) if file.before is None else _old_refusal(file)
            if refusal:
                return refusal
    return ""


def _new_refusal(file: FilePatch) -> str:
    name, text = shown(file.new_file), (file.after or b"").decode(errors="replace")
    # Another name beside the tests would be found in place of the module of that name.
    if PurePosixPath(name).suffix in (".py", *GRAMMARS) and not _TEST_NAME.fullmatch(base_name(file.new_file)):
        return f"{name} stands among the tests and is none"
    hit = _ENDS.search(text) or _MOCKS.search(text)
    return f"{name} would leave out or replace what tests do: {_near(hit)}" if hit else ""


def _old_refusal(file: FilePatch) -> str:
    name = shown(file.file)
    if file.before is None or file.after is None or file.file != file.new_file:
        return f"the test file {name} would be removed or moved"
    if _is_only_layout(name, file.before, file.after):
        return ""
    if not file.after.startswith(file.before):
        return f"{name} is a test; a fix may only add tests at its end"
    before, added = (data.decode(errors="replace") for data in (file.before, file.after[len(file.before) :]))
    hit = _ENDS.search(added) or _MOCKS.search(added) or _RETURNS.search(added)
    if hit:
        return f"{name} would leave out or replace what tests do: {_near(hit)}"
    suffix = PurePosixPath(plain_name(file.file)).suffix
    is_more = _is_more_python(before, added) if suffix == ".py" else _is_more_javascript(before, added, suffix)
    return "" if is_more else f"what is added to {name} is not only tests of new names"


def _is_only_layout(name: str, before: bytes, after: bytes) -> bool:
    """Whether the same Python is only laid out another way: what it does cannot differ."""
    if not name.endswith(".py"):
        return False
    try:
        one, other = (ast.dump(ast.parse(data)) for data in (before, after))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False
    return one == other


def _is_more_python(before: str, added: str) -> bool:
    try:
        old, new = (ast.parse(text).body for text in (before, before + added))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False
    if [ast.dump(node) for node in old] != [ast.dump(node) for node in new[: len(old)]]:
        return False
    names = set(re.findall(r"\w+", before))
    for node in new[len(old) :]:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.decorator_list:
            return False
        if node.name in names or not node.name.lower().startswith("test"):
            return False
        names.add(node.name)
    return True


def _is_more_javascript(before: str, added: str, suffix: str) -> bool:
    if suffix not in GRAMMARS or (before and not before.endswith("\n") and not added.startswith("\n")):
        return False
    parser = tree_sitter.Parser(tree_sitter.Language(GRAMMARS[suffix]()))
    root = parser.parse(added.encode()).root_node
    return not root.has_error and all(_is_test_call(node) for node in root.named_children)


def _is_test_call(node: tree_sitter.Node) -> bool:
    if node.type == "comment":
        return True
    call = node.named_children[0] if node.type == "expression_statement" and node.named_children else None
    called = call.child_by_field_name("function") if call is not None and call.type == "call_expression" else None
    return called is not None and (called.text or b"").decode(errors="replace") in _STARTS


def _near(hit: re.Match[str]) -> str:
    return ascii(hit[0][:60])


def _script(data: bytes | None) -> object:
    try:
        manifest = json.loads(data or b"{}")
        return manifest.get("scripts", {}).get("test"), manifest.get("jest"), manifest.get("mocha")
    except (ValueError, AttributeError, RecursionError):
        return None


TESTS = Gate("tests", "no test that stands is changed, moved, skipped or replaced; more may be added", _tests)
