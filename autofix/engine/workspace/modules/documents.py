"""Reading JSON, TOML and YAML that may be malformed or hostile."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

import yaml

from autofix.sdk.workspace import Workspace, WorkspaceError

MAX_CHARACTERS = 512 * 1024
MAX_YAML = 64 * 1024

# What is opened and never closed goes to its end at once, or many of them would take quadratic time.
_JSON_STRING_OR_COMMENT = re.compile(r'("(?:\\.|[^"\\\n])*+"?)|//[^\n\r\u2028\u2029]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_JSON_STRING_OR_COMMA = re.compile(r'("(?:\\.|[^"\\\n])*+"?)|,(?=\s*[}\]])', re.DOTALL)

Object = dict[str, object]


def read_text(workspace: Workspace, path: str, limit: int = MAX_CHARACTERS) -> str:
    """The text of a configuration file; empty when it is absent, unreadable or longer than ``limit``."""
    if not workspace.has(path):
        return ""
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return ""
    return text if len(text) <= limit else ""


def read_json(workspace: Workspace, path: str) -> Object:
    """The object of a JSON file, with comments and trailing commas as TypeScript allows; else empty."""
    return parse_json(read_text(workspace, path))


def parse_json(text: str, *, is_unique: bool = False) -> Object:
    """The object that ``text`` is, with comments and trailing commas as TypeScript allows; else empty.

    ``is_unique`` takes an object that has a key twice for none: readers differ in what that means.
    """
    made = _unique if is_unique else dict
    try:
        return as_object(json.loads(text, object_pairs_hook=made)) if text else {}
    except (ValueError, RecursionError):
        pass
    text = _JSON_STRING_OR_COMMENT.sub(lambda found: found[1] or " ", text)
    try:
        text = _JSON_STRING_OR_COMMA.sub(lambda found: found[1] or "", text)
        return as_object(json.loads(text, object_pairs_hook=made))
    except (ValueError, RecursionError):
        return {}


def _unique(pairs: list[tuple[str, object]]) -> Object:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def read_toml(workspace: Workspace, path: str) -> Object:
    """The table of a TOML file, else empty."""
    try:
        return tomllib.loads(read_text(workspace, path))
    except (ValueError, RecursionError):
        return {}


def read_yaml(workspace: Workspace, path: str) -> Object:
    """The mapping of a small YAML file, else empty; one that merges anchors can grow without end and is not read."""
    text = read_text(workspace, path, MAX_YAML)
    try:
        return as_object(yaml.safe_load(text)) if "<<" not in text else {}
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}


def as_object(value: object) -> Object:
    """``value`` if it is an object, with its keys as text; else an empty one."""
    return {key: item for key, item in value.items() if isinstance(key, str)} if isinstance(value, dict) else {}


def inner(value: object, *keys: str) -> Object:
    """The object found by following ``keys``; empty when there is none."""
    for key in keys:
        value = as_object(value).get(key)
    return as_object(value)


def strings(value: object) -> tuple[str, ...]:
    """The text items of a list; a text alone is a list of one."""
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def text_pairs(value: object) -> Iterator[tuple[str, str]]:
    """The entries of an object whose value is text."""
    for key, item in as_object(value).items():
        if isinstance(item, str):
            yield key, item
