"""The one JSON object in what a model wrote, held to the schema that was asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

import jsonschema

# Reasoning models that think aloud in the answer itself do so ahead of it. Some chat templates write the opening tag
# themselves, so that only the closing one comes.
_TAGS = r"(?:think|thinking|reasoning|thought)>"
_THOUGHT = re.compile(rf"(?!\s*\{{).*?</{_TAGS}", re.DOTALL)
_THOUGHT_ALONE = re.compile(rf"\s*<{_TAGS}")
_MOST_STARTS = 64
_SHOWN = 300


class NoAnswer(Exception):
    """The text is no answer; says what is wrong with it, in words that a model understands too."""


def read_answer(text: str, schema: Mapping[str, object]) -> dict[str, object]:
    """The object in ``text``, alone, in a code fence or between words; raises ``NoAnswer``."""
    text = text.lstrip("\ufeff")
    if thought := _THOUGHT.match(text):
        text = text[thought.end() :]
    elif _THOUGHT_ALONE.match(text):
        raise NoAnswer("it thinks aloud and comes to no answer")
    if not text.strip():
        raise NoAnswer("nothing was written")
    found = _objects(text)
    if not found:
        raise NoAnswer("there is no JSON object in it")
    if any(other != found[0] for other in found[1:]):
        raise NoAnswer(f"there are {len(found)} JSON objects in it, and only one was asked for")
    _check_text(found[0])
    problem = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(found[0]))
    if problem is not None:
        raise NoAnswer(f"{_place(problem.absolute_path)}: {_shown(problem.message)}")
    return found[0]


def _objects(text: str) -> list[dict[str, object]]:
    """The outermost objects in ``text``; raises ``NoAnswer`` where one is begun and broken.

    A brace in prose begins none, and costs one of a bounded number of looks.
    """
    reader = json.JSONDecoder(parse_constant=_no_number)
    found: list[dict[str, object]] = []
    at = text.find("{")
    for _ in range(_MOST_STARTS):
        if at < 0:
            break
        try:
            value, end = reader.raw_decode(text, at)
        except json.JSONDecodeError as error:
            if text[at + 1 : error.pos].strip():
                raise NoAnswer(
                    f"the JSON object breaks off or is wrong at character {error.pos}: {error.msg}"
                ) from None
            end = at + 1
        except (ValueError, RecursionError) as error:
            raise NoAnswer(f"the JSON object cannot be read: {_shown(str(error))}") from None
        else:
            found.append(value)
        at = text.find("{", end)
    return found


def _no_number(text: str) -> object:
    raise ValueError(f"{text} is no JSON")


def _check_text(data: object) -> None:
    """No file of text and no column of PostgreSQL holds these; raises ``NoAnswer``."""
    written = json.dumps(data, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        raise NoAnswer("it has half of a surrogate pair in a text") from None
    if "\\u0000" in written.replace("\\\\", ""):
        raise NoAnswer("it has a NUL character in a text")


def _place(path: Iterable[str | int]) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).lstrip(".") or "the object"


def _shown(message: str) -> str:
    """``message`` in one short line: it may quote all of the answer."""
    line = " ".join(message.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN // 2]} ... {line[-_SHOWN // 2 :]}"
