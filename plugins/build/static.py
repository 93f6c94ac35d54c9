"""``collectstatic`` without a place to collect into, and folders of static files that are not there."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Location, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.python_settings import read, settings_chain, settings_file

CODE = "static_root"
_ROOT = re.compile(r"^[ \t]*STATIC_ROOT\s*=\s*(?P<value>[^\n]+)", re.M)
_URL = re.compile(r"^STATIC_URL\s*=[^\n]*$", re.M)
_NAMES = ("staticfiles", "static_root", "static_collected", "static_root_files")


def find_static(workspace: Workspace, spot: Spot, problem: Problem) -> Cause:
    """Give the settings a STATIC_ROOT; whatever else is about the files themselves."""
    said = spot.finding.message
    if "STATIC_ROOT" not in said or "staticfiles.W" in said or "E002" in said:
        return _files(workspace, spot, said)
    sentence = "collectstatic has no place to collect into: STATIC_ROOT is not set."
    path = settings_file(workspace)
    if not path:
        return recommend(CODE, sentence, "Set STATIC_ROOT in the settings that the deployment uses.")
    chain = settings_chain(workspace, path)
    texts = {file: read(workspace, file) for file in chain}
    given = next((file for file in chain if _ROOT.search(texts[file])), None)
    if given is not None:
        line = texts[given][: _start(texts[given])].count("\n") + 1
        return not_code(
            CODE,
            f"{given} sets STATIC_ROOT.",
            "What ran used other settings: set DJANGO_SETTINGS_MODULE where it runs.",
            Location(given, line),
        )
    home = next((file for file in chain if _URL.search(texts[file])), None)
    if home is None:
        return recommend(CODE, sentence, f"Set STATIC_URL and STATIC_ROOT in {path}.", Location(path, 1))
    text = texts[home]
    row = _URL.search(text)
    expression = _expression(text)
    if row is None or not expression:
        return recommend(CODE, sentence, f"Set STATIC_ROOT in {home}.", Location(home, 1))
    edit = Edit(row.end(), row.end(), f"\nSTATIC_ROOT = {expression}")
    if text[row.end() - 1 : row.end()] == "\r":
        edit = Edit(row.end() - 1, row.end() - 1, edit.text)
    change = Change(home, Action.MODIFY, "Say where collectstatic puts the files.", (edit,))
    place = Location(home, text[: row.start()].count("\n") + 1)
    return Cause(CODE, sentence, place, (Remedy("build_static_root", "set STATIC_ROOT", (change,)),))


def _start(text: str) -> int:
    found = _ROOT.search(text)
    return found.start() if found else 0


def _expression(text: str) -> str:
    """The folder below the project, in the way the settings write paths; empty where they know none."""
    taken = set(
        re.findall(r"[\"'](\w+)/?[\"']", "\n".join(re.findall(r"STATICFILES_DIRS\s*=[^\n]*(?:\n\s[^\n]*)*", text)))
    )
    name = next((one for one in _NAMES if one not in taken), "")
    quote = '"' if text.count('"') > text.count("'") else "'"
    base = re.search(
        r"^(?P<name>BASE_DIR|ROOT_DIR|PROJECT_ROOT|PROJECT_DIR|BASE_PATH)\s*=\s*(?P<value>[^\n]+)", text, re.M
    )
    if base is None:
        imported = re.search(r"^from\s+\S+\s+import\s+(?:\*|[^\n]*\bBASE_DIR\b)", text, re.M)
        uses = re.search(r"\bBASE_DIR\s*/\s*", text)
        joins = re.search(r"os\.path\.join\(\s*BASE_DIR", text)
        if not imported or not (uses or joins):
            return ""
        is_path, variable = bool(uses), "BASE_DIR"
    else:
        is_path = "Path(" in base["value"] or "environ.Path" in base["value"]
        variable = base["name"]
        if "environ.Path" in base["value"]:
            return f"str({variable}({quote}{name}{quote}))"
    if is_path and not re.search(rf"os\.path\.join\(\s*{variable}", text):
        return f"{variable} / {quote}{name}{quote}"
    has_os = re.search(r"^(?:import os\b|from os import path)|^import os(?:\.path)?,", text, re.M)
    if has_os:
        joined = "os.path.join" if re.search(r"^import os\b", text, re.M) else "path.join"
        return f"{joined}({variable}, {quote}{name}{quote})"
    return f"{variable} / {quote}{name}{quote}" if is_path else ""


def _files(workspace: Workspace, spot: Spot, said: str) -> Cause:
    if "manifest entry" in said:
        return not_code(
            CODE,
            f"The collected files have no {spot.value}.",
            "Run 'manage.py collectstatic' where the application is built; if the file is not in the repository, "
            "correct the name in the template.",
        )
    return recommend(
        CODE,
        said.split("\n")[0][:200],
        "Put the file or folder where the settings look for it, or correct the path that names it.",
        spot.place,
    )
