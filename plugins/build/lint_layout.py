"""Rules about layout, where the message says itself what is to stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit
from plugins.build.cause import Spot
from plugins.build.lint_place import Rule, offset, starting_at
from plugins.build.names_source import Source, span

_PRETTIER = re.compile(
    r"^(?:Insert `(?P<insert>[^`]*)`|Delete `(?P<delete>[^`]*)`|Replace `(?P<old>[^`]*)` with `(?P<new>[^`]*)`)$", re.S
)
# As prettier's plugin shows what cannot be seen.
_SHOWN = str.maketrans({"·": " ", "⏎": "\n", "↹": "\t", "␍": "\r"})
_INDENT = re.compile(r"Expected indentation of (?P<count>\d{1,3}) (?P<what>space|tab)s? but found")
_BRACE = re.compile(
    r"(?P<what>A space is required|There should be no space) (?P<where>after|before) '(?P<brace>[{}\[\]])'"
)


def _prettier(source: Source, spot: Spot) -> Sequence[Edit] | None:
    match = _PRETTIER.match(spot.finding.message)
    if match is None:
        return None
    at = offset(source, spot)
    if match["insert"] is not None:
        return [Edit(at, at, match["insert"].translate(_SHOWN))]
    old = (match["delete"] if match["delete"] is not None else match["old"]).translate(_SHOWN)
    new = (match["new"] or "").translate(_SHOWN)
    if "\r\n" in source.text and "\r" not in old:
        old = old.replace("\n", "\r\n")
    return [Edit(at, at + len(old), new)] if source.text[at : at + len(old)] == old else None


def _semi(source: Source, spot: Spot) -> Sequence[Edit] | None:
    at = offset(source, spot)
    if "Missing semicolon" in spot.finding.message:
        rest = source.text[at:].split("\n", 1)[0].strip()
        return [Edit(at, at, ";")] if not rest or rest.startswith("//") else None
    return [Edit(at, at + 1, "")] if source.text[at : at + 1] == ";" else None


def _quotes(source: Source, spot: Spot) -> Sequence[Edit] | None:
    wanted = "'" if "singlequote" in spot.finding.message else '"' if "doublequote" in spot.finding.message else ""
    node = starting_at(source, offset(source, spot), "string")
    if node is None or not wanted or any(sign in node.text()[1:-1] for sign in "'\"\\"):
        return None
    return [Edit(*span(node), wanted + node.text()[1:-1] + wanted)]


def _indent(source: Source, spot: Spot) -> Sequence[Edit] | None:
    match = _INDENT.search(spot.finding.message)
    if match is None:
        return None
    start = source.line_start(spot.line)
    line = source.line_text(spot.line)
    width = len(line) - len(line.lstrip(" \t"))
    return [Edit(start, start + width, (" " if match["what"] == "space" else "\t") * int(match["count"]))]


def _comma_dangle(source: Source, spot: Spot) -> Sequence[Edit] | None:
    at = offset(source, spot)
    if "Missing trailing comma" in spot.finding.message:
        return [Edit(at, at, ",")]
    return [Edit(at, at + 1, "")] if source.text[at : at + 1] == "," else None


def _eol_last(source: Source, spot: Spot) -> Sequence[Edit] | None:
    end = len(source.text)
    if "Newline required" in spot.finding.message and not source.text.endswith("\n"):
        return [Edit(end, end, "\n")]
    return None


def _trailing_spaces(source: Source, spot: Spot) -> Sequence[Edit] | None:
    start, line = source.line_start(spot.line), source.line_text(spot.line).removesuffix("\r")
    kept = len(line.rstrip(" \t"))
    return [Edit(start + kept, start + len(line), "")] if kept < len(line) else None


def _curly_spacing(source: Source, spot: Spot) -> Sequence[Edit] | None:
    match = _BRACE.search(spot.finding.message)
    if match is None:
        return None
    at = offset(source, spot)
    is_behind = source.text[at : at + 1] == match["brace"] and match["where"] == "after"
    place = at + 1 if is_behind else at
    if match["what"].startswith("A space"):
        return [Edit(place, place, " ")]
    while (
        match["where"] == "before" and source.text[place - 1 : place] == " " and source.text[place : place + 1] != " "
    ):
        place -= 1
    gap = re.match(r" +", source.text[place:])
    return [Edit(place, place + len(gap[0]), "")] if gap else None


LAYOUT_RULES: dict[str, Rule] = {
    "prettier/prettier": _prettier,
    "semi": _semi,
    "@typescript-eslint/semi": _semi,
    "@stylistic/semi": _semi,
    "quotes": _quotes,
    "@typescript-eslint/quotes": _quotes,
    "@stylistic/quotes": _quotes,
    "jsx-quotes": _quotes,
    "indent": _indent,
    "@stylistic/indent": _indent,
    "react/jsx-indent": _indent,
    "comma-dangle": _comma_dangle,
    "@stylistic/comma-dangle": _comma_dangle,
    "eol-last": _eol_last,
    "@stylistic/eol-last": _eol_last,
    "no-trailing-spaces": _trailing_spaces,
    "@stylistic/no-trailing-spaces": _trailing_spaces,
    "object-curly-spacing": _curly_spacing,
    "@stylistic/object-curly-spacing": _curly_spacing,
}
