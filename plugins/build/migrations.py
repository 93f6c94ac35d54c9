"""Migrations of Django that do not form one line."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from autofix.sdk import Action, Change, Edit, Location, Problem, Risk, Workspace
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.packages import is_alike
from plugins.build.python_settings import read

CODE = "migrations"
_DEPENDENCIES = re.compile(r"dependencies\s*=\s*\[(?P<items>[^\]]*)\]", re.S)
_PAIR = re.compile(r"\(\s*[\"'](?P<app>\w+)[\"']\s*,\s*[\"'](?P<name>\w+)[\"']\s*,?\s*\)")
_OPERATION = re.compile(r"migrations\.(?P<kind>\w+)\((?P<body>.*?)(?=\n\s*migrations\.|\n\s*\]|\Z)", re.S)
_ARGUMENT = r"\b{name}\s*=\s*[\"'](?P<value>\w+)[\"']"
# The longest name that Django gives a merge by itself.
_LONGEST = 47


@dataclass(frozen=True)
class Migration:
    """A migration file, and the migrations of its own app that it comes after."""

    name: str
    path: str
    text: str
    after: frozenset[str]


def find_migration(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """What is to be done about a message of Django's migrations; None for alembic's."""
    if spot.finding.tool == "alembic":
        return None
    said = spot.finding.message
    if "Conflicting migrations" in said:
        return _conflict(workspace, spot)
    if "nonexistent parent node" in said:
        return _parent(workspace, spot)
    if "InconsistentMigrationHistory" in said:
        return not_code(
            CODE,
            f"The database has applied {spot.value} before {spot.finding.source}.",
            "This is the database's record, not the code's: migrate a copy to see what is missing, then apply the "
            "earlier migration or correct the record there.",
        )
    if "not yet reflected" in said:
        return recommend(
            CODE,
            f"The models of {spot.value} have changes without a migration.",
            "Run 'python manage.py makemigrations' and commit what it writes: it asks where the answer is not certain.",
        )
    if re.search(r"no such (?:table|column)|does not exist|doesn't exist", said):
        return not_code(
            CODE,
            f"The database has no {spot.value}.",
            "Run 'python manage.py migrate' (or the project's own migration command) against that database; if the "
            "model is new, make its migration first.",
            spot.place,
        )
    return recommend(CODE, said.split("\n")[0][:200], "Look at the migrations that are named.", spot.place)


def migrations_of(workspace: Workspace, app: str) -> list[Migration]:
    """The migrations of the app with this label; none where two folders are called so."""
    folders = {
        posixpath.dirname(path)
        for path in workspace.files()
        if re.search(rf"(?:^|/){re.escape(app)}/migrations/\w+\.py$", path)
    }
    if len(folders) != 1:
        return []
    folder = folders.pop()
    found = []
    for path in workspace.files():
        name = posixpath.basename(path).removesuffix(".py")
        if posixpath.dirname(path) != folder or not path.endswith(".py") or name == "__init__":
            continue
        text = read(workspace, path)
        listed = _DEPENDENCIES.search(text)
        pairs = _PAIR.finditer(listed["items"]) if listed else ()
        found.append(Migration(name, path, text, frozenset(m["name"] for m in pairs if m["app"] == app)))
    return found


def _conflict(workspace: Workspace, spot: Spot) -> Cause:
    app = spot.value
    leaves = sorted(name.strip() for name in (spot.finding.source or "").split(",") if name.strip())
    sentence = f"{app} has several last migrations: {', '.join(leaves)}."
    known = {migration.name: migration for migration in migrations_of(workspace, app)}
    if len(leaves) != 2 or any(leaf not in known for leaf in leaves):
        return recommend(CODE, sentence, "Run 'python manage.py makemigrations --merge'.")
    place = Location(known[leaves[0]].path, 1)
    others = {name for migration in known.values() for name in migration.after}
    if others & set(leaves):
        return not_code(CODE, f"{app} is merged already.", "The report is of another commit: run the one here.", place)
    one, other = (_branch(known, leaf) for leaf in leaves)
    touched = [
        {item for name in branch for item in _touched(known[name].text)} for branch in (one - other, other - one)
    ]
    both = (touched[0] & touched[1]) - _altered_alike(known, one - other, other - one)
    if both or any("RunPython" in known[name].text or "RunSQL" in known[name].text for name in one ^ other):
        return recommend(
            CODE,
            sentence,
            "Both branches change the same, or run code of their own: decide their order, then run "
            "'python manage.py makemigrations --merge'.",
            place,
        )
    numbers = [int(found[0]) for name in known if (found := re.match(r"\d+", name))]
    joined = "_".join(leaves)
    name = f"{max(numbers, default=0) + 1:04d}_merge" + (f"_{joined}" if len(joined) <= _LONGEST else "")
    folder = posixpath.dirname(place.file)
    quote = '"' if known[leaves[0]].text.count('"') > known[leaves[0]].text.count("'") else "'"
    rows = "".join(f"        ({quote}{app}{quote}, {quote}{leaf}{quote}),\n" for leaf in leaves)
    content = (
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n\n"
        f"    dependencies = [\n{rows}    ]\n\n    operations = []\n"
    )
    change = Change(f"{folder}/{name}.py", Action.CREATE, "Merge the two lines of migrations.", content=content)
    return Cause(CODE, sentence, place, (Remedy("build_merge_migration", f"merge {app}", (change,)),))


def _branch(known: dict[str, Migration], leaf: str) -> set[str]:
    found, pending = set(), [leaf]
    while pending:
        name = pending.pop()
        if name in known and name not in found:
            found.add(name)
            pending += known[name].after
    return found


def _touched(text: str) -> set[tuple[str, str]]:
    """The models and fields that a migration's operations change; the whole model with an empty field."""
    found: set[tuple[str, str]] = set()
    for operation in _OPERATION.finditer(text):
        model = re.search(_ARGUMENT.format(name="model_name"), operation["body"])
        name = re.search(_ARGUMENT.format(name="(?<!_)name"), operation["body"])
        if model:
            found.add((model["value"].lower(), name["value"] if name else ""))
        elif name:
            found.add((name["value"].lower(), ""))
    return found


