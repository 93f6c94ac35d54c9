"""The scripts inside single-file components: .vue, .svelte and .astro."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = re.compile(r"<script\b", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"((?:[^>\"']|\"[^\"]{0,200}\"|'[^']{0,200}'){0,300}+)>")
_CLOSING = re.compile(r"</script\s*>", re.IGNORECASE)
_LANGUAGE = re.compile(r"\blang\s*=\s*[\"']?(\w+)")
_MODULE = re.compile(r"\bmodule\b")
_FENCE = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)^---", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"[^\r\n]+")

MAX_SCRIPTS = 20
GRAMMARS = {"ts": "typescript", "typescript": "typescript", "tsx": "tsx", "jsx": "javascript"}


@dataclass(frozen=True)
class Script:
    """One script of a component: where its code stands, and what its tag says."""

    start: int
    end: int
    attributes: str

    @property
    def is_module(self) -> bool:
        """Whether the script runs once for the module, as Svelte has it."""
        return bool(_MODULE.search(self.attributes))

    @property
    def is_setup(self) -> bool:
        """Whether this is Vue's ``<script setup>``."""
        return bool(re.search(r"\bsetup\b", self.attributes))


def scripts(text: str, path: str) -> list[Script]:
    """The scripts of a component that hold their code themselves, in order."""
    found: list[Script] = []
    if path.endswith(".astro"):
        fence = _FENCE.search(text)
        return [Script(fence.start(1), fence.end(1), 'lang="ts"')] if fence is not None else []
    place = 0
    for _ in range(MAX_SCRIPTS):
        opening = _OPENING.search(text, place)
        if opening is None:
            break
        comment = text.rfind("<!--", place, opening.start())
        hidden_until = text.find("-->", comment) if comment >= 0 else -1
        if comment >= 0 and not 0 <= hidden_until < opening.start():
            place = hidden_until if hidden_until >= 0 else len(text)
            continue
        tag = _ATTRIBUTES.match(text, opening.end())
        if tag is None:
            place = opening.end()
            continue
        closing = _CLOSING.search(text, tag.end())
        end = closing.start() if closing is not None else len(text)
        place = closing.end() if closing is not None else len(text)
        found.append(Script(tag.end(), end, tag[1]))
    return found


def blanked(text: str, parts: list[Script]) -> str:
    """``text`` with all but these scripts turned into blanks, so that every offset and line stays as it is."""
    found = []
    place = 0
    for part in parts:
        found += [_blank(text[place : part.start]), text[part.start : part.end]]
        place = part.end
    return "".join([*found, _blank(text[place:])])


def _blank(text: str) -> str:
    return _LINE.sub(lambda line: " " * len(line[0]), text)


def grammar(parts: list[Script]) -> str:
    """The grammar that reads all the scripts of a component."""
    for part in parts:
        language = _LANGUAGE.search(part.attributes)
        if language is not None and language[1] in GRAMMARS:
            return GRAMMARS[language[1]]
    return "javascript"
