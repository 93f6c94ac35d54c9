"""From bytes to plain values, with the place of every key: YAML 1.2's core types and nothing clever.

PyYAML composes the nodes; they are turned into values here, because its own constructors follow
YAML 1.1, where ``on`` is true and ``12:30`` is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from autofix.projects.configuration.problems import ConfigurationError, ConfigurationProblem

MAX_BYTES, MAX_DEPTH, MAX_NODES = 64 * 1024, 12, 4_000
_INTEGER = re.compile(r"[-+]?\d{1,18}")
_FLOAT = re.compile(r"[-+]?(\d{1,15}\.\d{0,15}|\.\d{1,15})([eE][-+]?\d{1,2})?")
_YAML_1_1 = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in "map seq str int float bool null timestamp merge value".split()}
Path = tuple[str | int, ...]


@dataclass
class Document:
    """The values, and where each path's key (or item) and value begin."""

    value: object
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[ConfigurationProblem] = field(default_factory=list)


class _Loader(yaml.SafeLoader):
    """Composes nodes; a file that is deep, or that repeats itself through aliases, is refused early."""

    depth = nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """As PyYAML's, with bounds."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(None, None, "anchors and aliases are not used here", event.start_mark)
        self.depth, self.nodes = self.depth + 1, self.nodes + 1
        if self.depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise yaml.MarkedYAMLError(None, None, "the file is nested too deep or too long", event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_document(text: str | bytes) -> Document:
    """The file's values; raises ``ConfigurationError`` when it is no YAML that we take."""
    data = text.encode() if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        raise _refusal(1, 1, f"the file has {len(data)} bytes; {MAX_BYTES} are taken")
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refusal(line, 1, "the file is not UTF-8") from None
    try:
        loader = _Loader(decoded)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _refusal(line, column, f"this is no valid YAML: {_say(error)}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _refusal(1, 1, f"this is no valid YAML: {str(error).splitlines()[0]}") from None
    if node is None:
        return Document({})
    document = Document(None)
    document.value = _convert(document, node, ())
    if not isinstance(document.value, dict):
        raise _refusal(node.start_mark.line + 1, 1, "the file has to be a mapping of sections, such as 'policy:'")
    return document


def _say(error: yaml.MarkedYAMLError) -> str:
    return ", ".join(part for part in (error.context, error.problem) if part)


def _refusal(line: int, column: int, message: str) -> ConfigurationError:
    return ConfigurationError([ConfigurationProblem(line, column, "", message)])


def _convert(document: Document, node: yaml.Node, path: Path) -> object:
    document.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    document.keys.setdefault(path, document.values[path])
    if node.tag not in _PLAIN_TAGS:
        _note(document, path, f"the tag {node.tag} is not used here", "write the plain value")
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(document, node, path))
    if isinstance(node, yaml.SequenceNode):
        return [_convert(document, item, (*path, number)) for number, item in enumerate(node.value)]
    return _scalar(document, node, path)


def _pairs(document: Document, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, object]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else str(key_node.tag)
        here = (*path, key)
        document.keys[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if key in seen:
            _note(document, here, "the key stands here a second time", "keep one of them")
            continue
        seen.add(key)
        yield key, _convert(document, value_node, here)


def _scalar(document: Document, node: yaml.Node, path: Path) -> object:
    text = str(node.value)
    if getattr(node, "style", None) is not None:
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if text.lower() in _YAML_1_1:
        _note(document, path, f"{text} is a word in YAML 1.2", f"write {_YAML_1_1[text.lower()]}, or put it in quotes")
        return _YAML_1_1[text.lower()] == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _note(document: Document, path: Path, message: str, suggestion: str) -> None:
    line, column = document.keys[path]
    document.problems.append(ConfigurationProblem(line, column, show(path), message, suggestion))


def show(path: Path) -> str:
    """``policy.allowed_paths[2]``."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown[:200]
