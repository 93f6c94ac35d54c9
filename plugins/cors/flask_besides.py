"""Headers, methods and credentials that a Flask application does not allow to an origin that it lets in."""

from __future__ import annotations

from autofix.sdk import Candidate, Edit, Location, Node
from plugins.cors.allow_list import AllowList, Reading, Slot, map_entries, split_list
from plugins.cors.allow_list_python import arguments, read_values, string_value, text_offset
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, place_of
from plugins.cors.python_besides import add_names, client_header, wanted_names
from plugins.cors.python_edits import add_keyword, in_file
from plugins.cors.report import CorsReport
from plugins.cors.slots import add_element, quote_near

_OPTIONS = {"header": "allow_headers", "method": "methods"}


def besides_cause(
    reading: Reading, report: CorsReport, file: str, call: Node, pattern: str, allowed: AllowList
) -> Cause | None:
    """What the browser minded though the origin is let in, where ``call`` of flask-cors can be mended.

    ``pattern`` is the path pattern that covers the request, if the call has any. None where nothing can be.
    """
    turned = client_header(report, place_of(file, call))
    if turned is not None or not allowed.admits(report.origin or ""):
        return turned
    options = _options_of(call, pattern)
    if report.kind == "credentials":
        if allowed.is_open:
            return None
        made = _credentials(reading, report, file, call, options, allowed)
        sentence = f"{report.origin} is let in, but may not send credentials."
        return Cause("credentials", sentence, place_of(file, call), (made,)) if made is not None else None
    if report.kind not in _OPTIONS:
        return None
    names = wanted_names(reading.workspace, report)
    node = _value(call, options, _OPTIONS[report.kind])
    if not names or node is None:
        return None
    read = read_values(reading, file, node)
    if read.is_open or read.is_dynamic:
        return None
    if not read.slots and string_value(node) is not None:
        read.slots.append(_text_slot(file, node))
    slot = next((slot for slot in read.slots if slot.kind in ("array", "comma")), None)
    if slot is None:
        return None
    text = reading.workspace.read(slot.file)
    made = add_names(read, text, slot.file, names, f"flask_{report.kind}", report, allowed.origins())
    where = Location(slot.file, slot.line)
    sentence = f"{report.origin} is let in, but {names[0]} is not allowed."
    return Cause(report.kind, sentence, where, (made,)) if made is not None else None


def by_hand_cause(
    reading: Reading, report: CorsReport, uses: list[tuple[str, Node]], origins: tuple[str, ...]
) -> Cause | None:
    """One more name in the text of a header that is set by hand; None where that text is not one literal.

    A star stands for no ``Authorization``, and for nothing where credentials are sent.
    """
    names = wanted_names(reading.workspace, report)
    if not names or len(uses) != 1:
        return None
    file, node = uses[0]
    text = string_value(node)
    is_short_of = report.has_credentials or (report.kind == "header" and names[0].lower() == "authorization")
    if (
        text is None
        or ("*" in text and not is_short_of)
        or names[0].lower() in (part.strip().lower() for part in text.split(","))
    ):
        return None
    read = split_list(read_values(reading, file, node), ",")
    read = AllowList(map_entries(read, str.strip).entries, [_text_slot(file, node)])
    made = add_names(read, reading.workspace.read(file), file, names, f"flask_{report.kind}", report, origins)
    sentence = f"{report.origin} is let in, but {names[0]} is not allowed."
    return Cause(report.kind, sentence, place_of(file, node), (made,)) if made is not None else None


def _text_slot(file: str, node: Node) -> Slot:
    """The text of a literal that names things with commas between them."""
    place, text = node.range(), string_value(node) or ""
    start = place.start.index + text_offset(node)
    return Slot("comma", file, place.start.line + 1, start, start + len(text))


def _options_of(call: Node, pattern: str) -> Node | None:
    """The options that the call gives for one path pattern."""
    resources = arguments(call)[1].get("resources")
    for pair in resources.children() if resources is not None and resources.kind() == "dictionary" else ():
        key, value = (pair.field("key"), pair.field("value")) if pair.kind() == "pair" else (None, None)
        if pattern and string_value(key) == pattern and value is not None and value.kind() == "dictionary":
            return value
    return None


def _value(call: Node, options: Node | None, name: str) -> Node | None:
    """The value of an option: the pattern's own, else the call's."""
    for pair in options.children() if options is not None else ():
        if pair.kind() == "pair" and string_value(pair.field("key")) == name:
            return pair.field("value")
    return arguments(call)[1].get(name)


def _credentials(
    reading: Reading, report: CorsReport, file: str, call: Node, options: Node | None, allowed: AllowList
) -> Candidate | None:
    text = reading.workspace.read(file)
    known = _value(call, options, "supports_credentials")
    edit: Edit | None
    if known is not None:
        place = known.range()
        edit = Edit(place.start.index, place.end.index, "True") if known.kind() == "false" else None
    elif options is not None:
        quote = quote_near(options.text(), text)
        edit = add_element(options, text, f"{quote}supports_credentials{quote}: True")
    else:
        edit = add_keyword(call, text, "supports_credentials=True")
    if edit is None:
        return None
    changes = in_file(reading.workspace, [(file, edit)], "Let the listed origins send credentials.")
    title = "let the listed origins send credentials"
    return make_candidate("flask_credentials", title, changes, report, listed=allowed.origins())
