"""Which file a package.json script runs with node, and the plain command that runs it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_DEPTH = 6
NODEMON_FILE = "nodemon.json"
"""The name under which a caller gives what nodemon's own configuration executes."""

MAX_STARTS = 40

RUNNERS = frozenset(("node", "ts-node", "tsx", "babel-node", "bun", "ts-node-esm", "esno", "swc-node"))
WATCHERS = frozenset(("nodemon", "node-dev", "supervisor", "forever", "pm2", "pm2-runtime", "node-supervisor"))
TYPESCRIPT_WATCHERS = frozenset(("ts-node-dev", "tsnd"))
WRAPPERS = frozenset(("cross-env", "env", "npx", "cross-env-shell", "exec", "time"))
PARALLEL = frozenset(("concurrently", "npm-run-all", "npm-run-all2", "run-p", "run-s", "run-pty"))
TAKES_VALUE = frozenset(
    (
        *("-r", "--require", "--loader", "--import", "--experimental-loader", "--env-file", "--conditions", "-C"),
        *("-P", "--project", "--tsconfig", "-O", "--compiler-options"),
    )
)
WATCHER_TAKES_VALUE = frozenset(
    (
        *("--watch", "-w", "--ext", "-e", "--ignore", "-i", "--delay", "-d", "--signal", "-s", "--config", "--cwd"),
        *("--name", "-n", "--instances", "--debounce", "--ignore-watch", "--interval"),
    )
)

_ASSIGNMENT = re.compile(r"\w+=.*", re.DOTALL)
_SCRIPT_FILE = re.compile(r"[\w@./\\-]*\w[\w./-]*|\.")


@dataclass(frozen=True)
class Start:
    """A command that starts a file: ``folder`` is where it runs, ``before`` what the script runs first."""

    runner: str
    options: tuple[str, ...]
    file: str
    rest: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    folder: str = ""
    before: str = ""

    def command(self, runner: str, file: str) -> str:
        """The shell command, with another runner or file than the script's own."""
        variables = [f"{name}={shlex.quote(value)}" for name, _, value in (v.partition("=") for v in self.variables)]
        change = [f"cd {shlex.quote(self.folder)} &&"] if self.folder else []
        return " ".join((*change, *variables, runner, shlex.join((*self.options, file, *self.rest))))


def find_starts(script: str, scripts: Mapping[str, str]) -> Iterator[Start]:
    """Every file that ``script`` starts, those of scripts that it runs included."""
    yield from _of_script(script, _Expansion(dict(scripts)), 0)


class _Expansion:
    """The scripts still to be run, each of them once: they may run each other in circles."""

    def __init__(self, scripts: dict[str, str]) -> None:
        self.scripts = scripts

    def take(self, name: str) -> str:
        """The text of a script; empty the next time."""
        return self.scripts.pop(name, "")


def _of_script(script: str, scripts: _Expansion, depth: int) -> Iterator[Start]:
    folder = ""
    before: list[str] = []
    for segment in _segments(script):
        tokens = _tokens(segment)
        if tokens[:1] == ["cd"] and len(tokens) == 2:
            folder = tokens[1].strip("/").removeprefix("./")
            continue
        for start in _of_segment(tokens, scripts, depth):
            yield _placed(start, folder, " && ".join(before))
        before.append(segment)


def _placed(start: Start, folder: str, before: str) -> Start:
    return Start(
        start.runner,
        start.options,
        start.file,
        start.rest,
        start.variables,
        start.folder or folder,
        " && ".join(part for part in (before, start.before) if part),
    )


def _of_segment(tokens: list[str], scripts: _Expansion, depth: int) -> Iterator[Start]:
    variables: list[str] = []
    while tokens and (tokens[0] in WRAPPERS or _ASSIGNMENT.fullmatch(tokens[0]) or tokens[0] == "--"):
        if _ASSIGNMENT.fullmatch(tokens[0]):
            variables.append(tokens[0])
        tokens = tokens[1:]
    if not tokens or depth > MAX_DEPTH:
        return
    found: Iterator[Start]
    tool = tokens[0].rpartition("/")[2]
    if tool == "dotenv":
        inner = tokens[tokens.index("--") + 1 :] if "--" in tokens else _without_options(tokens[1:])
        found = _of_segment(inner, scripts, depth + 1)
    elif tool in ("npm", "yarn", "pnpm", "bun") and _named_script(tokens, scripts):
        found = _of_script(scripts.take(_named_script(tokens, scripts)), scripts, depth + 1)
    elif tool in PARALLEL:
        found = _of_parallel(tokens[1:], scripts, depth)
    elif tool in WATCHERS:
        found = _of_watcher(tokens[1:], scripts, depth)
    elif tool in RUNNERS or tool in TYPESCRIPT_WATCHERS:
        found = _of_runner(tool, tokens[1:])
    else:
        return
    for start in found:
        yield Start(
            start.runner,
            start.options,
            start.file,
            start.rest,
            (*variables, *start.variables),
            start.folder,
            start.before,
        )


