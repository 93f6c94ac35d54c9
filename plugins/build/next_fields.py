"""What a page or a route of Next exports and may not, and a route that has to be asked for each time anew."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.exports_declared import declared_names
from plugins.build.names_source import open_source, span
from plugins.build.next_pages import page_file

CODE = "next_export"


def find_field(workspace: Workspace, spot: Spot) -> Cause | None:
    """Keep to the file what only it uses; what others import belongs into a file of its own."""
    file, name = page_file(workspace, spot), spot.finding.hint or ""
    source = open_source(workspace, file) if file else None
    statement = declared_names(source).get(name) if source is not None else None
    if source is None or statement is None or statement.kind() != "export_statement":
        return None
    sentence = f"{file} exports {name}, which Next does not know."
    importers = [
        made.file
        for other in workspace.search(name)
        for made in workspace.imports(other)
        if any(imported == name for imported, _ in made.names)
        and workspace.resolve_import(made.file, made.specifier) == file
    ]
    if importers:
        reason = f"{importers[0]} imports {name} from {file}: move it to a file of its own, and import it from there."
        return recommend(CODE, sentence, reason, spot.place)
    inner = statement.field("declaration")
    if inner is None or "default" in source.text[span(statement)[0] : span(inner)[0]]:
        return None
    edit = Edit(span(statement)[0], span(inner)[0], "")
    change = Change(file, Action.MODIFY, f"Only this file uses {name}.", (edit,))
    return Cause(CODE, sentence, spot.place, (Remedy("build_next_export", f"export {name} no longer", (change,)),))


def find_dynamic(workspace: Workspace, spot: Spot) -> Cause | None:
    """Say that the route is worked out at each request, where it reads of the request."""
    file = page_file(workspace, spot)
    source = open_source(workspace, file) if file else None
    if source is None:
        return None
    sentence = f"{file} reads of the request, and Next tried to work it out while it built."
    if "dynamic" in declared_names(source) or re.search(r"^\s*['\"]use client['\"]", source.text):
        reason = f"{file} says already how it is worked out: take out what makes it static, or what reads the request."
        return recommend(CODE, sentence, reason, spot.place)
    imports = [node for node in source.root.children() if node.kind() == "import_statement"]
    at = span(imports[-1])[1] if imports else 0
    quote = "'" if source.text.count("'") > source.text.count('"') else '"'
    end = ";" if re.search(r";[ \t]*$", source.text, re.M) else ""
    written = f"export const dynamic = {quote}force-dynamic{quote}{end}"
    line = source.text.find("\n", at)
    at = line if imports and line >= 0 else at
    edit = Edit(at, at, f"\n\n{written}" if imports else f"{written}\n\n")
    change = Change(file, Action.MODIFY, "It is worked out at each request.", (edit,))
    return Cause(CODE, sentence, spot.place, (Remedy("build_next_dynamic", "work it out at each request", (change,)),))


def find_static_params(workspace: Workspace, spot: Spot) -> Cause | None:
    """Which pages there are is for the application to say."""
    page = spot.finding.source or ""
    file = page_file(workspace, spot)
    sentence = f"{page} has a parameter, and an export of static files has to know every page."
    reason = f"Export generateStaticParams() in {file or page} with the values there are, or drop 'output: export'."
    return recommend(CODE, sentence, reason, spot.place)
