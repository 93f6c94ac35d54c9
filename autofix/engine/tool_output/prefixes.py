"""What runners put before each line a tool prints: timestamps, job names, log commands of a CI service.

A prefix is taken away only where it can be nothing else, or where several lines carry the same one:
a code frame's ``12 | `` and a message that starts with a word and a colon have to stay.

Sources: GitHub Actions' and Azure Pipelines' workflow commands, BuildKit's plain progress, docker compose, Heroku's,
Render's, Amplify's and Vercel's build logs, ``gh run view``, pnpm's, Turborepo's and concurrently's output of several
packages.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

# Stripped in this order, again and again: `#12 3.4 api-1 | [client] message` carries four.
MAX_LAYERS = 6
MIN_LINES = 2

_STAMP = re.compile(
    r"\[?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?(?: [0-9a-f]{2}[EO]\+?)?"
    r"|[A-Z][a-z]{2} [ \d]?\d,? (?:\d{4} )?\d\d:\d\d:\d\d(?: [AP]M)?"
    r"|\d{1,2}:\d\d:\d\d(?:\.\d{1,6})?(?: [AP]M(?: -)?)?)\]?(?::? |[\t]|$)(?:\[(?:INFO|WARNING|ERROR)\]: ?)?"
)
# What `gh run view --log` prints: the job, the step, and the line with its time.
_RUN = re.compile(r"[^\t\n]{1,100}\t[^\t\n]{1,200}\t\ufeff?(?=\d{4}-\d\d-\d\dT)")
_STEP = re.compile(r"#\d{1,4} (?:\d{1,6}\.\d{1,3} |(?=(?:ERROR|CANCELED|DONE)\b))")
_COMMAND = re.compile(r"##\[(?:error|warning|group|endgroup|debug|section|command|notice)\]")
_ANNOTATION = re.compile(r"::(?P<kind>error|warning|notice|debug|group|endgroup)(?: (?P<fields>[^\n]{0,2000}?))?::")
_JOB = re.compile(r"\[[\w .()@-]{1,60}/[\w .()@/-]{1,80}\] ")
# The bar that act puts behind each; a code frame has one on some lines only.
_BAR = re.compile(r" {0,40}\| ?")
_DYNO = re.compile(r"(?:app|heroku)\[[\w.-]{1,40}\]: ")
# Heroku indents what a tool prints, below its own headings.
_REMOTE = re.compile(r"remote: (?: {7})?")
_ALWAYS = (_RUN, _STAMP, _STEP, _COMMAND, _JOB, _DYNO, _REMOTE)

# What only several lines together show to be a prefix; the group is what has to be the same.
_REPEATED = (
    re.compile(r"(?P<name>[A-Za-z][\w.-]{0,60}) {0,40}\| ?"),
    re.compile(r"(?P<name>\[[\w.:@/-]{1,40}\]) "),
    re.compile(r"(?P<name>[@\w][\w.@/-]{0,80}(?::| )(?:build|dev|start|test|lint|typecheck|type-check|check)): "),
    re.compile(r"(?P<name>)\d{1,5}\.\d{1,3} "),
)
# Names of lines that a tool itself puts in brackets.
_OWN = frozenset({"[vite]", "[eslint]", "[webpack]", "[tsl]", "[HPM]", "[ERROR]", "[WARNING]", "[INFO]", "[nodemon]"})
_FIELD = re.compile(r"(file|line|col|title)=([^,]{0,1000})")
_TS_CODE = re.compile(r"TS\d{4,5}: ")
_RULE = re.compile(r"(?:ESLint: )?(?P<rule>@?[a-z][\w@/-]{1,80})")


def strip_prefixes(text: str) -> str:
    """``text`` with each line as the tool printed it."""
    whole = text.split("\n")
    lines = _without_bars(whole)
    for _ in range(MAX_LAYERS):
        stripped = _strip_repeated([_strip_always(line) for line in lines])
        if stripped == lines:
            break
        lines = stripped
    return "\n".join(_without_indent(whole, lines))


def _without_indent(whole: list[str], lines: list[str]) -> list[str]:
    """The lines without the blanks that stand between every prefix and what the tool printed."""
    told = [line for line, before in zip(lines, whole, strict=True) if line != before and line.strip()]
    indent = min((len(line) - len(line.lstrip(" ")) for line in told), default=0)
    if not indent or len(told) < MIN_LINES:
        return lines
    return [line[indent:] if line != before else line for line, before in zip(lines, whole, strict=True)]


def _without_bars(lines: list[str]) -> list[str]:
    jobs = [match for match in map(_JOB.match, lines) if match]
    bars = [_BAR.match(match.string, match.end()) for match in jobs]
    if not jobs or not all(bars):
        return lines
    ends = {bar.string: bar.end() for bar in bars if bar}
    return [line[ends[line] :] if line in ends else line for line in lines]


def _strip_always(line: str) -> str:
    for pattern in _ALWAYS:
        match = pattern.match(line)
        if match:
            line = line[match.end() :]
    match = _ANNOTATION.match(line)
    return _annotated(match, line[match.end() :]) if match else line


def _strip_repeated(lines: list[str]) -> list[str]:
    for pattern in _REPEATED:
        matches = [pattern.match(line) for line in lines]
        names = Counter(match["name"] for match in matches if match)
        lines = [
            line[match.end() :] if match and _is_prefix(match["name"], names[match["name"]]) else line
            for line, match in zip(lines, matches, strict=True)
        ]
    return lines


def _is_prefix(name: str, count: int) -> bool:
    return name not in _OWN and (count >= MIN_LINES or re.search(r"[-_]\d{1,3}$", name) is not None)


def _annotated(match: re.Match[str], message: str) -> str:
    """The line in the words of the tool: an annotation has its file and line apart from its message."""
    fields = {name: unquote(value) for name, value in _FIELD.findall(match["fields"] or "")}
    message = message.replace("%0A", "\n").replace("%0D", "").replace("%25", "%")
    if match["kind"] not in ("error", "warning") or "file" not in fields:
        return message
    file, line, column = fields["file"], fields.get("line", "1"), fields.get("col", "1")
    if message.startswith(file) or re.match(r"[^\s:]{1,300}:\d{1,9}:", message):
        return message
    if _TS_CODE.match(message):
        return f"{file}({line},{column}): {match['kind']} {message}"
    rule = _RULE.fullmatch(fields.get("title", ""))
    if rule is None:
        return f"{file}:{line}:{column}: {message}"
    return f"{file}:{line}:{column}: {message} [{match['kind'].capitalize()}/{rule['rule']}]"
