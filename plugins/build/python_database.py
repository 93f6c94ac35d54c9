"""The address of a PostgreSQL database with the scheme that SQLAlchemy 1.4 no longer takes.

Hosts such as Heroku set ``DATABASE_URL`` themselves and begin it with ``postgres://``; source: SQLAlchemy's release
notes of 1.4 and Heroku's help on it.
"""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Problem, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.python_renaming import text_of

_LITERAL = re.compile(r"(?<=[\"'])postgres(?=://)")
_REPLACED = re.compile(r"replace\([ \t]*[\"']postgres(?:://|:)?[\"']|startswith\([ \t]*[\"']postgres:")
_READ = re.compile(
    r"(?m)^[ \t]*(?:app\.config\[[\"'])?\w*(?:DATABASE_UR[IL]|DB_UR[IL]|database_url|db_url)\w*(?:[\"']\])?[ \t]*"
    r"(?::[ \t]*\w+[ \t]*)?=[ \t]*(?P<how>os\.(?:environ\.get|getenv)\([ \t]*(?P<quote>[\"'])\w+(?P=quote)[ \t]*"
    r"(?P<default>,[ \t]*[^\n()]+?)?\)|os\.environ\[(?:\"\w+\"|'\w+')\])[ \t]*$"
)


def dialect_renamed(workspace: Workspace, spot: Spot, problem: Problem) -> Remedy | None:
    """The scheme put right where the code reads the address; None where that is not in one place."""
    if not spot.value.endswith(":postgres"):
        return None
    files = list(workspace.search("DATABASE", "database_url", "db_url", "postgres://", suffixes=(".py",)))
    read = [(path, match) for path in files for match in _READ.finditer(text_of(workspace, path))]
    literal = [(path, match) for path in files for match in _LITERAL.finditer(text_of(workspace, path))]
    if any(_REPLACED.search(text_of(workspace, path)) for path in files):
        return None
    if len(read) == 1 and not literal:
        path, match = read[0]
        quote = match["quote"] or match["how"][-2]
        how = match["how"]
        if match["quote"] and not match["default"]:
            how = f"{how[:-1]}, {quote}{quote})"
        written = f"{how}.replace({quote}postgres://{quote}, {quote}postgresql://{quote}, 1)"
        edits = [Edit(match.start("how"), match.end("how"), written)]
    elif literal and not read and len({path for path, _ in literal}) == 1:
        path = literal[0][0]
        edits = [Edit(match.start(), match.end(), "postgresql") for _, match in literal]
    else:
        return None
    change = Change(path, Action.MODIFY, "SQLAlchemy knows the database as postgresql.", tuple(edits))
    return Remedy("build_database_scheme", "begin the address with postgresql://", (change,))
