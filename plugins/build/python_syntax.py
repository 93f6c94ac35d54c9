"""A file that Python cannot parse: the slips that have one answer, each tried and kept only if the file then parses."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator

from autofix.sdk import Action, Change, Edit, Location, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.packages import PYTHON_TOOLS
from plugins.build.python_conflicts import has_markers, resolved
from plugins.build.python_parameters import FOLLOWS, reordered
from plugins.build.python_slips import (
    bracketed,
    closed_quotes,
    dedented,
    deepened,
    misspelt_keywords,
    once,
    other_quotes,
    other_quotes_outside,
    snapped,
    with_comma,
    without_closer,
    without_fences,
)

CODE = "syntax"
# Slips of one file that are corrected together.
MAX_SLIPS = 4
_OPENERS = {"(": ")", "[": "]", "{": "}"}
_NEVER = re.compile(r"'(?P<open>[(\[{])' was never closed")
_BLOCK = re.compile(r"expected an indented block(?: after .{1,60} on line (?P<line>\d+))?")
_PRINT = re.compile(r"(?m)^(?P<head>[ \t]*print) +(?P<what>[^\s(=.,\[][^\n]*?|\([^\n]*\)[ \t]*%[^\n]*?)[ \t]*$")
# As JavaScript writes it.
_TURNED = re.compile(r"^(\s*)import[ \t]+(\w[\w, ]*?)[ \t]+from[ \t]+([\w.]+)(?=\s*$)")
_COMMA = re.compile(r"^(\s*from[ \t]+[\w.]+),[ \t]*([\w.]+[ \t]+import\b)")
_STATEMENT = re.compile(
    r"[ \t]*(?:if|elif|else|for|while|def|class|with|try|except|finally|async)\b[^#\n]*?(?=\s*(?:#|$))"
)


def find_python_syntax(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """What makes the file parse; None where it is no file of Python's."""
    if not spot.file.endswith(".py") or spot.finding.tool not in PYTHON_TOOLS:
        return None
    try:
        text = workspace.read(spot.file)
    except WorkspaceError:
        return None
    said = spot.finding.message.split("\n")[0]
    sentence = f"{spot.file}:{spot.line}: {said[:150]}"
    # What newer Pythons take inside an f-string, the one of the report does not.
    if parses(text) and "f-string" not in said:
        reason = "The report is of another commit, or of an older Python: run this one, with the Python it asks for."
        return not_code(CODE, f"{spot.file} parses.", reason, spot.place)
    if has_markers(text):
        return _conflict(spot, text)
    line = min(spot.line, text.count("\n") + 1)
    # The slips are told by the ends of the lines: of Windows' there is one more character.
    is_windows = "\r\n" in text and "\n" not in text.replace("\r\n", "")
    found = _repaired(workspace, text.replace("\r\n", "\n") if is_windows else text, said, line, MAX_SLIPS)
    if len(found) != 1:
        return recommend(CODE, sentence, f"Correct the code at {spot.file}:{spot.line}, or just above it.", spot.place)
    made, title = next(iter(found.values()))
    made = made.replace("\n", "\r\n") if is_windows else made
    return Cause(CODE, sentence, spot.place, (_remedy(spot.file, text, made, title),))


def _repaired(workspace: Workspace, text: str, said: str, line: int, left: int) -> dict[str, tuple[str, str]]:
    """Every text that parses after at most ``left`` corrections, by its tree: two layouts of one code are one answer.

    Python stops at the first slip: where a correction leads to another further down, that one is corrected too.
    """
    found: dict[str, tuple[str, str]] = {}
    further: dict[str, tuple[int, str, str]] = {}
    nearer: dict[str, tuple[int, str, str]] = {}
    for title, made in _attempts(workspace, text, said, line):
        if made == text:
            continue
        error = _error(made)
        if error is None:
            found.setdefault(ast.dump(ast.parse(made)), (made, title))
        elif (error.lineno or 0) > line and left > 1:
            # On the line below it may be the same error, looked at from there.
            reached = further if (error.lineno or 0) > line + 1 else nearer
            reached[made] = (error.lineno or 0, error.msg, title)
    if not found and len(further or nearer) == 1:
        ((made, (at, message, title)),) = (further or nearer).items()
        rest = _repaired(workspace, made, message, at, left - 1)
        # On the next line it is another slip only if it is the same one again.
        found = {key: (text, title) for key, (text, other) in rest.items() if further or other == title}
    return found


