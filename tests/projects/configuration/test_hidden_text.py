"""A file means what a review of it shows."""

import pytest
import yaml

from autofix.projects.configuration import load_configuration

HIDDEN = "policy: {{}} # reviewed{}project: {{name: hidden}}\n"


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\r"])
def test_a_line_end_that_editors_do_not_show_is_refused(character, problems_of):
    text = HIDDEN.format(character)
    assert yaml.safe_load(text)["project"] == {"name": "hidden"}

    (problem,) = problems_of(text)

    assert (problem.line, problem.column) == (1, 22)
    assert problem.message == f"the file holds the character U+{ord(character):04X}"


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x00", "\x1b", "\x7f", "\ud800", "\ufeff"])
def test_a_character_that_shows_something_else_is_refused(character, problems_of):
    (problem,) = problems_of(f"project:\n  name: a{character}b\n")

    assert (problem.line, problem.column) == (2, 10)


@pytest.mark.parametrize("escape", [r"\0", r"\e", r"\L", r"\u202e", r"\ud800", r"\r"])
def test_so_is_one_that_an_escape_gives(escape, problems_of):
    (problem,) = problems_of(f'project: {{name: "a{escape}b"}}')

    assert "an escape in project.name gives the character" in problem.message


def test_windows_line_ends_and_a_byte_order_mark_are_fine():
    text = b"\xef\xbb\xbfproject:\r\n  name: shop\r\n"

    assert load_configuration(text, ()).project.name == "shop"


@pytest.mark.parametrize("data", [b"project: {name: caf\xe9}", "project: {}".encode("utf-16")])
def test_another_encoding_is_refused(data, problems_of):
    (problem,) = problems_of(data)

    assert problem.message == "the file is not UTF-8 from here on"
