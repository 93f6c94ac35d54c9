"""A lesson comes back as it was written; what is none is refused."""

import json
from dataclasses import replace

import pytest

from autofix.engine.memory.lesson_json import MAX_BYTES, LessonError, digest_of, read_lesson, write_lesson


@pytest.fixture
def lesson(learn, shop, shop_mended):
    return learn(shop, shop_mended)


@pytest.fixture
def told(lesson):
    return json.loads(write_lesson(lesson))


def test_it_comes_back(lesson):
    assert read_lesson(write_lesson(lesson), lesson.id) == lesson


def test_its_digest_is_that_of_its_text(lesson):
    assert digest_of(lesson) == digest_of(replace(lesson, id="les_other"))
    assert digest_of(lesson) != digest_of(replace(lesson, shape="0" * 64))


def _set(*path_and_value):
    *path, last, value = path_and_value

    def change(told):
        for step in path:
            told = told[step]
        told[last] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("version", 2),
        _set("version", True),
        _set("more", 1),
        _set("risk", "merge_freely"),
        _set("shape", "../../etc"),
        _set("files", []),
        _set("files", ["python"] * 4),
        _set("files", ["manifest"]),
        _set("steps", []),
        _set("steps", 0, 0, 1),
        _set("steps", 0, 0, -1),
        _set("steps", 0, 0, True),
        _set("steps", 0, 1, []),
        _set("steps", 0, 1, 0, 0, "comment"),
        _set("steps", 0, 1, 0, 1, ["x" * 81]),
        _set("steps", 0, 1, 0, 1, ["a\nb"]),
        _set("steps", 0, 1, 0, 1, [{"hole": "origin", "more": 1}]),
        _set("steps", 0, 1, 0, 1, ["x"] * 13),
        _set("steps", 0, 1, 0, 2, "anything"),
        _set("steps", 0, 2, 0, [None, 99, None, None]),
        _set("steps", 0, 2, 0, [None, None, None, None]),
        _set("steps", 0, 2, 0, [None, 0, 0, None]),
        _set("steps", 0, 2, 0, ["\n+1; rm", 0, None, None]),
        _set("steps", 0, 2, 1, [None, 0, None, None]),
        _set("steps", 0, 2, 1, ["", None, 0, None]),
        _set("steps", 0, 2, 1, ["", None, None, ["string", [], "text", ""]]),
        _set("steps", 0, 2, [[None, 0, None, None]] * 301),
    ],
)
def test_what_is_no_lesson_is_refused(told, change):
    read_lesson(json.dumps(told))
    change(told)

    with pytest.raises(LessonError):
        read_lesson(json.dumps(told))


@pytest.mark.parametrize("text", ["", "null", "[" * 100_000, "{", '{"version": NaN}', "x" * (MAX_BYTES + 1)])
def test_hostile_text_is_refused(text):
    with pytest.raises(LessonError):
        read_lesson(text)
