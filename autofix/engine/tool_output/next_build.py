"""What ``next build`` says of pages and routes once they are compiled: the prerenderer and the check of their types.

Sources: Next's ``build/index.ts``, ``export/index.ts``, ``webpack/plugins/next-types-plugin`` (versions 13 to 16).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_SUSPENSE = re.compile(
    r"(?P<hook>use\w{1,40})\(\) should be wrapped in a suspense boundary at page \"(?P<page>[^\"\n]{1,300})\""
)
_STATIC = re.compile(
    r"Route (?P<page>/[^\s\"]{0,300}) couldn't be rendered statically because it (?:used|accessed) "
    r"(?P<what>[^\n]{1,120}?)\. See"
)
_PARAMETERS = re.compile(
    r"Page \"(?P<page>[^\"\n]{1,300})\" is missing (?:exported function )?\"generateStaticParams\(\)\"[^\n]{0,120}"
)
# Of a file that Next checks by its place, without a line.
_CHECKED = re.compile(
    r"^(?P<file>(?:\./)?[^\s:][^\n:]{0,400}\.[jt]sx?)\nType error: (?P<message>[^\n]{1,2000}"
    r"(?:\n[ \t]{2,40}[^\s\d>][^\n]{0,1000}){0,8})",
    re.M,
)
_FIELD = re.compile(r"\"(?P<name>[\w$]{1,100})\" is not a valid (?:Route|Page|Layout) export field")
_PROMISED = re.compile(
    r"does not satisfy the constraint '(?:Page|Layout)Props'|is not a valid type for the function's (?:second|first) "
    r"argument|Promise<any>"
)
# tsc reads what Next has generated for each file of the folder app.
_GENERATED = re.compile(
    r"^\.next/types/(?P<file>\S{1,400}?)\.ts[(:]\d{1,9}[,:]\d{1,9}\)?(?: -|:) error (?P<code>TS\d{4,5}): "
    r"(?P<message>[^\n]{1,2000}(?:\n[ \t]{2,40}[^\n]{1,1000}){0,8})",
    re.M,
)


def parse_next_build(text: str) -> Iterator[Finding]:
    """The errors of pages and routes; ``value`` says of which kind, ``source`` names the page."""
    for match in _SUSPENSE.finditer(text):
        yield _of_page(match, "suspense", match["hook"])
    for match in _STATIC.finditer(text):
        yield _of_page(match, "dynamic", match["what"])
    for match in _PARAMETERS.finditer(text):
        yield _of_page(match, "static_params", None)
    for pattern in (_CHECKED, _GENERATED):
        for match in pattern.finditer(text):
            field = _FIELD.search(match["message"])
            if field is None and _PROMISED.search(match["message"]) is None:
                continue
            value = "field" if field else "promised"
            hint = field["name"] if field else None
            file = match["file"]
            yield Finding("next", "build.next", match["message"], file=file, value=value, hint=hint, at=match.start())


def _of_page(match: re.Match[str], value: str, hint: str | None) -> Finding:
    return Finding("next", "build.next", match[0], value=value, hint=hint, source=match["page"], at=match.start())
