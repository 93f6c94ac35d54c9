"""The tokens of a source file, told apart just well enough for templates.

No grammar is asked: what matters is that two texts which differ in layout, quotes, semicolons or a trailing comma
alone have the same tokens, and that a change can be put back into any of them. What a file really means is for
the gates and the proof to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_TOKENS = 100_000
_WORD = r"(?P<word>[^\W\d][\w$]*|\$[\w$]*)"
_NUMBER = r"(?P<number>\d[\w.]*)"
# Bounded, as a quote that nothing closes would be followed to the end of the file from every such quote.
_QUOTED = r"'(?:[^'\\\n]|\\.){0,1000}+'|\"(?:[^\"\\\n]|\\.){0,1000}+\""
_SPACE = r"(?P<space>\s++)"
_MARK = r"(?P<mark>.)"
_JAVASCRIPT = re.compile(
    rf"{_SPACE}|(?P<comment>//[^\n]*+|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z))"
    rf"|{_WORD}|{_NUMBER}|(?P<string>{_QUOTED}|`(?:[^`\\$]|\\.|\$(?!\{{)){{0,1000}}+`)|(?P<opening>`)|{_MARK}",
    re.S,
)
_PYTHON = re.compile(
    rf"{_SPACE}|(?P<comment>#[^\n]*+)"
    r"|(?P<opaque>[rRbBuUfFtT]{0,2}(?:\"\"\"(?:[^\\]|\\.)*?(?:\"\"\"|\Z)|'''(?:[^\\]|\\.)*?(?:'''|\Z))"
    rf"|[rRbBfFtT]{{1,2}}(?:{_QUOTED}))"
    rf"|{_WORD}|{_NUMBER}|(?P<string>{_QUOTED})|{_MARK}",
    re.S,
)
_REGEX = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,200}+\]){1,300}+/[a-z]{0,8}")
_BEFORE_REGEX = frozenset("(,=:[!&|?{};>")


@dataclass(frozen=True)
class Token:
    """``start`` and ``end`` count code points. ``text`` is the content between the quotes of a string.

    ``kind`` is ``word``, ``number``, ``mark``, ``string`` or ``opaque`` (a string or expression taken as one thing).
    """

    kind: str
    text: str
    start: int
    end: int
    quote: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two tokens the same."""
        return self.kind, self.text


def read_tokens(text: str, kind: str) -> list[Token]:
    """The tokens of a file of this kind, without comments and without the marks that layout alone decides.

    Those are a comma before a closing bracket and, in JavaScript, the semicolon at the end of a line.
    Raises ``ValueError`` for a file of more than ``MAX_TOKENS``.
    """
    found: list[Token] = []
    pattern = _PYTHON if kind == "python" else _JAVASCRIPT
    at = 0
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:
            raise ValueError(f"nothing can be read at offset {at}")
        token = _token(text, match, kind, found)
        at = token.end if token is not None else match.end()
        if token is not None:
            found.append(token)
            if len(found) > MAX_TOKENS:
                raise ValueError("the file has too many tokens")
    return _without_layout(text, found, kind)


def _token(text: str, match: re.Match[str], kind: str, before: list[Token]) -> Token | None:
    group, start, end = match.lastgroup or "", match.start(), match.end()
    if group in ("space", "comment"):
        return None
    if group == "opening":
        return Token("opaque", text[start : (end := _end_of_template(text, start))], start, end)
    if group == "string":
        return Token("string", text[start + 1 : end - 1], start, end, text[start])
    if group == "mark" and text[start] == "/" and kind != "python":
        last = before[-1] if before else None
        may_begin = last is None or (last.kind == "mark" and last.text in _BEFORE_REGEX) or last.text == "return"
        if may_begin and (regex := _REGEX.match(text, start)):
            return Token("opaque", regex[0], start, regex.end())
    return Token(group, text[start:end], start, end)


def _end_of_template(text: str, start: int) -> int:
    """Where a template literal ends, what stands in its ``${}`` included."""
    at, depth = start + 1, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif depth == 0 and text[at] == "`":
            return at + 1
        elif text.startswith("${", at):
            depth += 1
            at += 1
        elif depth and text[at] in "{}":
            depth += 1 if text[at] == "{" else -1
        at += 1
    return len(text)


def _without_layout(text: str, tokens: list[Token], kind: str) -> list[Token]:
    kept: list[Token] = []
    # For each bracket that is open, whether it is a call's: in Python (x,) is not (x).
    calls: list[bool] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind == "mark" and token.text in "([{":
            last = kept[-1] if kept else None
            calls.append(kind != "python" or (last is not None and (last.kind == "word" or last.text in ")]")))
        elif token.kind == "mark" and token.text in ")]}" and calls:
            calls.pop()
        if not _is_layout(text, token, following, kind, not calls or calls[-1]):
            kept.append(token)
    return kept


def _is_layout(text: str, token: Token, following: Token | None, kind: str, is_call: bool) -> bool:
    if token.kind != "mark" or token.text not in ",;":
        return False
    if token.text == ",":
        closing = "]})" if is_call else "]}"
        return following is not None and following.kind == "mark" and following.text in closing
    if kind == "python":
        return False
    between = text[token.end : following.start if following else len(text)]
    return following is None or "\n" in between or (following.kind == "mark" and following.text == "}")
