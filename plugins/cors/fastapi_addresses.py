"""Origins that pydantic keeps as addresses: as text they end in a slash, which no origin does."""

from __future__ import annotations

import re

from autofix.sdk import Candidate, Edit, Node, Workspace
from plugins.cors.candidates import make_candidate
from plugins.cors.fastapi_uses import MiddlewareUse
from plugins.cors.python_edits import in_file
from plugins.cors.python_manifests import version_of
from plugins.cors.python_members import find_member
from plugins.cors.report import CorsReport
from plugins.cors.slots import quote_near

_ADDRESS = re.compile(r"\b(?:AnyHttpUrl|HttpUrl|AnyUrl)\b")


def trim_addresses(
    workspace: Workspace, manifest: str | None, use: MiddlewareUse, report: CorsReport, listed: tuple[str, ...]
) -> Candidate | None:
    """``str(origin)`` without its last slash, where the list holds pydantic 2's addresses; None where it does not."""
    given = use.options.get("allow_origins")
    if given is None or given[1].kind() not in ("list_comprehension", "generator_expression"):
        return None
    file, node = given
    made = node.field("body")
    clause = node.find(kind="for_in_clause")
    source = clause.field("right") if clause is not None else None
    if made is None or source is None or not re.fullmatch(r"str\(\w+\)", made.text()):
        return None
    if not _are_addresses(workspace, file, source) or _is_first_release(workspace, manifest):
        return None
    end, quote = made.range().end.index, quote_near(node.text(), workspace.read(file))
    edits = [(file, Edit(end, end, f".rstrip({quote}/{quote})"))]
    changes = in_file(workspace, edits, "Write the origins as browsers send them.")
    return make_candidate("fastapi_trim_origins", "leave the last slash out", changes, report, listed=listed)


def _are_addresses(workspace: Workspace, file: str, source: Node) -> bool:
    member = find_member(workspace, file, source) if source.kind() == "attribute" else None
    if member is None or member.value is None:
        return False
    declared = next((place for place in member.value.ancestors() if place.kind() == "assignment"), None)
    annotated = declared.field("type") if declared is not None else None
    return annotated is not None and _ADDRESS.search(annotated.text()) is not None


def _is_first_release(workspace: Workspace, manifest: str | None) -> bool:
    """Whether the project has pydantic 1, whose addresses are text as it was written."""
    version = version_of(workspace, manifest, "pydantic") if manifest is not None else None
    if version is not None:
        return version < (2,)
    return not workspace.search("pydantic_settings", "pydantic-settings", suffixes=(".py", ".txt", ".toml"))
