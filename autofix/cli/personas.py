"""``autofix personas render``: what a model hears of a persona, from a file or from the service."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from autofix.cli.main import FAILED, OFFERED, WRONG_USE
from autofix.cli.service_api import NotAnswered, NotNamed, ServiceApi
from autofix.core.ids import is_id
from autofix.env import SettingError, read_environment
from autofix.llm.persona_file import PersonaFileError, read_persona
from autofix.llm.profile import DEFAULT, Profile
from autofix.llm.rendering import rendered_as_json

MAX_BYTES = 64 * 1024
PREFIX = "per"


def run(options: argparse.Namespace) -> int:
    """Render and print; answers the exit status."""
    if options.data:
        os.environ["AUTOFIX_DATA"] = options.data
    try:
        is_stored = options.project is not None or is_id(options.persona, PREFIX)
        if options.version is not None and not is_stored:
            raise NotNamed("--version is that of a persona of the service; a file has none")
        rendered = _stored(options) if is_stored else rendered_as_json(_read(options.persona))
    except (NotNamed, SettingError, PersonaFileError) as error:
        for line in str(error).splitlines():
            print(f"autofix personas: {line}", file=sys.stderr)
        return WRONG_USE
    except NotAnswered as error:
        print(f"autofix personas: {error}", file=sys.stderr)
        return FAILED
    if options.json:
        print(json.dumps({"schema": 1, **rendered}, ensure_ascii=False))
    else:
        _show(rendered)
    return OFFERED


def _read(source: str) -> Profile:
    """The profile in a file or on standard input; raises ``PersonaFileError`` and ``NotNamed``."""
    try:
        if source == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NotNamed(
            f"{source} cannot be read: {error.strerror}; name a file, the id of a persona, or with --project its name"
        ) from None
    return read_persona(data)


def _stored(options: argparse.Namespace) -> dict[str, Any]:
    """What the service renders: its engine, not this one, is what asks. Raises ``NotAnswered`` and ``NotNamed``."""
    api = ServiceApi.of(read_environment(), os.environ.get("AUTOFIX_PUBLIC_URL", ""))
    persona = options.persona
    if options.project is not None and not is_id(persona, PREFIX):
        persona = _named(api, persona, options.project)
        if not persona:
            # The project's fixes do the same: nobody has to make a persona.
            return rendered_as_json(Profile())
    query = {} if options.version is None else {"version": options.version}
    rendered: dict[str, Any] = api.call("POST", f"/personas/{persona}/render", query)
    return rendered


def _named(api: ServiceApi, name: str, project: str) -> str:
    """The id of the persona that the project's fixes take for ``name``: its own, else the tenant's.

    Empty where nobody made the default one. Raises ``NotAnswered``.
    """
    found: dict[str | None, str] = {}
    query: dict[str, str | int] = {"project_id": project, "limit": 100}
    while True:
        listed = api.call("GET", "/personas", query)
        found |= {row["project_id"]: row["persona_id"] for row in listed["items"] if row["name"] == name}
        if listed["next"] is None:
            break
        query["cursor"] = listed["next"]
    persona = found.get(project) or found.get(None)
    if persona is None and name != DEFAULT:
        raise NotAnswered(f"there is no persona {name!r} for {project}; make it, or name another one")
    return persona or ""


def _show(rendered: dict[str, Any]) -> None:
    """The messages on standard output; the figures, which are no part of them, beside it."""
    for message in rendered["messages"]:
        print(message["content"])
    model = rendered["model"] or "the project's own model"
    figures = f"temperature {rendered['temperature']:g}, at most {rendered['max_tokens']} tokens an answer"
    print(f"\n{model}, {figures}", file=sys.stderr)
