"""Repairs of what a CORS package is told besides the origin: request headers, methods, credentials."""

from __future__ import annotations

from autofix.sdk import Action, Change, Edit, Node, Workspace
from plugins.cors.allow_list import AllowList
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, already_admitted, place_of
from plugins.cors.client_headers import sent_beside, usual_case
from plugins.cors.node_dialect import Dialect
from plugins.cors.node_options import Options, add_member, listed_words, value_of
from plugins.cors.report import CorsReport
from plugins.cors.slots import add_element, quote_near
from plugins.cors.syntax_javascript import string_value

KINDS = frozenset({"header", "method", "credentials"})


def besides_cause(
    workspace: Workspace, report: CorsReport, options: Options | None, allowed: AllowList, dialect: Dialect
) -> Cause | None:
    """What the options lack for the request though they let its origin in; None where they do not tell."""
    if options is None:
        return None
    if report.kind == "header" and report.header:
        return _header(workspace, report, options, dialect)
    if report.kind == "method" and report.method:
        return _method(workspace, report, options, dialect)
    if report.kind == "credentials":
        return _credentials(workspace, report, options, allowed, dialect)
    return None


def _header(workspace: Workspace, report: CorsReport, options: Options, dialect: Dialect) -> Cause | None:
    given = options.member(dialect.headers)
    if (report.header or "").lower().startswith("access-control-"):
        # A client that sends what only a server may set is wrong, wherever it says so.
        return None
    # Without the option whatever is asked for is allowed.
    if given is None:
        return None
    words = [usual_case(report.header or ""), *sent_beside(workspace, report)]
    return _listed(workspace, report, options.file, given, words, dialect)


def _method(workspace: Workspace, report: CorsReport, options: Options, dialect: Dialect) -> Cause | None:
    method, given = (report.method or "").upper(), options.member(dialect.methods)
    if given is not None:
        return _listed(workspace, report, options.file, given, [method], dialect)
    if method in dialect.default_methods or not options.is_whole:
        return None
    text = workspace.read(options.file)
    quote = quote_near(options.node.text(), text)
    names = ", ".join(f"{quote}{name}{quote}" for name in (*dialect.default_methods, method))
    edit = add_member(options.node, text, f"{dialect.methods}: [{names}]")
    return _cause(report, options.file, options.node, method, (edit,), f"{dialect.framework}_add_method")


def _credentials(
    workspace: Workspace, report: CorsReport, options: Options, allowed: AllowList, dialect: Dialect
) -> Cause | None:
    """Allow credentials where the failing origin is the only one: anybody else would get them too."""
    if allowed.is_open or allowed.is_dynamic or set(allowed.origins()) != {report.origin} or not options.is_whole:
        return None
    if any(entry.value != report.origin for entry in allowed.entries):
        return None
    given, text = options.member(dialect.credentials), workspace.read(options.file)
    if given is None:
        edit = add_member(options.node, text, f"{dialect.credentials}: true")
    elif given.kind() == "false":
        edit = Edit(given.range().start.index, given.range().end.index, "true")
    else:
        return None
    recipe = f"{dialect.framework}_add_credentials"
    return _cause(report, options.file, given or options.node, "credentials", (edit,), recipe)


def _listed(
    workspace: Workspace, report: CorsReport, file: str, given: Node, wanted: list[str], dialect: Dialect
) -> Cause | None:
    """The words that are not there yet, in a list or in a text that commas part; the first is what failed."""
    file, node = value_of(workspace, file, given)
    words = listed_words(node)
    if words is None or "*" in words:
        return None
    missing = not_among(wanted, words)
    if wanted[0].lower() not in (word.lower() for word in missing):
        return already_admitted(report, place_of(file, node))
    edit = add_words(node, workspace.read(file), words, missing)
    return _cause(report, file, node, ", ".join(missing), (edit,), f"{dialect.framework}_add_{report.kind}")


def not_among(wanted: list[str], words: list[str]) -> list[str]:
    """Those of ``wanted`` that ``words`` lacks, whatever the case; written small where the like of them are."""
    known = {word.lower() for word in words}
    are_small = any(word.startswith("x-") for word in words) or (bool(words) and all(word.islower() for word in words))
    missing = [word for word in wanted if word.lower() not in known]
    return [word.lower() for word in missing] if are_small else missing


def add_words(node: Node, text: str, words: list[str], missing: list[str]) -> Edit:
    """``missing`` behind ``words``, which an array or a text holds."""
    if string_value(node) is None:
        quote = quote_near(node.text(), text)
        return add_element(node, text, ", ".join(f"{quote}{word}{quote}" for word in missing))
    end = node.range().end.index - 1
    blank = " " if ", " in node.text() or "," not in node.text() else ""
    return Edit(end, end, ("," + blank if words else "") + f",{blank}".join(missing))


def _cause(report: CorsReport, file: str, node: Node, word: str, edits: tuple[Edit, ...], recipe: str) -> Cause:
    place = place_of(file, node)
    what = {"header": "the request header", "method": "the method"}.get(report.kind, "")
    named = f"{what} {word}".strip()
    sentence = f"{report.origin} is let in, but {named} is not allowed at {place.file}:{place.line}."
    if report.kind == "credentials":
        sentence = f"{report.origin} is let in, but credentials are not allowed at {place.file}:{place.line}."
    change = Change(file, Action.MODIFY, f"Allow {named} for who is let in.", edits)
    return Cause(report.kind, sentence, place, (make_candidate(recipe, f"allow {named}", (change,), report),))
