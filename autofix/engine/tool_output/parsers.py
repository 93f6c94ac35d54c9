"""Every parser there is, and how what they found becomes one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from autofix.engine.tool_output.alembic import parse_alembic
from autofix.engine.tool_output.browser import parse_browser
from autofix.engine.tool_output.django import parse_django
from autofix.engine.tool_output.environment import parse_environment
from autofix.engine.tool_output.esbuild import parse_esbuild
from autofix.engine.tool_output.eslint import parse_eslint
from autofix.engine.tool_output.http import parse_http
from autofix.engine.tool_output.machine import parse_machine
from autofix.engine.tool_output.metro import parse_metro
from autofix.engine.tool_output.mypy import parse_mypy
from autofix.engine.tool_output.next_build import parse_next_build
from autofix.engine.tool_output.node import parse_node
from autofix.engine.tool_output.npm import parse_npm
from autofix.engine.tool_output.pip import parse_pip
from autofix.engine.tool_output.pnpm import parse_pnpm
from autofix.engine.tool_output.pytest import parse_pytest
from autofix.engine.tool_output.python import parse_python
from autofix.engine.tool_output.python_formatters import parse_python_formatters
from autofix.engine.tool_output.python_linters import parse_python_linters
from autofix.engine.tool_output.requests import parse_requests
from autofix.engine.tool_output.rollup import parse_rollup
from autofix.engine.tool_output.runtime import parse_runtime
from autofix.engine.tool_output.servers import parse_servers
from autofix.engine.tool_output.swc import parse_swc
from autofix.engine.tool_output.test_runners import parse_test_runners
from autofix.engine.tool_output.tsc import parse_tsc
from autofix.engine.tool_output.vite import parse_vite
from autofix.engine.tool_output.webpack import parse_webpack
from autofix.engine.tool_output.yarn import parse_yarn
from autofix.sdk.problem import Finding

MAX_FINDINGS = 1_000

# In the order of trust: of two findings that say the same, the first parser's is kept.
PARSERS: tuple[Callable[[str], Iterator[Finding]], ...] = (
    parse_browser,
    parse_requests,
    parse_http,
    parse_vite,
    parse_rollup,
    parse_esbuild,
    parse_webpack,
    parse_swc,
    parse_next_build,
    parse_tsc,
    parse_eslint,
    parse_npm,
    parse_pnpm,
    parse_yarn,
    parse_pip,
    parse_django,
    parse_alembic,
    parse_servers,
    parse_pytest,
    parse_test_runners,
    parse_mypy,
    parse_python_formatters,
    parse_python_linters,
    parse_python,
    parse_metro,
    parse_node,
    parse_environment,
    parse_machine,
    parse_runtime,
)


def parse_all(text: str) -> list[Finding]:
    """What every parser finds in ``text``, parser by parser, each at most ``MAX_FINDINGS``."""
    return [finding for parse in PARSERS for finding in islice(parse(text), MAX_FINDINGS)]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """``findings`` as they stand in the text, each thing said once, at most ``MAX_FINDINGS``; frames give way first."""
    kept: dict[tuple[str, str | None], list[Finding]] = {}
    frames: list[Finding] = []
    for finding in findings:
        if finding.code == "frame":
            # The same frame in two stacks stands in both.
            frames.append(finding)
            continue
        same = kept.setdefault(_subject(finding), [])
        index = next((i for i, other in enumerate(same) if _is_same(finding, other)), None)
        if index is None:
            same.append(finding)
        elif _detail(finding) > _detail(same[index]):
            same[index] = finding
    named = {code for code, value in kept if value is not None}
    found = sorted(
        # A bare status says nothing more where a request with it is named.
        (f for same in kept.values() for f in same if f.value or f.url or f.status is None or f.code not in named),
        key=lambda finding: finding.at,
    )
    found = (found + frames)[:MAX_FINDINGS]
    return sorted(found, key=lambda finding: finding.at)


def _subject(finding: Finding) -> tuple[str, str | None]:
    """What two findings have to share to be compared at all; of lint and types the line, since there are many."""
    if finding.code in ("build.lint", "build.type"):
        return finding.code, f"{finding.value} {finding.line}"
    return finding.code, finding.value


def _is_same(finding: Finding, other: Finding) -> bool:
    """Whether both say the same thing of the same place, one perhaps with less detail.

    Browsers' messages are the same only if nothing differs.
    """
    if finding.code.startswith(("cors", "network", "unreadable")):
        return finding == other
    return (
        _agree(finding.line, other.line)
        and _agree(finding.column, other.column)
        and _agree(finding.hint, other.hint)
        and (finding.code != "build.lint" or finding.message == other.message)
        and _agree(finding.method, other.method)
        and _agree(finding.status, other.status)
        and _agree(finding.url, other.url)
        and _agree_on_file(finding, other)
        and (finding.source == other.source or None in (finding.source, other.source))
        and (finding.value is not None or finding.code.startswith("http.") or _agree_on_message(finding, other))
    )


def _agree(one: object | None, two: object | None) -> bool:
    return one is None or two is None or one == two


def _agree_on_file(finding: Finding, other: Finding) -> bool:
    if finding.file is None or other.file is None:
        return True
    one, two = (file.removeprefix("./").removeprefix("/") for file in (finding.file, other.file))
    return one == two or one.endswith("/" + two) or two.endswith("/" + one)


def _agree_on_message(finding: Finding, other: Finding) -> bool:
    if finding.line is not None and finding.line == other.line and finding.column == other.column:
        return True
    return finding.message in other.message or other.message in finding.message


def _detail(finding: Finding) -> int:
    fields = (finding.file, finding.line, finding.column, finding.hint, finding.source, finding.url, finding.method)
    return sum(field is not None for field in fields)
