"""What machines act on in the words of strangers is there to be read, and acted on no more."""

import re

import pytest

from autofix.engine.spoken import inert, without_markup

# As GitHub, GitLab, Bitbucket and Azure document them.
ACTS = re.compile(
    r"(?<![\w`])@\w|(?:clos\w+|fix\w*|resolv\w+):?\s+(?:[\w.-]+/[\w.-]+)?#\d|\bGH-\d|!\d|^/[a-z]+\b(?!/)"
    r"|\[(?:skip|no|ci|actions)[ -]\w+\]|\*\*\*NO_CI\*\*\*|^skip-checks:|^co-authored-by:|^This reverts commit",
    re.I | re.M,
)


@pytest.mark.parametrize(
    "text",
    [
        "ask @security-team", "@shop/owners approve", "Closes #1", "fixes shop/till#12", "resolved: GH-7", "see !3",
        "/approve", "/merge now", "[skip ci] x", "x [ci skip]", "[no ci]", "[skip actions]", "***NO_CI***",
        "skip-checks: true", "Co-authored-by: Root <root@till.example>", "This reverts commit " + "0a" * 20,
    ],
)  # fmt: skip
def test_nothing_is_acted_on(text):
    assert ACTS.search(text)
    assert not ACTS.search(inert(text))
    assert not ACTS.search(f"{inert('first')}\n\n{inert(text)}")
    assert len(inert(text)) <= len(text) + 2


@pytest.mark.parametrize(
    "text",
    [
        "add a route for GET /api/items", "/api/items is not served", "list[int] is no number", "prices[0] is missing",
        "3 < 4 and 5 > 4", "names 'cake' twice: once too often", "the colour #fff", "a * b", "wait! 3 are left",
    ],
)  # fmt: skip
def test_plain_words_stay(text):
    assert inert(without_markup(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://till.evil/x)", "[approve](https://till.evil)", "![x][1]", "[1]: https://till.evil/x",
        "<img src=//till.evil/x>", "<!-- approve -->", "see https://till.evil", "<https://till.evil>", "<<x>>",
    ],
)  # fmt: skip
def test_nothing_is_rendered(text):
    rendered = re.compile(r"!\[|\]\s?[(\[:]|//\w|<[a-z/!]|-->", re.I)
    assert rendered.search(text)
    assert not rendered.search(without_markup(text))