def _altered_alike(known: dict[str, Migration], one: set[str], other: set[str]) -> set[tuple[str, str]]:
    """The fields that both branches alter in the very same way, and do nothing else to: no order matters."""
    sides = [_operations([known[name].text for name in branch]) for branch in (one, other)]
    return {item for item, done in sides[0].items() if len(done) == 1 and done == sides[1].get(item) and "" not in done}


def _operations(texts: list[str]) -> dict[tuple[str, str], set[str]]:
    """What is done to each field, layout aside; empty for what is not an alteration."""
    found: dict[tuple[str, str], set[str]] = {}
    for operation in (match for text in texts for match in _OPERATION.finditer(text)):
        said = re.sub(r"\s+|,(?=\s*[)\]])|,\s*$", "", operation["body"]).replace('"', "'")
        for item in _touched(operation[0]):
            found.setdefault(item, set()).add(said if operation["kind"] == "AlterField" else "")
    return found


def _parent(workspace: Workspace, spot: Spot) -> Cause:
    app, _, name = (spot.finding.source or "").rpartition(".")
    child_app, _, child_name = spot.value.rpartition(".")
    sentence = f"The migration {spot.value} comes after {app}.{name}, which does not exist."
    children = [migration for migration in migrations_of(workspace, child_app) if migration.name == child_name]
    known = [migration.name for migration in migrations_of(workspace, app)]
    if not children or not known or name in known:
        return recommend(
            CODE,
            sentence,
            f"Commit the migration {name} of {app}, or install the version of the app that has it.",
            spot.place,
        )
    child = children[0]
    number = re.match(r"\d+", name)
    same = [one for one in known if number and one.startswith(number[0] + "_") and one != child.name]
    alike = [one for one in known if is_alike(one, name) and one != child.name]
    meant = same if len(same) == 1 else alike
    pair = next((m for m in _PAIR.finditer(child.text) if (m["app"], m["name"]) == (app, name)), None)
    place = Location(child.path, child.text[: pair.start()].count("\n") + 1 if pair else 1)
    if len(meant) != 1 or pair is None or _comes_after(workspace, app, meant[0], child.name):
        return recommend(
            CODE, sentence, f"Commit the migration {name} of {app}, or name the one that took its place.", place
        )
    edit = Edit(pair.start("name"), pair.end("name"), meant[0])
    change = Change(child.path, Action.MODIFY, f"Come after {meant[0]}, which is what there is.", (edit,))
    remedy = Remedy("build_migration_parent", f"come after {meant[0]}", (change,), risk=Risk.FULL_REVIEW)
    return Cause(CODE, sentence, place, (remedy,))


def _comes_after(workspace: Workspace, app: str, name: str, child: str) -> bool:
    """Whether ``name`` itself comes after ``child``: then it cannot be its parent."""
    known = {migration.name: migration for migration in migrations_of(workspace, app)}
    return child in _branch(known, name)
