"""Revisions of alembic that do not form one line."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from autofix.sdk import Action, Change, Edit, Location, Problem, Risk, Workspace
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.python_settings import read

CODE = "revisions"
_REVISION = re.compile(r"^revision(?:\s*:\s*\w+)?\s*=\s*[\"'](?P<id>[\w-]+)[\"']", re.M)
_DOWN = re.compile(r"^down_revision(?:\s*:[^=\n]+)?\s*=\s*(?P<value>\([^)]*\)|[^\n]+)", re.M)
_TABLE = re.compile(
    r"op\.(?P<kind>\w+)\(\s*(?:op\.f\()?[\"'](?P<first>\w+)[\"']\)?(?:\s*,\s*(?:sa\.Column\(\s*)?[\"'](?P<second>\w+)[\"'])?"
)
_BATCH = re.compile(r"batch_alter_table\(\s*[\"'](?P<table>\w+)[\"']")


@dataclass(frozen=True)
class Revision:
    """A revision's file, and the revisions it comes after."""

    name: str
    path: str
    text: str
    after: frozenset[str]


def find_revision(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """What is to be done about a message of alembic; None for Django's."""
    if spot.finding.tool != "alembic":
        return None
    said = spot.finding.message
    if "Multiple head" in said:
        return _heads(workspace)
    if "Can't locate revision" in said or "is not present" in said:
        return _lost(workspace, spot)
    if "not up to date" in said:
        return not_code(
            CODE, "The database is behind the revisions.", "Run 'alembic upgrade head' (or 'flask db upgrade') on it."
        )
    if "New upgrade operations" in said:
        return recommend(
            CODE,
            "The models have changes without a revision.",
            "Run 'alembic revision --autogenerate' (or 'flask db migrate'), look over what it writes, and commit it.",
        )
    return recommend(CODE, said.split("\n")[0][:200], "Look at the revisions that are named.")


def revisions(workspace: Workspace) -> list[Revision]:
    """The revisions of the one folder of versions; none where there are several."""
    found = []
    for path in workspace.search("down_revision", suffixes=(".py",)):
        text = read(workspace, path)
        named, down = _REVISION.search(text), _DOWN.search(text)
        if named and down:
            after = frozenset(re.findall(r"[\"']([\w-]+)[\"']", down["value"]))
            found.append(Revision(named["id"], path, text, after))
    folders = {posixpath.dirname(revision.path) for revision in found}
    return found if len(folders) == 1 else []


def _lost(workspace: Workspace, spot: Spot) -> Cause:
    known = {revision.name for revision in revisions(workspace)}
    users = [revision for revision in revisions(workspace) if spot.value in revision.after]
    meant = _misspelt(workspace, spot.value, users[0]) if len(users) == 1 and spot.value not in known else ""
    if meant:
        return _respelt(users[0], spot.value, meant)
    if users and spot.value not in known:
        return recommend(
            CODE,
            f"{users[0].path} comes after {spot.value}, which is not in the repository.",
            f"Commit the revision {spot.value}, or let {users[0].name} come after the one that took its place.",
            Location(users[0].path, 1),
        )
    return not_code(
        CODE,
        f"The database stands at {spot.value}, which is not among the revisions here.",
        "It was migrated from another branch: deploy the commit that has the revision, or stamp the database where "
        "it really stands.",
    )


def _misspelt(workspace: Workspace, name: str, child: Revision) -> str:
    """The one revision whose file is called ``name``, or whose id is but for one character; none after ``child``."""
    known = {revision.name: revision for revision in revisions(workspace)}
    found = [other for other, revision in known.items() if posixpath.basename(revision.path) == f"{name}.py"]
    found = found or [other for other in known if _is_slip(name, other)]
    found = [other for other in found if child.name not in _branch(known, other)]
    return found[0] if len(found) == 1 else ""


def _is_slip(one: str, other: str) -> bool:
    return len(one) == len(other) > 5 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _respelt(child: Revision, name: str, meant: str) -> Cause:
    edits = tuple(
        Edit(found.start(), found.end(), meant)
        for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", child.text)
    )
    line = child.text[: edits[0].start].count("\n") + 1
    change = Change(child.path, Action.MODIFY, f"Come after {meant}, which is what there is.", edits)
    remedy = Remedy("build_revision_parent", f"come after {meant}", (change,), risk=Risk.FULL_REVIEW)
    sentence = f"{child.path} comes after {name}, which is not in the repository."
    return Cause(CODE, sentence, Location(child.path, line), (remedy,))


def _heads(workspace: Workspace) -> Cause:
    known = {revision.name: revision for revision in revisions(workspace)}
    heads = sorted(set(known) - {name for revision in known.values() for name in revision.after})
    sentence = f"There are several last revisions: {', '.join(heads) or 'not in one folder here'}."
    if len(known) and len(heads) == 1:
        return not_code(CODE, "The revisions here have one head.", "The report is of another commit: run this one.")
    lost = {name for revision in known.values() for name in revision.after} - set(known)
    if len(heads) != 2 or lost:
        return recommend(CODE, sentence, "Run 'alembic merge heads' (or 'flask db merge heads') and commit the result.")
    one, other = (_branch(known, head) for head in heads)
    touched = [{t for name in branch for t in _touched(known[name].text)} for branch in (one - other, other - one)]
    place = Location(known[heads[0]].path, 1)
    if touched[0] & touched[1]:
        return recommend(
            CODE, sentence, "Both lines change the same table's column: decide their order, then merge them.", place
        )
    # A name of its own kind: a number by chance would be another each time, and the database takes 32 characters.
    name = "merge_" + "_".join(head[:12] for head in heads)
    folder = posixpath.dirname(place.file)
    joined = ", ".join(heads)
    sample = known[heads[0]].text
    quote = '"' if sample.count('revision = "') + sample.count('revision: str = "') else "'"
    pair = ", ".join(f"{quote}{head}{quote}" for head in heads)
    content = (
        f'"""merge {" and ".join(heads)}\n\nRevision ID: {name}\nRevises: {joined}\n\n"""\n'
        f"revision = {quote}{name}{quote}\ndown_revision = ({pair})\nbranch_labels = None\ndepends_on = None\n\n\n"
        "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
    )
    change = Change(f"{folder}/{name}.py", Action.CREATE, "Merge the two heads.", content=content)
    return Cause(CODE, sentence, place, (Remedy("build_merge_revision", "merge the heads", (change,)),))


def _branch(known: dict[str, Revision], head: str) -> set[str]:
    found: set[str] = set()
    pending = [head]
    while pending:
        name = pending.pop()
        if name in known and name not in found:
            found.add(name)
            pending += known[name].after
    return found


def _touched(text: str) -> set[tuple[str, str]]:
    """The tables with their columns that the upgrade of a revision changes."""
    upgrade = text.partition("def upgrade")[2].partition("def downgrade")[0]
    found = {(match["first"], match["second"] or "") for match in _TABLE.finditer(upgrade)}
    for batch in _BATCH.finditer(upgrade):
        block = upgrade[batch.end() :].split("with ")[0]
        columns = re.findall(r"batch_op\.\w+\(\s*(?:sa\.Column\(\s*)?[\"'](\w+)[\"']", block)
        found |= {(batch["table"], column) for column in columns}
    return {pair for pair in found if pair[1] or "batch" not in text}
