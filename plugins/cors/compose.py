"""Values that committed compose files give the environment of a server."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.sdk import Workspace, WorkspaceError
from plugins.cors.env_values import EnvValue

FILES = re.compile(r"(?:docker-)?compose(?:[.-][\w.-]{1,40})?\.ya?ml")
_KEY = re.compile(r"(?P<indent> *)(?:-\s+)?(?P<key>[\w.-]{1,100})\s*:(?:\s+(?P<value>\S.*)|\s*)$")
_PAIR = re.compile(
    r" *(?:(?P<map>\w{1,100})\s*:[ \t]+['\"]?|-[ \t]+['\"]?(?P<list>\w{1,100})=)(?P<value>[^\n'\"#]*?)['\"]?"
    r"[ \t]*(?:#[^\n]*)?"
)


@dataclass(frozen=True)
class Variable:
    """A variable that a service is given; ``folder`` is what the service is built from, empty if nothing says."""

    name: str
    folder: str
    value: EnvValue


def compose_value(workspace: Workspace, root: str, name: str, *, is_production: bool | None) -> EnvValue | None:
    """What ``name`` is where the server of ``root`` is run by compose; None where that is not told once."""
    given = [each for each in compose_variables(workspace, is_production=is_production) if each.name == name]
    own = [each for each in given if each.folder and each.folder == ("" if root == "." else root)]
    values = {(each.value.file, each.value.start): each.value for each in own or given}
    return next(iter(values.values())) if len(values) == 1 else None


def compose_variables(workspace: Workspace, *, is_production: bool | None = None) -> Iterator[Variable]:
    """Every literal value that a compose file gives, by files that are for the report's kind of surrounding."""
    for path in workspace.files():
        base = posixpath.basename(path)
        is_for_production = "prod" in base
        if not FILES.fullmatch(base) or "test" in base or (is_for_production is not bool(is_production)):
            continue
        try:
            yield from _variables(path, workspace.read(path))
        except WorkspaceError:
            continue


def is_compose_file(path: str) -> bool:
    """Whether ``path`` is a compose file's by its name."""
    return FILES.fullmatch(posixpath.basename(path)) is not None


def _variables(path: str, text: str) -> Iterator[Variable]:
    above: list[tuple[int, str]] = []
    folders: dict[str, str] = {}
    found: list[tuple[str, str, EnvValue]] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.rstrip("\r")
        indent = len(bare) - len(bare.lstrip(" "))
        key = _KEY.match(bare)
        if bare.strip() and not bare.lstrip().startswith("#"):
            is_item = bare.lstrip().startswith("- ")
            while above and (above[-1][0] > indent or (above[-1][0] == indent and not is_item)):
                above.pop()
            keys = [each for _, each in above]
            service = keys[1] if len(keys) > 1 and keys[0] == "services" else ""
            pair = _PAIR.fullmatch(bare) if service and keys[2:] == ["environment"] else None
            if pair is not None and "$" not in pair["value"]:
                place = start + pair.start("value"), start + pair.end("value")
                found.append(
                    (pair["map"] or pair["list"] or "", service, EnvValue(path, number, pair["value"], *place))
                )
            value = (key["value"] or "").strip("'\"") if key is not None else ""
            is_folder = key is not None and key["key"] in ("build", "context") and keys[2:] in ([], ["build"])
            if service and value and is_folder:
                folder = posixpath.normpath(posixpath.join(posixpath.dirname(path), value))
                folders[service] = "" if folder == "." else folder
            if key is not None and not is_item:
                above.append((indent, key["key"]))
        start += len(line) + 1
    for name, service, value_given in found:
        yield Variable(name, folders.get(service, ""), value_given)
