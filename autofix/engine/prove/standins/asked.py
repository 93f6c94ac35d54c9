"""Which names of the environment an application reads, and what it does where one is not set.

Read from the text, not from syntax trees: a dozen libraries spell it in a dozen ways, and what is missed or
misread costs a proof, never makes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A match is followed this far to see what stands in for a missing value.
_AHEAD = 200


@dataclass(frozen=True)
class Asked:
    """A name that is read. ``default`` is the text the code uses without it, None where it has nothing.

    ``kind`` is ``text``, ``number`` or ``other`` (a switch, a list). ``is_address`` tells that the value goes straight
    into a call that connects to a store. ``before`` and ``after`` are the text around it.
    """

    name: str
    default: str | None
    kind: str
    file: str
    is_address: bool = False
    before: str = ""
    after: str = ""


# Every repetition is bounded: a text made for it may not hold a proof up.
_NAME = r"[A-Za-z_][A-Za-z0-9_]{0,80}"
_JAVASCRIPT = (
    re.compile(rf"process\.env\.({_NAME})"),
    re.compile(rf"process\.env\[\s*['\"`]({_NAME})['\"`]\s*\]"),
    # Nest's ConfigService, and env-var.
    re.compile(
        r"\b(?:\w{0,30}[cC]onfig\w{0,30}|env)\.(?:get|getOrThrow)(?:<[^>\n]{0,80}>)?\(\s*['\"]([A-Z][A-Z0-9_]{0,80})['\"]"
    ),
    # The keys of schemas: zod, Joi, envalid.
    re.compile(
        r"^[ \t]*([A-Z][A-Z0-9_]{1,80})\s*:\s*(?=(?:z|Joi|joi|yup)\s*\.|(?:str|num|url|host|port|bool|email|json)\()",
        re.M,
    ),
    re.compile(rf"use_env_variable['\"]?\s*:\s*['\"]({_NAME})['\"]"),
    re.compile(rf"\benv\(\s*['\"]({_NAME})['\"]\s*\)"),
)
_DESTRUCTURED = re.compile(r"\{([^{}]{1,2000})\}\s*=\s*process\.env\b")
_PYTHON = (
    re.compile(rf"\benviron\[\s*['\"]({_NAME})['\"]\s*\]"),
    re.compile(rf"\b(?:environ\.get|getenv)\(\s*['\"]({_NAME})['\"]"),
    # environs, django-environ, decouple.
    re.compile(rf"\b(?:env|config)(?:\.\w+)?\(\s*['\"]({_NAME})['\"]"),
)
_IMPLICIT = ((re.compile(r"\bdj_database_url\.config\(|\benv\.db\(\s*\)"), "DATABASE_URL"),)
_SETTINGS_CLASS = re.compile(
    r"^class\s+\w+\([^)\n]{0,100}Settings\b[^)\n]{0,100}\)\s*:[^\n]*\n((?:[ \t][^\n]*\n|\n)*)", re.M
)
_FIELD = re.compile(
    r"^([ \t]+)([A-Za-z_][A-Za-z0-9_]{0,80})\s*:\s*([\w\[\]., |]{1,100}?)[ \t]{0,20}(?:=[ \t]{0,20}([^\n]*))?$", re.M
)
_PREFIX = re.compile(r"env_prefix\s*=\s*['\"](\w*)['\"]")
_ALIAS = re.compile(rf"\b(?:env|validation_alias|alias)\s*=\s*['\"]({_NAME})['\"]")
_CONNECTS = re.compile(
    r"(?:\.connect|createConnection|MongoClient|connectDB|create_engine|create_async_engine|Redis|createClient"
    r"|from_url|forRoot|AsyncIOMotorClient|Sequelize|Pool)\s*\(\s*(?:\{[^{}\n]{0,80})?(?:`\$\{|`)?\s*$"
)
_LITERAL = re.compile(r"""(['"`])((?:(?!\1)[^\n\\])*)\1|\b(\d[\w.]*|true|false|True|False)\b""")


def names_asked(code: Iterable[tuple[str, str]]) -> tuple[Asked, ...]:
    """Every reading of a name in ``code``, pairs of path and text, in order."""
    found: list[Asked] = []
    for path, text in code:
        if path.endswith(".py"):
            found += _in_python(path, text)
        elif path.endswith((".js", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".prisma", ".json")):
            found += _in_javascript(path, text)
    return tuple(found)


def _in_javascript(path: str, text: str) -> Iterator[Asked]:
    if not any(word in text for word in ("env", "onfig", "z.", "oi.")):
        return
    for pattern in _JAVASCRIPT:
        for match in pattern.finditer(text):
            before, after = text[max(0, match.start() - 120) : match.start()], text[match.end() : match.end() + _AHEAD]
            line = after.split("\n", 1)[0]
            is_number = bool(re.search(r"(?:Number|parseInt|parseFloat)\(\s*$|[^\w)\]]\+$", before))
            is_number = is_number or bool(re.match(r"[^,\n]*(?:\.number\(|num\()", line))
            kind = "number" if is_number else "other" if re.match(r"[^,\n]*(?:\.boolean\(|bool\()", line) else "text"
            yield Asked(match[1], _after_or(after), kind, path, bool(_CONNECTS.search(before)), before, after)
    for match in _DESTRUCTURED.finditer(text):
        for part in match[1].split(","):
            named = re.match(rf"\s*({_NAME})\s*(?::\s*{_NAME}\s*)?(?:=\s*(.*))?$", part, re.S)
            if named:
                local = re.search(rf":\s*({_NAME})", part)
                used = local[1] if local else named[1]
                is_address = bool(re.search(rf"{_CONNECTS.pattern[:-4]}\s*{used}\b", text))
                yield Asked(named[1], _literal(named[2] or ""), "text", path, is_address)


def _after_or(after: str) -> str | None:
    """The text behind ``||`` or ``??``, or in ``.default(``; None where there is none."""
    behind = re.match(r"\s*(?:as string\s*)?\)*\s*(?:\|\||\?\?)\s*([^\n;]*)", after)
    if behind:
        return _literal(behind[1]) or ""
    given = re.match(r"[^\n]*?(?:\.default\(|\bdefault:\s*)([^\n]*)", after.split("\n", 1)[0])
    if given:
        return _literal(given[1]) or ""
    # Nest: get('NAME', 'default')
    second = re.match(r"\s*,\s*([^\n)]*)\)", after)
    return _literal(second[1]) if second else None


def _in_python(path: str, text: str) -> Iterator[Asked]:
    for pattern in _PYTHON if any(word in text for word in ("env", "config")) else ():
        for match in pattern.finditer(text):
            before, after = text[max(0, match.start() - 120) : match.start()], text[match.end() : match.end() + _AHEAD]
            call = _arguments(after)
            is_number = bool(
                re.search(r"\b(?:int|float)\(\s*(?:os\.)?$", before) or re.search(r"cast\s*=\s*(?:int|float)", call)
            )
            is_number = is_number or bool(re.search(r"\.(?:int|float)\(\s*['\"]", match[0]))
            is_other = bool(
                re.search(r"\.(?:bool|list|tuple|dict|json)\(", match[0]) or re.search(r"cast\s*=\s*(?!str\b)", call)
            )
            kind = "number" if is_number else "other" if is_other else "text"
            yield Asked(
                match[1], _python_default(match[0], after), kind, path, bool(_CONNECTS.search(before)), before, after
            )
    for pattern, name in _IMPLICIT:
        for match in pattern.finditer(text):
            given = re.search(r"default\s*=\s*([^\n]*)", text[match.end() : match.end() + _AHEAD])
            yield Asked(name, _literal(given[1]) or "" if given else None, "text", path, True)
    if "Settings" in text:
        yield from _fields(path, text)


def _arguments(after: str) -> str:
    """The rest of a call from behind its first argument, brackets matched."""
    depth = 1
    for index, character in enumerate(after):
        depth += (character in "([{") - (character in ")]}")
        if depth == 0:
            return after[:index]
    return after


def _python_default(match: str, after: str) -> str | None:
    if match.endswith("]"):
        return None
    rest = _arguments(after).strip().removeprefix(",").strip()
    if rest and not rest.startswith("cast"):
        return _literal(rest) or ""
    behind = re.match(r"[^\n]*?\)\s*or\s+([^\n]*)", after)
    return _literal(behind[1]) or "" if behind else None


def _fields(path: str, text: str) -> Iterator[Asked]:
    """The fields of pydantic's settings, which read a name of the environment each."""
    for block in _SETTINGS_CLASS.findall(text):
        prefix = found[1] if (found := _PREFIX.search(block)) else ""
        fields = _FIELD.findall(block)
        indent = min((len(field[0]) for field in fields), default=0)
        for space, name, kind, given in fields:
            if len(space) != indent or name in ("model_config", "Config"):
                continue
            alias = _ALIAS.search(given)
            is_required = not given or re.match(
                r"Field\(\s*(?:\.\.\.|\)|env|alias|validation|min_|max_|description)", given
            )
            default = None if is_required and "None" not in kind and "Optional" not in kind else _literal(given) or ""
            is_number = bool(re.search(r"\b(?:int|float|PositiveInt)\b", kind))
            is_text = bool(re.search(r"\b(?:str|SecretStr|\w*Dsn|\w*Url)\b", kind)) and "list" not in kind.lower()
            spelled = "number" if is_number else "text" if is_text else "other"
            yield Asked(alias[1] if alias else (prefix + name).upper(), default, spelled, path)


def _literal(text: str) -> str | None:
    """The first literal in ``text``."""
    found = _LITERAL.search(text)
    return (found[2] if found[1] else found[3]) if found else None
