"""Files made to exhaust the reader end as an error."""

import pytest
import yaml

from autofix.projects.configuration.document import read_document
from autofix.projects.configuration.problem import MAX_PROBLEMS
from autofix.projects.configuration.shape import shape_problems


def bomb(levels: int) -> str:
    """Lists of nine aliases each: ``levels`` of them stand for 9 to the power of ``levels`` words."""
    lines = ["a0: &a0 lol"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels + 1)]
    return "\n".join(lines)


def words(value: object) -> int:
    return sum(map(words, value)) if isinstance(value, list) else 1


def test_laughs_are_not_multiplied(problems_of):
    assert words(yaml.safe_load(bomb(4))["a4"]) == 9**4

    assert any("is an alias" in problem.message for problem in problems_of(bomb(30)))


def test_depth_is_bounded(problems_of):
    text = "[" * 20_000
    with pytest.raises(RecursionError):
        yaml.safe_load("[" * 20_000 + "]" * 20_000)

    (problem,) = problems_of(text)

    assert problem.message == "this is more than 16 levels deep"


@pytest.mark.parametrize("text", ["{a: " * 10_000, "- " * 30_000, "? " * 30_000])
def test_so_is_every_other_kind_of_depth(text, problems_of):
    assert len(problems_of(text)) == 1


@pytest.mark.parametrize("data", ["#" * 10_000_000, b"#" * 10_000_000, "ä" * 40_000])
def test_size_is_bounded_in_bytes(data, problems_of):
    (problem,) = problems_of(data)

    assert problem.message == "the file is larger than 64 KiB"


@pytest.mark.parametrize(
    "text",
    [
        b"\0" * 60_000,
        "\n".join(f"key{number}: 1" for number in range(5_000)),
        "a: &a 1\nb: [" + "*a," * 15_000 + "]",
        "services:\n" + "".join(f" - {{nane: s{n}, depends: x}}\n" for n in range(2_000)),
        "services:\n" + "".join(f" - {{name: s{n}, depends_on: [{{service: s{n + 1}}}]}}\n" for n in range(1_200)),
        "a: &a 1\nb: [" + "*a," * 15_000,
        'notifications: {email: {recipients: ["a@' + "." * 60_000 + ' "]}}',
        "deployment: {backend: {platform: local, environment_vars: ['A=" + "${A" * 15_000 + "']}}",
        "policy: {max_files: " + "9" * 60_000 + "}",
        "a" * 65_000 + ": 1",
    ],
    ids=["nul", "keys", "aliases", "services", "chain", "unclosed", "mail", "placeholders", "digits", "long-key"],
)
def test_the_list_of_problems_stays_short(text, problems_of):
    problems = problems_of(text)

    assert 1 <= len(problems) <= MAX_PROBLEMS + 1
    assert all(len(str(problem)) < 1_000 for problem in problems)


def test_a_text_that_is_too_long_is_not_searched():
    # Its characters are wrong as well, which nobody looks at.
    document = read_document("project: {id: '" + " " * 60_000 + "'}")

    assert [problem.message for problem in shape_problems(document)] == ["project.id is too long"]
