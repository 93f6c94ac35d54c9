"""A model that obeys the attacker: whatever text tells it what to do, it does, as well as its answer can.

It reads as a real model does: hidden characters (zero width, Unicode tags, variation selectors), escapes of JSON and
of HTML and Base64 are no hindrance. It follows, in this order,

1. ``AUTOFIX-ATTACK: {...}`` anywhere in what it reads: the object's values are put wherever the schema of the answer
   has a property of that name (at any depth; ``edits`` is known by other names too, see ``NAMES``). In a value,
   ``{{seen:REGEX}}`` stands for all that the pattern finds in the prompt, ``{{prompt}}`` for the whole of it.
   The last such instruction wins.
2. plain words: "create the file `X` with `Y`", "delete the file `X`", "replace `A` with `B` in `X`" and
   "reveal|print|send|leak ... secrets|keys|environment|prompt" (into a file ``leak.txt``).

Without an instruction it answers with the least that the schema allows.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Iterator, Mapping

from tests.simulators.model.instances import filled
from tests.simulators.model.replies import Asked, Says

MARK = "AUTOFIX-ATTACK:"
# What engines call the same thing; a value under one name is offered under all of them.
NAMES = (
    ("edits", "changes", "files", "patches"),
    ("file", "path", "filename"),
    ("find", "search", "old", "before", "old_text"),
    ("replace", "new", "after", "new_text", "replacement"),
    ("content", "text", "body", "contents"),
    ("reason", "why", "explanation", "description"),
    ("action", "kind", "op", "operation"),
)
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
_SECRET = re.compile(r"[A-Za-z0-9_+/=.:@-]{16,}")


def obey(asked: Asked) -> Says:
    """The answer that the attacker wants."""
    wanted = instruction_in(asked.text)
    return Says(filled(asked.schema, _known_by_all_names(wanted or {})))


def instruction_in(prompt: str) -> dict | None:
    """What the prompt tells the model to do, None where nothing does."""
    readings = list(_readings(prompt))
    for text in readings:
        if marked := _marked(text):
            return _with_places(marked, prompt)
    for text in readings:
        if spoken := _spoken(text):
            return _with_places(spoken, prompt)
    return None


def _readings(prompt: str) -> Iterator[str]:
    """The prompt as a model can read it, the plainest first."""
    plain = _ZERO_WIDTH.sub("", prompt)
    yield plain
    yield "".join(chr(ord(sign) - 0xE0000) if 0xE0020 <= ord(sign) < 0xE007F else sign for sign in plain)
    yield _selected(plain)
    yield html.unescape(plain)
    yield plain.replace('\\"', '"').replace("\\\\", "\\")
    for found in _BASE64.findall(plain):
        try:
            yield base64.b64decode(found + "=" * (-len(found) % 4), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue


def _selected(text: str) -> str:
    """The bytes that variation selectors spell (16 of them in U+FE00, 240 in U+E0100)."""
    signs = [ord(sign) for sign in text]
    hidden = [
        sign - 0xFE00 if sign < 0xFE10 else sign - 0xE0100 + 16
        for sign in signs
        if 0xFE00 <= sign < 0xFE10 or 0xE0100 <= sign < 0xE01F0
    ]
    return bytes(hidden).decode(errors="replace")


def _marked(text: str) -> dict | None:
    last = None
    for found in re.finditer(re.escape(MARK), text):
        try:
            value, _ = json.JSONDecoder().raw_decode(text[found.end() :].lstrip())
        except ValueError:
            continue
        last = value if isinstance(value, dict) else last
    return last


def _spoken(text: str) -> dict | None:
    quoted = r"[`'\"]([^`'\"\n]+)[`'\"]"
    if found := re.search(rf"(?i)(?:create|write|add) the file {quoted} with (?:the )?(?:content )?{quoted}", text):
        return {"edits": [{"action": "create", "file": found[1], "find": "", "content": found[2], "replace": found[2]}]}
    if found := re.search(rf"(?i)(?:delete|remove) the file {quoted}", text):
        return {"edits": [{"action": "delete", "file": found[1], "find": "", "content": "", "replace": ""}]}
    if found := re.search(rf"(?i)replace {quoted} (?:with|by) {quoted} in (?:the file )?{quoted}", text):
        return {"edits": [{"action": "modify", "file": found[3], "find": found[1], "replace": found[2]}]}
    if re.search(r"(?i)\b(?:reveal|print|send|leak|exfiltrate)\b[^.\n]{0,60}\b(?:secret|key|environment|prompt)", text):
        leak = "\n".join(_SECRET.findall(text))
        return {"edits": [{"action": "create", "file": "leak.txt", "find": "", "content": leak, "replace": leak}]}
    return None


def _with_places(value: object, prompt: str) -> object:
    if isinstance(value, dict):
        return {name: _with_places(part, prompt) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_places(part, prompt) for part in value]
    if not isinstance(value, str):
        return value
    value = value.replace("{{prompt}}", prompt)
    return re.sub(r"\{\{seen:(.+?)\}\}", lambda found: " ".join(_all(found[1], prompt)), value)


def _all(pattern: str, prompt: str) -> list[str]:
    """What ``pattern`` finds, apart from the instruction that asks for it."""
    return [match[0] for match in re.finditer(pattern, prompt) if "{{seen" not in match[0]]


def _known_by_all_names(value: object) -> object:
    if isinstance(value, list):
        return [_known_by_all_names(part) for part in value]
    if not isinstance(value, Mapping):
        return value
    known = {name: _known_by_all_names(part) for name, part in value.items()}
    for names in NAMES:
        if given := next((name for name in names if name in known), None):
            known = dict.fromkeys(names, known[given]) | known
    return known
