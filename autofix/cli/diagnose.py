"""``autofix diagnose``: family, cause and place, nothing run and nothing proposed."""

from __future__ import annotations

import argparse
import json
import sys

from autofix.cli.inputs import UsageError, open_plugins, open_workspace, read_problem
from autofix.cli.main import NONE, OFFERED, WRONG_USE
from autofix.engine.diagnose import diagnose
from autofix.env import SettingError, read_environment
from autofix.sdk.diagnosis import Diagnosis, Verdict


def run(options: argparse.Namespace) -> int:
    """Diagnose and print; the status is 0 when the cause lies in the code."""
    try:
        problem = read_problem(options.error, options.family)
        workspace = open_workspace(options.path)
        plugins = open_plugins(read_environment(), problem)
    except (UsageError, SettingError) as error:
        print(f"autofix diagnose: {error}", file=sys.stderr)
        return WRONG_USE
    found = diagnose(problem, workspace, plugins)
    if options.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
    else:
        print(as_text(found))
    for failure in plugins.failures:
        print(f"plugin {failure.plugin} failed in {failure.hook}: {failure.message}", file=sys.stderr)
    return OFFERED if found is not None and found.verdict is Verdict.CODE_FIX else NONE


def as_json(found: Diagnosis | None) -> dict[str, object]:
    """The diagnosis for programs."""
    if found is None:
        return {"schema": 1, "family": None, "verdict": None, "root_cause": None, "located": [], "reason": _UNKNOWN}
    return {
        "schema": 1,
        "family": found.family,
        "verdict": found.verdict.value,
        "root_cause": found.root_cause,
        "located": [{"file": place.file, "line": place.line} for place in found.located],
        "facts": dict(found.facts),
        "reason": found.reason,
    }


def as_text(found: Diagnosis | None) -> str:
    """The diagnosis for people."""
    if found is None:
        return _UNKNOWN
    lines = [f"family   {found.family}", f"cause    {found.root_cause}"]
    lines += [f"place    {place.file}:{place.line}" for place in found.located]
    if found.reason:
        lines.append(f"advice   {found.reason}")
    return "\n".join(lines)


_UNKNOWN = "No plugin recognises this report: it names no failure that AutoFix knows."
