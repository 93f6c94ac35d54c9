"""What a Django project's settings say of CORS: the middleware, the lists and what they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Application, Node, Workspace
from plugins.cors.allow_list import AllowList, Reading, slot_at
from plugins.cors.allow_list_python import LISTS, arguments, read_values, string_value
from plugins.cors.django_settings import Binding, Settings, takes
from plugins.cors.patterns import pattern_admits
from plugins.cors.python_edits import elements
from plugins.cors.python_texts import keep_filled_slots

MIDDLEWARE = ("MIDDLEWARE", "MIDDLEWARE_CLASSES")
ORIGINS = ("CORS_ALLOWED_ORIGINS", "CORS_ORIGIN_WHITELIST")
PATTERNS = ("CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ORIGIN_REGEX_WHITELIST")
EVERYBODY = ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL")
CREDENTIALS = ("CORS_ALLOW_CREDENTIALS",)
COMMON = "django.middleware.common.CommonMiddleware"
CORS = "corsheaders.middleware.CorsMiddleware"
MAX_DEPTH = 8
_OFF = frozenset({"false", "0", "no", "off", "f", "n"})
_TEST_PLACE = re.compile(r"(?:^|/)tests?/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest|tests)\.py$")


@dataclass(frozen=True)
class Listed:
    """One element of a list of names: its text, its node, and the list literal that holds it."""

    name: str
    file: str
    node: Node
    holder: Node | None


def server_files(workspace: Workspace, application: Application) -> list[str]:
    """The project's Python files that speak of CORS, its settings first."""
    root = f"{application.root}/" if application.root not in (".", "") else ""
    found = workspace.search("CORS_", "corsheaders", "Access-Control-Allow-Origin", suffixes=(".py",))
    own = [path for path in found if path.startswith(root) and not _TEST_PLACE.search(path)]
    return sorted(own, key=lambda path: (path != application.source, path))


def header_files(workspace: Workspace, application: Application) -> list[str]:
    """The project's own files that set the header by hand."""
    root = f"{application.root}/" if application.root not in (".", "") else ""
    found = workspace.search("Access-Control-Allow-Origin", "access-control-allow-origin", suffixes=(".py",))
    return [path for path in found if path.startswith(root) and not _TEST_PLACE.search(path)]


def names_in(settings: Settings, bindings: list[Binding]) -> tuple[list[Listed], list[tuple[str, Node]]]:
    """The elements of a list of names in their order, and the list literals with their files."""
    found: list[Listed] = []
    holders: list[tuple[str, Node]] = []
    for binding in bindings:
        if binding.operation in ("append", "insert"):
            text = string_value(binding.value)
            each = [Listed(text, binding.file, binding.value, None)] if text is not None else []
            found = [*each, *found] if binding.operation == "insert" else [*found, *each]
        else:
            _collect(settings.workspace, binding.file, binding.value, found, holders, 0)
    return found, holders


def _collect(
    workspace: Workspace, file: str, node: Node, found: list[Listed], holders: list[tuple[str, Node]], depth: int
) -> None:
    if depth > MAX_DEPTH:
        return
    kind = node.kind()
    if kind in LISTS:
        holders.append((file, node))
        for element in elements(node):
            text = string_value(element)
            if text is not None:
                found.append(Listed(text, file, element, node))
            elif element.kind() == "list_splat":
                for inner in element.children():
                    if inner.is_named():
                        _collect(workspace, file, inner, found, holders, depth + 1)
    elif kind == "binary_operator":
        for side in (node.field("left"), node.field("right")):
            if side is not None:
                _collect(workspace, file, side, found, holders, depth + 1)
    elif kind in ("identifier", "attribute"):
        definition = workspace.definition(file, node.text())
        if definition is not None and definition.node.kind() != kind:
            _collect(workspace, definition.file, definition.node, found, holders, depth + 1)
    elif kind == "call":
        for argument in arguments(node)[0]:
            _collect(workspace, file, argument, found, holders, depth + 1)


