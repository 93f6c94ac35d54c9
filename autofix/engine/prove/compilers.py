"""Builds that are nothing but compilers at work: what these leave follows from what they read.

A script of the repository's own may toss a coin, and two builds that came out equal do not show that it does not.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import PurePosixPath

from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import WorkspaceError

# Each compiles, copies or clears, and runs none of the repository's code but its own configuration.
_TOOLS = frozenset(
    (
        *("tsc", "nest", "swc", "babel", "tsup", "esbuild", "tsc-alias", "tspath", "tscpaths", "resolve-tspaths"),
        *("rimraf", "rm", "mkdir", "cp", "copyfiles", "cpx", "cpy", "shx", "del-cli", "ncp", "ts-add-js-extension"),
        *("eslint", "prettier", "prisma", "true", "echo"),
    )
)
# Variables that have compilers run code of the repository, as NODE_OPTIONS does, are none of these.
_ASSIGNED = re.compile(r"(?:NODE_ENV|BABEL_ENV|CI|FORCE_COLOR)=\w*|NODE_OPTIONS=--max[-_]old[-_]space[-_]size=\d+")
_WRAPPERS = frozenset(("npx", "cross-env", "yarn", "pnpm", "exec", "dotenv", "--"))
_MAX_DEPTH = 5
# What these tools run of the repository: their configuration, where it is code.
_CONFIGURATION = re.compile(
    r"(?:[\w-]+\.config|\.(?:babel|eslint|prettier|swc|mocha|postcss)rc)\.[cm]?[jt]s|(?:webpack|build)[\w.-]*\.[cm]?[jt]s"
)
# By chance, by the clock, by what lies about, or by more code of the repository's own.
_CHANCE = re.compile(
    r"\b(?:random\w*|Date|performance|hrtime|uptime|crypto|uuid|nanoid|pid|child_process|execSync|readFileSync|fs|os)\b"
    r"|(?:from|require\(|import\(|import)\s*['\"]\.{1,2}/"
)


def is_compiling(build: str, scripts: Mapping[str, str], depth: int = 0) -> bool:
    """Whether every command of ``build`` is a compiler's, those of the manifest's ``scripts`` that it runs included."""
    if depth > _MAX_DEPTH or re.search(r"[$`<>|]", build):
        return False
    try:
        commands = [shlex.split(part) for part in re.split(r"[&;\n]", build) if part.strip()]
    except ValueError:
        return False
    return all(_compiles(command, scripts, depth) for command in commands)


def is_fixed(workspace: Snapshot) -> bool:
    """Whether the configurations that compilers run come out the same each time, as far as their code tells."""
    for path in workspace.files():
        if not _CONFIGURATION.fullmatch(PurePosixPath(path).name):
            continue
        try:
            if _CHANCE.search(workspace.read(path)):
                return False
        except WorkspaceError:
            return False
    return True


def _compiles(words: list[str], scripts: Mapping[str, str], depth: int) -> bool:
    if words[:2] == ["npm", "run"] or words[:1] in (["yarn"], ["pnpm"]):
        name = next((word for word in words[1:] if word != "run" and not word.startswith("-")), "")
        if name in scripts:
            # The first and the last run by their names.
            run = [scripts[one] for one in (f"pre{name}", name, f"post{name}") if one in scripts]
            return all(is_compiling(script, scripts, depth + 1) for script in run)
    while words and (words[0] in _WRAPPERS or _ASSIGNED.fullmatch(words[0])):
        words = words[1:]
    return bool(words) and words[0] in _TOOLS
