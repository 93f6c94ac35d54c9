"""The repository's own command that brings an empty database up to date, where it has one."""

from __future__ import annotations

import re
import shlex
from pathlib import PurePosixPath

from autofix.engine.prove.standins.sources import Sources


def preparations(sources: Sources) -> tuple[str, ...]:
    """Shell commands for the application's folder; they are tried, and may fail."""
    application, workspace, declared = sources.application, sources.workspace, sources.dependencies
    root = application.root if application.root != "." else ""

    def has(path: str) -> bool:
        return workspace.has(str(PurePosixPath(root) / path))

    if application.ecosystem == "pip":
        if application.framework == "django":
            # What runs the server runs its other commands as well. Migrations that are not committed are no reason to
            # have no tables.
            program = re.match(
                r"(python \S+) runserver|(python -m django) runserver (--settings \S+ --pythonpath \S+)",
                application.start,
            )
            if program is None:
                return ("python manage.py migrate --noinput --run-syncdb",) if has("manage.py") else ()
            return (
                (f"{program[1]} migrate --noinput --run-syncdb",)
                if program[1]
                else (f"{program[2]} migrate --noinput --run-syncdb {program[3]}",)
            )
        if "flask-migrate" in declared and has("migrations/env.py"):
            return (f"python -m flask --app {shlex.quote(_flask_target(sources))} db upgrade",)
        # Where the server imports by its own folder's name, so do its migrations.
        above = "PYTHONPATH=..:$PYTHONPATH " if application.start.startswith("cd .. ") else ""
        return (
            (f"{above}python -m alembic.config upgrade head",) if "alembic" in declared and has("alembic.ini") else ()
        )
    if "sequelize-cli" in declared and _has_folder(sources, root, "migrations"):
        return ("sequelize-cli db:migrate",)
    if "knex" in declared and (has("knexfile.js") or has("knexfile.cjs")):
        return ("knex migrate:latest",)
    return ()


def _flask_target(sources: Sources) -> str:
    application = sources.application
    named = re.search(r"--app (\S+)", application.start)
    if named:
        return shlex.split(named[1])[0]
    inside = PurePosixPath(application.source)
    if application.root not in ("", ".") and inside.is_relative_to(application.root):
        inside = inside.relative_to(application.root)
    return ".".join(part for part in inside.with_suffix("").parts if part != "__init__")


def _has_folder(sources: Sources, root: str, name: str) -> bool:
    prefix = f"{root}/" if root else ""
    own = (path.removeprefix(prefix) for path in sources.workspace.files() if path.startswith(prefix))
    return any(re.match(rf"(?:[\w-]+/){{0,3}}{name}/[^/]+$", path) for path in own)
