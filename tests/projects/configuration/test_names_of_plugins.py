"""Plugins add project types, families and platforms."""

import pytest

from autofix.projects.configuration import Known, load_configuration

KNOWN = Known(
    project_types=frozenset({"rails"}),
    platforms=frozenset({"fly"}),
    families=frozenset({"gem_error"}),
    aliases={"gems": "gem_error"},
)
TEXTS = [
    "project: {type: rails}",
    "deployment: {frontend: {platform: fly}}",
    "fix_patterns: [{type: gem_error}]",
    "fix_patterns: [{type: gems}]",
]


@pytest.mark.parametrize("text", TEXTS)
def test_they_are_known_when_they_are_given(text):
    load_configuration(text, (), KNOWN)


@pytest.mark.parametrize("text", TEXTS)
def test_and_unknown_otherwise(text, problems_of):
    (problem,) = problems_of(text)

    assert "that AutoFix knows" in problem.message


def test_an_alias_of_a_plugin_stands_for_its_family():
    (pattern,) = load_configuration(TEXTS[3], (), KNOWN).fix_patterns

    assert pattern.type == "gem_error"
