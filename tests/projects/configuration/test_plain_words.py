"""Plain words mean what YAML 1.2 says."""

import pytest
import yaml

from autofix.projects.configuration import load_configuration


@pytest.mark.parametrize("word", ["no", "off", "on", "yes", "2024-01-02", "12:30:45", "1_000"])
def test_what_only_yaml_1_1_reads_is_text(word):
    assert not isinstance(yaml.safe_load(word), str)

    assert load_configuration(f"project: {{name: {word}}}", ()).project.name == word


@pytest.mark.parametrize(
    ("word", "way_out"), [("yes", "write true"), ("off", "write false"), ("maybe", "write true or")]
)
def test_a_spoken_boolean_is_refused_with_the_written_one(word, way_out, problems_of):
    (problem,) = problems_of(f"policy: {{stop_at: merge, auto_merge: {word}}}")

    assert problem.suggestion.startswith(way_out)


@pytest.mark.parametrize(("word", "number"), [("0o17", 15), ("0x1f", 31), ("017", 17), ("+7", 7), ("7.0", 7)])
def test_numbers(word, number):
    assert load_configuration(f"policy: {{max_files: {word}}}", ()).policy.max_files == number


def test_quotes_make_text(problems_of):
    (problem,) = problems_of('policy: {stop_at: merge, auto_merge: "true"}')

    assert problem.message == "policy.auto_merge is 'true', not true or false"