def _of_runner(tool: str, tokens: list[str]) -> Iterator[Start]:
    if tool in ("tsx", "bun") and tokens[:1] in (["watch"], ["run"]):
        tokens = tokens[1:]
    options: list[str] = []
    while tokens:
        word, *tokens = tokens
        if not word.startswith("-"):
            if _SCRIPT_FILE.fullmatch(word):
                yield Start("ts-node-dev" if tool == "tsnd" else tool, tuple(options), word, tuple(tokens))
            return
        # A watcher restarts and a debugger opens a port; neither belongs in a single run.
        is_left_out = re.match(r"--(?:watch|inspect|respawn|clear|no-notify|exit-child|rs|debug|poll)", word)
        value = [tokens.pop(0)] if tokens and _takes_value(word) else []
        if not is_left_out:
            options += [word, *value]


def _takes_value(option: str) -> bool:
    return option in TAKES_VALUE or option in ("--watch-path", "--ignore-watch")


def _of_watcher(tokens: list[str], scripts: _Expansion, depth: int) -> Iterator[Start]:
    executed: str | None = None
    options: list[str] = []
    rest: list[str] = []
    while tokens:
        word, *tokens = tokens
        name, equals, value = word.partition("=")
        if word == "--":
            rest += tokens
            break
        if name in ("--exec", "-x"):
            executed = value if equals else (tokens.pop(0) if tokens else "")
        elif name in WATCHER_TAKES_VALUE and not equals:
            tokens = tokens[1:]
        elif word in TAKES_VALUE:
            options += [word, *tokens[:1]]
            tokens = tokens[1:]
        elif word == "start" and not rest:
            continue
        elif not word.startswith("-"):
            rest += [word, *tokens]
            break
    if executed is not None:
        yield from _of_script(" ".join((executed, *map(shlex.quote, rest))), scripts, depth + 1)
    elif not rest:
        yield from _of_script(scripts.take(NODEMON_FILE), scripts, depth + 1)
        yield Start("node", tuple(options), ".")
    elif _SCRIPT_FILE.fullmatch(rest[0]):
        yield Start("node", tuple(options), rest[0], tuple(rest[1:]))


def _of_parallel(tokens: list[str], scripts: _Expansion, depth: int) -> Iterator[Start]:
    """``concurrently`` takes whole commands and ``npm:name``; ``run-p`` takes names of scripts."""
    for token in tokens:
        name = token.removeprefix("npm:")
        pattern = re.escape(name).replace(r"\*", "[^:]*")
        named = [script for script in scripts.scripts if re.fullmatch(pattern, script)]
        for script in named:
            yield from _of_script(scripts.take(script), scripts, depth + 1)
        if not named and " " in token:
            yield from _of_script(token, scripts, depth + 1)


def _named_script(tokens: list[str], scripts: _Expansion) -> str:
    """The script that ``npm run x``, ``npm start`` or ``yarn x`` runs in the same package; else empty."""
    if any(token.startswith(("--prefix", "--cwd", "-C", "--filter", "-w", "--workspace")) for token in tokens):
        return ""
    words = [token for token in tokens[1:] if not token.startswith("-")]
    if words[:1] in (["run"], ["run-script"]):
        words = words[1:]
    return words[0] if words and words[0] in scripts.scripts else ""


def _without_options(tokens: list[str]) -> list[str]:
    while tokens and tokens[0].startswith("-"):
        tokens = tokens[2:] if tokens[0] in ("-e", "-v", "-c") else tokens[1:]
    return tokens


def _segments(script: str) -> list[str]:
    """The commands of a shell line, split at ``&&``, ``||``, ``;``, ``&`` and ``|`` outside quotes."""
    pieces = re.findall(r"""(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^&|;"'\\])+""", script[:4000])
    return [piece.strip() for piece in pieces if piece.strip()]


def _tokens(segment: str) -> list[str]:
    try:
        return shlex.split(segment)
    except ValueError:
        return segment.split()
