"""A gate over manifests: a fix may declare the packages it says it does, and change nothing else there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.manifests_python import judge_pipfile, judge_pyproject, judge_requirements, python_name
from autofix.engine.gates.names import base_name, plain_name, shown
from autofix.engine.patch import FilePatch
from autofix.engine.workspace.text import BOM

_SECTIONS = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")
_NPM_NAME = re.compile(r"(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*")
_VERSION = r"\d{1,9}(?:\.(?:\d{1,9}|[xX*])){0,2}(?:-[0-9A-Za-z.-]{1,40})?(?:\+[0-9A-Za-z.-]{1,40})?"
_COMPARED = rf"(?:[\^~=]|[<>]=?)? ?v?{_VERSION}"
_RANGE = re.compile(rf"{_COMPARED}(?:(?: | - | \|\| ?|\|\|){_COMPARED}){{0,5}}")
# What a framework's own command line is called with; a script of this kind may be added where there is none.
_SCRIPT = re.compile(
    r"(?:vite|next|react-scripts|vue-cli-service|nuxt|nuxi|nest|astro|webpack|rollup -c|tsc)"
    r"(?: (?:build|dev|start|serve|preview|generate|-b|-p \.|--mode production)){0,2}"
)
_TEST_SCRIPT = re.compile(r"test|spec|check|lint|e2e|coverage|prepare|install|publish|pack\b|^(?:pre|post)", re.I)
# Node 17 and later want this for what webpack 4 hashes with.
_OPENSSL = re.compile(
    r"(?:cross-env )?NODE_OPTIONS=['\"]?--openssl-legacy-provider['\"]? |set NODE_OPTIONS=--openssl-legacy-provider && "
    r"|(?<= )--openssl-legacy-provider "
)
_LOCAL_SERVER = re.compile(r"http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?/?")


def _manifests(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        if file.by_package_manager:
            continue
        judge = _judge(file.file) or _judge(file.new_file)
        if judge is None:
            continue
        if file.after is None or file.file != file.new_file:
            return f"{shown(file.file)} is a manifest; a fix may not move or remove it"
        refusal = judge(file, _named(proposal, file.file))
        if refusal:
            return f"{shown(file.file)}: {refusal}"
    return ""


def _named(proposal: Proposal, manifest: str) -> frozenset[str]:
    """The packages that the candidate says it declares in ``manifest``, as its ecosystem compares names."""
    named = {d.name for d in proposal.candidate.dependencies if d.manifest == manifest}
    return frozenset({*named, *(python_name(name) for name in named)})


def _judge(path: str) -> Callable[[FilePatch, frozenset[str]], str] | None:
    base = base_name(path)
    if base == "package.json":
        return _package_json
    if base == "pyproject.toml":
        return judge_pyproject
    if base == "pipfile":
        return judge_pipfile
    in_folder = "requirements" in plain_name(path).split("/")[:-1]
    if base.endswith((".txt", ".in")) and (in_folder or re.search(r"require|constraint|^(?:dev|prod|base)\.", base)):
        return judge_requirements
    return None


def _package_json(file: FilePatch, named: frozenset[str]) -> str:
    try:
        old, new = (_json(data) for data in (file.before, file.after))
    except (ValueError, RecursionError) as error:
        return f"it cannot be compared with what it was: {str(error)[:120]}"
    for key in {**old, **new}:
        if key in _SECTIONS or _text(old, key) == _text(new, key):
            continue
        if key == "scripts":
            refusal = _scripts_refusal(old.get(key, {}), new.get(key, {}))
        else:
            is_proxy = key == "proxy" and isinstance(new.get(key), str) and _LOCAL_SERVER.fullmatch(str(new[key]))
            refusal = "" if is_proxy else f"{key!a} would change; a fix may only declare packages"
        if refusal:
            return refusal
    for section in _SECTIONS:
        before, after = old.get(section, {}), new.get(section, {})
        if _written(before) == _written(after):
            continue
        if not isinstance(before, dict) or not isinstance(after, dict):
            return f"{section} is not a table of packages"
        for name in {**before, **after}:
            if _text(before, name) == _text(after, name):
                continue
            refusal = _npm_refusal(str(name), after.get(name), named)
            if refusal:
                return refusal
    return ""


def _scripts_refusal(before: object, after: object) -> str:
    """Why the scripts may not change so: none goes but by another name, none that checks anything is touched."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return "its scripts are not a table"
    renamed = [name for name in before if name not in after and not _TEST_SCRIPT.search(str(name))]
    taken_over = [before[name] for name in renamed]
    kept = [after[name] for name in after if name not in before]
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in renamed and old in kept:
            continue
        if _TEST_SCRIPT.search(str(name)) or not isinstance(new, str):
            return f"the script {str(name)[:60]!a} would change, and it may check something"
        is_openssl = isinstance(old, str) and _OPENSSL.search(new) and _OPENSSL.sub("", new) == old
        is_known = old is None and (new in taken_over or _SCRIPT.fullmatch(new) is not None)
        if not is_openssl and not is_known:
            return f"the script {str(name)[:60]!a} would change; a fix may only add a framework's own command"
    return ""


def _npm_refusal(name: str, version: object, named: frozenset[str]) -> str:
    if version is None:
        return f"{name!a} would no longer be declared"
    is_named = name in named or name.removeprefix("@types/") in named
    if not is_named or not _NPM_NAME.fullmatch(name) or len(name) > 214:
        return f"{name[:80]!a} is not a package that the candidate says it declares"
    if not isinstance(version, str) or not _RANGE.fullmatch(version):
        return f"{name} is asked for as {str(version)[:80]!a}, which is not a plain version"
    return ""


def _json(data: bytes | None) -> dict[str, object]:
    if data is None:
        return {}
    parsed = json.loads(data.decode().removeprefix(BOM), object_pairs_hook=_once)
    if not isinstance(parsed, dict):
        raise ValueError("it is not an object")
    return parsed


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _text(table: dict[str, object], key: str) -> str:
    return _written(table[key]) if key in table else ""


def _written(value: object) -> str:
    """``value`` so that equal means the same: in Python 1 and True are equal."""
    return json.dumps(value, sort_keys=True, default=repr)


MANIFESTS = Gate(
    "manifests", "manifests change by plain declarations of the candidate's own packages alone", _manifests
)
