"""Names that a change brings into a file and that nothing there makes: a linter may well let them pass."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from autofix.engine.patch import Patch
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Node, WorkspaceError

_SCRIPTS = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue")
# What browsers, Node, CommonJS and test runners bring themselves (ECMA-262, HTML, Node's "Global objects").
_BROUGHT = frozenset(
    """
    undefined NaN Infinity globalThis window self document navigator location history screen console process global
    Buffer require module exports __dirname __filename setTimeout clearTimeout setInterval clearInterval setImmediate
    clearImmediate queueMicrotask requestAnimationFrame cancelAnimationFrame requestIdleCallback structuredClone fetch
    alert confirm prompt localStorage sessionStorage indexedDB crypto performance caches Object Array String Number
    Boolean Symbol BigInt Math JSON Date RegExp Map Set WeakMap WeakSet WeakRef Promise Proxy Reflect Error TypeError
    RangeError SyntaxError ReferenceError EvalError URIError AggregateError Function Intl ArrayBuffer DataView
    Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array Uint8ClampedArray
    parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent atob btoa URL
    URLSearchParams Headers Request Response FormData Blob File FileReader AbortController AbortSignal Event EventTarget
    CustomEvent MessageChannel WebSocket EventSource XMLHttpRequest Worker Image Audio Node Element HTMLElement
    HTMLInputElement SVGElement MutationObserver IntersectionObserver ResizeObserver TextEncoder TextDecoder
    ReadableStream describe it test expect beforeEach afterEach beforeAll afterAll jest vi arguments React JSX
    defineProps defineEmits defineExpose defineModel withDefaults ref computed reactive watch
    """.split()
)
_MAKES = frozenset(
    """
    function_declaration generator_function_declaration function_expression generator_function function_signature
    class_declaration abstract_class_declaration class formal_parameters required_parameter optional_parameter
    rest_pattern array_pattern pair_pattern import_specifier import_clause namespace_import import_require_clause
    catch_clause enum_declaration internal_module module type_parameter for_in_statement ambient_declaration
    """.split()
)
# Of these one field alone makes a name.
_MADE_IN = {"variable_declarator": "name", "arrow_function": "parameter", "assignment_pattern": "left",
            "object_assignment_pattern": "left"}  # fmt: skip
_TAGS = frozenset({"jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element"})
_USED = ("identifier", "shorthand_property_identifier")


def unmade_names(before: Snapshot, after: Snapshot, patch: Patch) -> str:
    """The first name that a changed file uses anew and nothing in it makes; empty where there is none."""
    for file in patch.files:
        if file.after is None:
            continue
        had = before.has(file.file)
        try:
            if file.new_file.endswith(".py"):
                old = _python(before.read(file.file))[0] if had else set()
                used, made = _python(after.read(file.new_file))
            elif file.new_file.endswith(_SCRIPTS):
                old = set(_used(before.tree(file.file))) if had else set()
                used, made = set(_used(after.tree(file.new_file))), set(_made(after.tree(file.new_file)))
            else:
                continue
        except (WorkspaceError, SyntaxError, ValueError, RecursionError):
            continue
        if left := sorted(used - old - made):
            return f"{file.new_file} uses {left[0]}, which nothing in it makes"
    return ""


def _used(tree: Node) -> Iterator[str]:
    for kind in _USED:
        yield from (node.text() for node in tree.find_all(kind=kind))


def _made(tree: Node) -> Iterator[str]:
    yield from _BROUGHT
    yield from (node.text() for node in tree.find_all(kind="shorthand_property_identifier_pattern"))
    yield from (node.text() for node in tree.find_all(kind="identifier") if _is_made(node))


def _is_made(node: Node) -> bool:
    """Whether the name is made where it stands, or is a tag that the markup itself knows."""
    parent = node.parent()
    if parent is None:
        return False
    if parent.kind() in _TAGS:
        return node.text()[:1].islower()
    named = parent.field(_MADE_IN[parent.kind()]) if parent.kind() in _MADE_IN else None
    is_there = named is not None and named.range().start.index == node.range().start.index
    return is_there or parent.kind() in _MAKES


def _python(text: str) -> tuple[set[str], set[str]]:
    """The names that a module reads, and those that it makes or Python brings; a star import makes any."""
    tree = ast.parse(text)
    used: set[str] = set()
    made: set[str] = {*dir(builtins), "__file__", "__name__", "__doc__", "__path__", "__spec__", "__package__"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else made).add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            made.add(node.name)
        elif isinstance(node, ast.arg):
            made.add(node.arg)
        elif isinstance(node, ast.alias):
            made.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            made.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            made.add(node.rest)
    return (set() if "*" in made else used), made