def allowed_origins(reading: Reading, settings: Settings) -> AllowList:
    """What the settings' list of origins lets in. django-cors-headers compares to the letter."""
    found = AllowList()
    for binding in settings.of(*ORIGINS):
        read = read_values(reading, binding.file, binding.value)
        if binding.operation in ("=", "+=", "extend"):
            read.switches = [*read.switches, *(binding.switches if binding.is_certain else ())]
            found.merge(read)
        else:
            found.entries += read.entries
    keep_filled_slots(found)
    return found


def is_open_to_all(settings: Settings) -> bool | None:
    """Whether a setting lets everybody in; None where the environment may say so, and by default does."""
    answers = [_is_on(settings, binding) for binding in settings.of(*EVERYBODY)]
    if not answers or (answers[-1] is False and not any(answers)):
        return False
    return answers[-1] if settings.of(*EVERYBODY)[-1].is_certain else None


def _is_on(settings: Settings, binding: Binding) -> bool | None:
    node = binding.value
    if node.kind() in ("true", "false"):
        return node.kind() == "true"
    if node.kind() == "call":
        positional, named = arguments(node)
        default = named.get("default") or (positional[1] if len(positional) > 1 else None)
        off = default is None or default.kind() in ("false", "none") or (string_value(default) or "").lower() in _OFF
        return False if off else None
    if node.kind() == "comparison_operator":
        # os.environ.get("X", "False") == "True": off unless its default says the same.
        texts = [string_value(each) or "" for each in node.find_all(kind="string")]
        return False if len(texts) < 3 or texts[1].lower() != texts[-1].lower() else None
    return takes(node.text(), settings.is_production)


def add_patterns(reading: Reading, settings: Settings, allowed: AllowList, origin: str) -> None:
    """Take in the regular expressions, which are matched from the start of the origin."""
    for binding in settings.of(*PATTERNS):
        for node in _pattern_nodes(reading.workspace, binding.file, binding.value, 0):
            text = string_value(node)
            admits = pattern_admits(text, origin, is_whole=True) if text is not None else None
            if admits:
                allowed.is_open = True
            elif admits is None:
                allowed.is_dynamic = True


def _pattern_nodes(workspace: Workspace, file: str, node: Node, depth: int) -> list[Node]:
    if depth > MAX_DEPTH:
        return []
    if node.kind() in LISTS:
        return [inner for each in elements(node) for inner in _pattern_nodes(workspace, file, each, depth + 1)]
    if node.kind() == "call":
        return arguments(node)[0][:1]
    if node.kind() == "identifier":
        definition = workspace.definition(file, node.text())
        if definition is not None and definition.node.kind() != "identifier":
            return _pattern_nodes(workspace, definition.file, definition.node, depth + 1)
    return [node]


def wildcard_elements(settings: Settings) -> list[tuple[Binding, Node]]:
    """Stars in the list of origins, which django-cors-headers refuses to start with."""
    found = []
    for binding in settings.of(*ORIGINS):
        found += [(binding, node) for node in elements(binding.value) if string_value(node) == "*"]
    return found


def listed_setting(reading: Reading, settings: Settings, name: str) -> AllowList | None:
    """The headers or methods of a setting; None where it is not set and the package's own apply."""
    bindings = settings.of(name)
    if not bindings:
        return None
    found = AllowList()
    for binding in bindings:
        found.merge(_names(reading, binding.file, binding.value, 0))
    return found


def _names(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    """A list of header or method names, the package's own defaults among them."""
    if node.kind() in ("identifier", "attribute") and node.text().endswith(("default_headers", "default_methods")):
        return AllowList()
    if node.kind() in LISTS:
        found = AllowList(slots=[slot_at("array", file, node)])
        for element in elements(node):
            inner = element
            if element.kind() == "list_splat":
                inner = next((child for child in element.children() if child.is_named()), element)
            found.entries += _names(reading, file, inner, depth + 1).entries
        return found
    if node.kind() == "binary_operator":
        found = AllowList()
        for side in (node.field("left"), node.field("right")):
            if side is not None:
                found.merge(_names(reading, file, side, depth + 1))
        return found
    if node.kind() == "call" and depth < MAX_DEPTH and arguments(node)[0]:
        called = node.field("function")
        if called is not None and called.text() in ("list", "tuple", "set"):
            return _names(reading, file, arguments(node)[0][0], depth + 1)
    return read_values(reading, file, node, depth + 1)
