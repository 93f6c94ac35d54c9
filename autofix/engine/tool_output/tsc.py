"""What TypeScript's compiler says, and what speaks in its words: vue-tsc, ts-node, Angular, checkers of bundlers.

Sources: TypeScript's ``diagnosticMessages.json`` and its two formats of a diagnostic, plain and ``--pretty``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.tool_output.tsc_codes import meaning_of
from autofix.sdk.problem import Finding

# Folders may be called (group) and [id], as Next's routes are.
_FILE = r"(?P<file>[^\s:(][^\n:]{0,400}?)"
_PLAIN = re.compile(
    rf"^[ \t]{{0,8}}{_FILE}\((?P<line>\d{{1,9}}),(?P<column>\d{{1,9}})\): (?:error|warning) (?P<code>TS\d{{4,5}}): "
    r"(?P<message>[^\n]{1,4000}(?:\n[ \t]{2,40}[^\s][^\n]{0,1000}){0,12})",
    re.M,
)
_PRETTY = re.compile(
    rf"^[ \t]{{0,8}}(?:Error: )?{_FILE}:(?P<line>\d{{1,9}}):(?P<column>\d{{1,9}}) - error (?P<code>TS\d{{4,5}}): "
    r"(?P<message>[^\n]{1,4000}(?:\n[ \t]{2,40}[^\s\d][^\n]{0,1000}){0,12})",
    re.M,
)
_GLOBAL = re.compile(r"^[ \t]{0,8}error (?P<code>TS\d{4,5}): (?P<message>[^\n]{1,4000})", re.M)
# fork-ts-checker of webpack 5 names the place in a heading; Angular's esbuild below the message.
_HEADED = re.compile(
    rf"^(?:ERROR|WARNING) in {_FILE}:(?P<line>\d{{1,9}}):(?P<column>\d{{1,9}})(?:-[\d:]{{1,20}})?\n"
    r"(?P<code>TS\d{4,5}): (?P<message>[^\n]{1,4000}(?:\n[ \t]{2,40}[^\s\d>][^\n]{0,1000}){0,12})",
    re.M,
)
_MARKED = re.compile(
    r"(?:\u2718|X) \[ERROR\] (?P<code>TS\d{4,5}): (?P<message>[^\n]{1,4000}?)(?: \[plugin [\w-]{1,60}\])?\n\s{0,12}"
    r"(?P<file>[^\s:][^\n:]{0,400}):(?P<line>\d{1,9}):(?P<column>\d{1,9}):"
)
# Create React App 4, and a message that is followed by its code.
_OLD_CRA = re.compile(
    rf"TypeScript error in {_FILE}\((?P<line>\d{{1,9}}),(?P<column>\d{{1,9}})\):\n"
    r"(?P<message>[^\n]{1,4000}?) {1,4}(?P<code>TS\d{4,5})$",
    re.M,
)
# Next prints neither the word tsc nor a code.
_NEXT = re.compile(
    rf"^{_FILE}:(?P<line>\d{{1,9}}):(?P<column>\d{{1,9}})\nType error: "
    r"(?P<message>[^\n]{1,4000}(?:\n[ \t]{2,40}[^\s\d>][^\n]{0,1000}){0,12})",
    re.M,
)
_CHECKER = re.compile(
    r"^[ \t]{0,4}ERROR\(TypeScript\) {1,4}(?P<message>[^\n]{1,4000})\n {1,4}FILE {1,4}"
    r"(?P<file>[^\s:][^\n:]{0,400}):(?P<line>\d{1,9}):(?P<column>\d{1,9})",
    re.M,
)
_VUE = re.compile(r"vue-tsc|^[^\s(:]{1,400}\.vue[(:]\d", re.M)
_ESBUILD_ZERO = frozenset({_MARKED})


def parse_tsc(text: str) -> Iterator[Finding]:
    """Every diagnostic of TypeScript in ``text``."""
    tool = "vue-tsc" if _VUE.search(text) else "tsc"
    for pattern in (_PLAIN, _PRETTY, _HEADED, _MARKED, _OLD_CRA, _NEXT, _CHECKER, _GLOBAL):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            message = match["message"].rstrip()
            file = groups.get("file")
            meaning = meaning_of(groups.get("code") or "", message, file)
            column = int(groups.get("column") or 0) + (1 if pattern in _ESBUILD_ZERO else 0)
            yield Finding(
                "next" if pattern is _NEXT else tool,
                meaning.code,
                message,
                file=file,
                line=int(groups["line"]) if groups.get("line") else None,
                column=column or None,
                value=meaning.value,
                hint=meaning.hint,
                source=meaning.source,
                at=match.start(),
            )
