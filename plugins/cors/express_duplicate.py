"""Two that set Access-Control-Allow-Origin: the middleware, and a line beside it that adds the same again."""

from __future__ import annotations

from autofix.sdk import Action, Change, Edit, Node, Workspace
from plugins.cors.allow_list import Reading
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, place_of
from plugins.cors.express_headers import HeaderUse
from plugins.cors.express_uses import PackageUse, mount_of, read_options
from plugins.cors.javascript import remove_lines, statement_of
from plugins.cors.report import CorsReport
from plugins.cors.syntax_javascript import FUNCTIONS, method_call


def duplicate_cause(
    reading: Reading, report: CorsReport, uses: list[PackageUse], by_hand: list[HeaderUse]
) -> Cause | None:
    """The header that is appended to the package's own, taken out where the package lets the origin in by itself."""
    appended = [use for use in by_hand if _adds(use.call)]
    allowed = [read_options(reading, use).allowed for use in uses]
    if len(appended) != 1 or not any(each.admits(report.origin or "") and not each.is_open for each in allowed):
        return None
    use = appended[0]
    edit = _without(reading.workspace, use)
    if edit is None:
        return None
    place = place_of(use.file, use.call)
    sentence = f"{place.file}:{place.line} adds Access-Control-Allow-Origin to what cors() has set already."
    change = Change(
        use.file, Action.MODIFY, "The cors middleware sets the header; a second value is one too many.", (edit,)
    )
    candidate = make_candidate("express_single_header", "set the header once", (change,), report)
    return Cause("multiple", sentence, place, (candidate,))


def _adds(call: Node) -> bool:
    called = method_call(call)
    return called is not None and called[1] == "append"


def _without(workspace: Workspace, use: HeaderUse) -> Edit | None:
    """Takes the line out, and the middleware around it where it does nothing else."""
    text, statement = workspace.read(use.file), statement_of(use.call)
    function = next((place for place in use.call.ancestors() if place.kind() in FUNCTIONS), None)
    body = function.field("body") if function is not None else None
    if statement is None or function is None or body is None or statement.parent() != body:
        return None
    others = [node for node in body.children() if node.is_named() and node.kind() != "comment" and node != statement]
    mount = mount_of(use.file, function)
    goes_on = [node for node in others if node.text().rstrip(";") in ("next()", "return next()")]
    if mount is not None and mount.method == "use" and len(others) == len(goes_on) == 1:
        statement = mount.statement
    end = statement.range().end.index
    return remove_lines(text, statement.range().start.index, end)
