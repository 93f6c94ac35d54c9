"""What YAML can do beyond plain data is refused, with its line."""

import pytest
import yaml

from autofix.projects.configuration import Configuration, load_configuration

CASES = [
    ("", 1, "the file is empty", "write {}"),
    ("# nothing yet\n", 2, "the file is empty", "write {}"),
    ("project: {}\n---\npolicy: {}\n", 2, "a second document starts here", "keep one"),
    ("project: {}\n...\n---\n{}\n", 3, "a second document starts here", "keep one"),
    ("%YAML 1.1\n---\n{}\n", 1, "the file has a % directive", "take it out"),
    ("policy: {}\nproject:\n  name: a\n  name: b\n", 4, "project.name is given again, first in line 3", "keep one"),
    ("project: {name: &n shop}", 1, "&n is an anchor", "take it out"),
    ("project: {name: !!str 12}", 1, "the tag '!!str' is not understood", "take it out"),
    ("project: !!python/object/apply:os.getcwd []", 1, "the tag '!!python/object/apply:os.getcwd'", "take it out"),
    ("project: !secret x", 1, "the tag '!secret'", "take it out"),
    ("? [a]\n: b\n", 1, "a key is a plain word", "write 'key: value'"),
    ("project:\n\tname: shop\n", 2, "this is no YAML", "indent with blanks, not tabs"),
    ("project:\n  name: a: b\n", 2, "this is no YAML: mapping values are not allowed here", "in quotes"),
    ("project:\n  name: 'shop\n", 3, "this is no YAML", "close the quotes"),
    ("policy:\n  stop_at: merge\n approval: never\n", 3, "this is no YAML", "check the indentation"),
    ("project: {name: @shop}", 1, "this is no YAML", "put the text in quotes"),
    ("services: [{name: a, health: /a?b}]", 1, "this is no YAML", "put the text in quotes"),
    ("policy: {allowed_paths: [a, b\nproject: {}", 2, "this is no YAML", ""),
    (r'project: {name: "\UFFFFFFFF"}', 1, "an escape here names no character", "write the character itself"),
]


@pytest.mark.parametrize(("text", "line", "message", "suggestion"), CASES, ids=[repr(case[0][:40]) for case in CASES])
def test_it_is_told_with_its_line(text, line, message, suggestion, problems_of):
    found = [problem for problem in problems_of(text) if message in problem.message]

    assert [problem.line for problem in found] == [line]
    assert suggestion in found[0].suggestion


def test_an_alias_is_refused_once_and_its_value_not_judged(problems_of):
    problems = problems_of("project: {name: &n shop}\npolicy: {max_files: *n}\n")

    assert [problem.message for problem in problems] == ["&n is an anchor", "*n is an alias"]


def test_the_second_of_two_keys_would_win_otherwise(problems_of):
    text = "policy: {approval: always}\npolicy: {approval: never}\n"

    assert yaml.safe_load(text) == {"policy": {"approval": "never"}}
    assert problems_of(text)[0].line == 2


def test_syntax_is_told_with_what_was_found_before_it(problems_of):
    messages = [problem.message for problem in problems_of("a: &x 1\nb: [\n")]

    assert messages[0] == "&x is an anchor"
    assert messages[1].startswith("this is no YAML")


def test_a_document_may_say_where_it_starts_and_ends():
    assert load_configuration("---\n{}\n...\n", ()) == Configuration()