def _error(text: str) -> SyntaxError | None:
    """Why Python does not take the text; None where it does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError) as error:
        return SyntaxError(str(error))
    return None


def parses(text: str) -> bool:
    """Whether Python takes the text."""
    return _error(text) is None


def _conflict(spot: Spot, text: str) -> Cause:
    line = next((at for at, row in enumerate(text.split("\n"), 1) if re.match(r"(?:<{7}|>{7})(?: |$)", row)), spot.line)
    place = Location(spot.file, line)
    sentence = f"{spot.file} still holds the marks of a merge that was not finished."
    made = resolved(text)
    if made is None or not parses(made):
        return recommend(
            CODE,
            sentence,
            f"Decide at {spot.file}:{line} which of the two sides is to stay (or how they go together), and take the "
            "marks out.",
            place,
        )
    return Cause(CODE, sentence, place, (_remedy(spot.file, text, made, "finish the merge"),))


def _remedy(file: str, old: str, new: str, title: str) -> Remedy:
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    edit = Edit(start, len(old) - tail, new[start : len(new) - tail])
    change = Change(file, Action.MODIFY, f"{title[0].upper()}{title[1:]}, so that Python can read the file.", (edit,))
    return Remedy("build_python_syntax", title, (change,))


def _attempts(workspace: Workspace, text: str, said: str, line: int) -> Iterator[tuple[str, str]]:
    """Every correction that the message allows, with its title."""
    rows = text.split("\n")
    yield "drop the marks of Markdown", without_fences(rows)
    never, block = _NEVER.search(said), _BLOCK.search(said)
    if never:
        yield "close the bracket", _closed(rows, line, never["open"])
    elif block:
        filled = list(_filled(rows, int(block["line"]) if block["line"] else None, line))
        yield from filled or (("indent the block", made) for made in deepened(rows, line))
    elif said.startswith("TabError") or "inconsistent use of tabs" in said:
        for width in (4, 2, 8):
            yield "indent with tabs alone", _retabbed(rows, width)
    elif "Missing parentheses in call to 'print'" in said:
        yield "call print", _PRINT.sub(lambda found: f"{found['head']}({found['what']})", text)
    elif "multiple exception types must be parenthesized" in said:
        yield "name the exceptions in brackets", _on_line(rows, line, _in_brackets)
    elif "expected ':'" in said:
        yield "add the colon", _on_line(rows, line, lambda row: _STATEMENT.sub(lambda m: m[0] + ":", row, count=1))
    elif "f-string" in said and "unterminated f-string literal" not in said:
        yield "use the other quotes inside", _on_line(rows, line, other_quotes)
    elif FOLLOWS.search(said):
        yield "put the parameters without a default first", reordered(workspace, text, line)
    elif ("string literal" in said and "unterminated" in said) or "EOL while scanning string" in said:
        yield from (("close the text", made) for made in closed_quotes(rows, line))
    elif "unmatched '" in said or "does not match opening" in said:
        yield from (("correct the bracket", made) for made in without_closer(rows, line, said))
    elif "unexpected indent" in said:
        yield from (("indent as the line above", made) for made in dedented(rows, line))
        yield from (("put the expression in brackets", made) for made in bracketed(rows, line))
    elif "unindent does not match" in said:
        yield from (("indent as the lines above", made) for made in snapped(rows, line))
    elif "Maybe you meant '=='" in said:
        yield "compare", _on_line(rows, line, lambda row: re.sub(r"(?<![=!<>:+\-*/])=(?!=)", "==", row))
    elif "forgot a comma" in said:
        for at in (line, line - 1):
            yield "add the comma", _on_line(rows, at, lambda row: re.sub(r"(?=[ \t]*(?:#[^\n]*)?$)", ",", row, count=1))
        yield from (("add the comma", made) for made in with_comma(rows, line))
        yield "use the other quotes outside", _on_line(rows, line, other_quotes_outside)
    elif "invalid syntax" in said:
        yield "give the argument with =", _keywords(rows, line)
        yield "import as Python does", _on_line(rows, line, lambda row: _TURNED.sub(r"\1from \3 import \2", row))
        yield "part the module with a dot", _on_line(rows, line, lambda row: _COMMA.sub(r"\1.\2", row))
        yield "one import a line", _on_line(rows, line, _split_imports)
        yield (
            "add the comma",
            _on_line(rows, line - 1, lambda row: row + "," if re.search(r"[\w'\"\])}]$", row) else row),
        )
        yield "add the colon", _on_line(rows, line, lambda row: _STATEMENT.sub(lambda m: m[0] + ":", row, count=1))
        yield "close the bracket", _unclosed_above(rows, line)
        yield from (("put the expression in brackets", made) for made in bracketed(rows, line))
        yield from (("spell the keyword", made) for made in misspelt_keywords(rows, line))
        yield "drop what stands twice", _on_line(rows, line, once)
        yield "use the other quotes outside", _on_line(rows, line, other_quotes_outside)


def _on_line(rows: list[str], line: int, change: Callable[[str], str]) -> str:
    if not 1 <= line <= len(rows):
        return "\n".join(rows)
    return "\n".join([*rows[: line - 1], change(rows[line - 1]), *rows[line:]])


def _indent(row: str) -> str:
    return row[: len(row) - len(row.lstrip())]


def _closed(rows: list[str], line: int, opener: str) -> str:
    """The bracket closed where its lines end: in front of the next line that is no deeper than its own."""
    if not 1 <= line <= len(rows):
        return "\n".join(rows)
    own = len(_indent(rows[line - 1]))
    end = next((at for at in range(line, len(rows)) if rows[at].strip() and len(_indent(rows[at])) <= own), len(rows))
    last = max((at for at in range(line - 1, end) if rows[at].strip()), default=line - 1)
    closer = _OPENERS[opener]
    if last == line - 1:
        made = [*rows[:last], _appended(rows[last], closer), *rows[last + 1 :]]
    else:
        made = [*rows[: last + 1], _indent(rows[line - 1]) + closer, *rows[last + 1 :]]
    return "\n".join(made)


def _appended(row: str, what: str) -> str:
    bare = row.rstrip()
    if bare.endswith(":") and re.match(r"[ \t]*(?:if|elif|while|for|def|class|with)\b", bare):
        return bare[:-1] + what + ":" + row[len(bare) :]
    return bare + what + row[len(bare) :]


def _unclosed_above(rows: list[str], line: int) -> str:
    """Python before 3.10 names the line after the one that lacks its bracket."""
    above = next((at for at in range(line - 2, max(-1, line - 5), -1) if rows[at].strip()), None)
    if above is None:
        return "\n".join(rows)
    row = rows[above]
    lacking = [opener for opener, closer in _OPENERS.items() if row.count(opener) == row.count(closer) + 1]
    return _closed(rows, above + 1, lacking[0]) if len(lacking) == 1 else "\n".join(rows)


def _filled(rows: list[str], header: int | None, line: int) -> Iterator[tuple[str, str]]:
    """A block with nothing but a comment in it; a header that stands twice."""
    at = header - 1 if header else next((n for n in range(line - 2, -1, -1) if rows[n].rstrip().endswith(":")), -1)
    if not 0 <= at < len(rows):
        return
    if at and rows[at].strip() == rows[at - 1].strip():
        yield "drop the line that stands twice", "\n".join([*rows[:at], *rows[at + 1 :]])
    code = (n for n in range(at + 1, len(rows)) if rows[n].strip() and not rows[n].lstrip().startswith("#"))
    end = next(code, len(rows))
    inner = [n for n in range(at + 1, end) if len(_indent(rows[n])) > len(_indent(rows[at])) and rows[n].strip()]
    if inner:
        last = inner[-1] + 1
        yield "fill the empty block", "\n".join([*rows[:last], _indent(rows[inner[0]]) + "pass", *rows[last:]])


def _retabbed(rows: list[str], width: int) -> str:
    """Every line indented as the tabs of the file are, where ``width`` blanks are one of them."""

    def tabs(row: str) -> str:
        indent = _indent(row)
        return "\t" * (indent.count("\t") + indent.count(" ") // width) + row.lstrip() if indent.strip("\t") else row

    is_tabbed = sum(row.startswith("\t") for row in rows) > sum(row.startswith("  ") for row in rows)
    return "\n".join(tabs(row) for row in rows) if is_tabbed else "\n".join(rows)


def _keywords(rows: list[str], line: int) -> str:
    """``name: value`` as an argument, on the line and on those of the same call below."""
    made = list(rows)
    for at in range(line - 1, len(rows)):
        changed = re.sub(r"^(\s*\w+)\s*:\s*(?=\S)", r"\1=", rows[at])
        if changed == rows[at]:
            break
        made[at] = changed
    return "\n".join(made)


def _in_brackets(row: str) -> str:
    """``except A, B:`` as a tuple; of Python 2's ``except A, error:`` the name that it is bound to."""
    found = re.match(r"(\s*except\s+)([\w.]+(?:\s*,\s*[\w.]+)+)(\s*:.*)$", row)
    if found is None:
        return row
    names = [name.strip() for name in found[2].split(",")]
    if len(names) == 2 and names[1].islower():
        return f"{found[1]}{names[0]} as {names[1]}{found[3]}"
    return f"{found[1]}({', '.join(names)}){found[3]}"


def _split_imports(row: str) -> str:
    parts = re.split(r"[ \t]+(?=from[ \t]+[\w.]+[ \t]+import\b)", row.strip())
    return ("\n" + _indent(row)).join([_indent(row) + parts[0], *parts[1:]]) if len(parts) > 1 else row
