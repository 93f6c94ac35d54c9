"""Values under the name of a secret: in environment files, YAML, JSON, INI, TOML, XML, code, commands and logs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.model.redaction.names import WORDS, is_something_else, lowered
from autofix.engine.model.redaction.span import SECRET, Span
from autofix.engine.model.redaction.values import is_bare_literal, is_literal

KIND = "value of a secret's name"
_LEFT = 60
_NAME = re.compile(r"[\w\-]{0,40}")
# Between the name and its value; a value may stand on the next line.
_SIGN = re.compile(
    r"(?P<close>\\{0,3}[\"'`]?\]?)"
    r"(?:(?:[?!]?:[ ]{0,3}[\w.<>|\[\], ]{1,40}(?=[ ]{0,3}=[ ]?[^=>\s]))?[ \t]{0,20}"
    r"(?P<sign>:=|=>|={1,3}|!==?|\?\?=?|\|\|=?|:|>(?=[^<\n]{1,400}</)|,?\s{0,3}(?:is|was"
    r"|ist)(?=\s))[ \t]{0,20}(?:\\?\n[ \t]{0,80})?"
    r"|,?\s{1,40}[\"']?(?:[Vv]alue|VALUE|default)[\"']?[ ]{0,3}[:=][ ]{0,3}"
    r"|,\s{0,40}[\"'](?:[Vv]alue|VALUE|[Dd]efault)[\"'][ ]{0,3}:[ ]{0,3}"
    r"|(?P<weak>\(|,[ ]{0,3}(?:\w{1,20}=)?|[ \t]{1,3})[ ]{0,3})"
)
_QUOTED = re.compile(
    r"[rbufRBUF@$]{0,2}(?P<mark>\\{0,3})(?P<quote>\"\"\"|'''|[\"'`])(?P<value>(?:(?!(?P=mark)(?P=quote))(?:\\."
    r"|[^\n\\]))"
    r"{1,2000})"
)
_BARE = re.compile(r"(?P<value>(?:[^\s\"'`,;&<>(){}\[\]|\\]|\\(?![nrt\"'\s])){1,2000})(?P<next>[ \t]*[^\s]?)")
_LINE = re.compile(r"(?P<value>[^\s\"'`][^\s]{0,2000})(?P<next>)[ \t]*(?:#[^\n]*)?$", re.M)
_BLOCK = re.compile(r"[|>][+\-]?[ \t]*\n(?P<indent>[ \t]+)(?P<value>\S[^\n]*(?:\n(?P=indent)[^\n]+){0,60})")
# Words alone are a secret under these names (BIP 39 has 12 to 24 of them).
_PHRASE = re.compile(r"phrase|mnemonic|seed", re.I)
_WORDS = re.compile(r"[a-z]{3,10}(?:[ -][a-z]{3,10}){3,23}")
# What reads a variable and is given a value for when there is none.
_READ = re.compile(r"(?:env\w{0,10}(?:\.(?:get|setdefault|str))?|config|default\w{0,4})\([ ]{0,3}[\"'`]$", re.I)
_ENVIRONMENT = re.compile(r"[ \t]*(?:[+\-][ \t]?)?(?:(?:export|set|ENV|ARG|-e|--env|setx?)[ \t]+)?[\"']?")
# A bare word that begins a line of configuration; code ends its lines otherwise.
_CONFIGURATION = re.compile(r"[ \t]*(?:[+\-#][ \t]*)?[\"']?")


def find_assignments(text: str) -> Iterator[Span]:
    """What is assigned to names of secrets in ``text``, wherever it looks like a value and no reference."""
    small = lowered(text)
    done = 0
    for word in WORDS.finditer(small):
        if word.start() < done:
            continue
        name = _NAME.match(text, word.end())
        end = name.end() if name else word.end()
        sign = _SIGN.match(text, end)
        if sign is None:
            continue
        suffix = text[word.end() : end]
        sure = word["sure"] is not None and not is_something_else(suffix)
        span = _value(text, word, end, sign, sure)
        if span is not None:
            done = span.end
            yield span


def _value(text: str, word: re.Match[str], end: int, sign: re.Match[str], sure: bool) -> Span | None:
    at = sign.end()
    start = _name_start(text, word.start())
    is_option = text.startswith("-", start)
    weak = sign["weak"]
    if weak is not None:
        is_spaced = not weak.strip()
        if is_spaced and not is_option and not sure:
            return None
        is_default = not is_option and bool(_READ.search(text, max(0, start - 30), start))
        sure = sure and ((is_option and is_spaced) or (is_default and weak.startswith(",")))
    if sign["sign"] and sign["sign"].startswith(">") and text[start - 1 : start] not in ("<", ":", ""):
        return None
    if sure and (block := _BLOCK.match(text, at)):
        return Span(block.start("value"), block.end("value"), SECRET, KIND)
    if quoted := _QUOTED.match(text, at):
        return _quoted(text[start:end], quoted, sure)
    if weak is not None and not is_option and weak.strip():
        return None
    return _bare(text, start, end, sign, sure)


def _quoted(name: str, found: re.Match[str], sure: bool) -> Span | None:
    value = found["value"]
    if value.lower().replace("-", "_") in name.lower().replace("-", "_"):
        return None
    scheme = re.match(r"(?:Bearer|Basic|Token|ApiKey|Digest)\s+", value, re.I)
    if scheme:
        value = value[scheme.end() :]
    if not is_literal(value, sure=sure, quoted=True) and not (_PHRASE.search(name) and _WORDS.fullmatch(value)):
        return None
    return Span(found.end("value") - len(value), found.end("value"), SECRET, KIND)


def _bare(text: str, start: int, end: int, sign: re.Match[str], sure: bool) -> Span | None:
    at, line = sign.end(), text.rfind("\n", 0, start) + 1
    head = text[line:start]
    is_environment = (
        sign[0] == "=" and bool(_ENVIRONMENT.fullmatch(head)) and bool(re.match(r"[\w.\-]+$", text[start:end]))
    )
    is_configuration = is_environment or bool(_CONFIGURATION.fullmatch(head))
    # Up to the end of its line, whatever is in it.
    found = _LINE.match(text, at) if is_configuration else None
    if found and _is_code_end(found["value"]):
        found, is_environment, is_configuration = None, False, False
    found = found or _BARE.match(text, at)
    if found is None:
        return None
    value = found["value"].rstrip(".:")
    if value.lower() in text[start:end].lower() and not is_environment:
        return None
    if found["next"].strip()[:1] in ("(", "["):
        if not is_literal(value, sure=False, quoted=False):
            return None
    elif not is_literal(value, sure=sure, quoted=False) and not (
        sure
        and sign["sign"] in ("=", ":")
        and (is_environment or (is_configuration and _ends_line(text, found)))
        and is_bare_literal(value)
        # A variable that holds it is no value: ``password = raw_password``.
        and not (sign[0] != "=" and WORDS.search(value.lower()))
    ):
        return None
    return Span(found.start("value"), found.start("value") + len(value), SECRET, KIND)


def _is_code_end(value: str) -> bool:
    return value.endswith((";", ",", "{", "(")) or "(" in value


def _ends_line(text: str, found: re.Match[str]) -> bool:
    end = found.end("value")
    return not text[end : (text + "\n").find("\n", end)].split("#")[0].strip()


def _name_start(text: str, start: int) -> int:
    lowest = max(0, start - _LEFT)
    while start > lowest and (text[start - 1].isalnum() or text[start - 1] in "_-.$"):
        start -= 1
    return start
