"""The schema, the reference and the dataclasses name the same keys."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from autofix.projects.configuration import Known, load_configuration, schema
from autofix.projects.configuration import known as names
from autofix.projects.configuration.deployment import PHASES
from autofix.projects.configuration.schema import fields

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def reference() -> str:
    return (DOCS / "autofix-yml.md").read_text()


def test_the_published_schema_is_the_loaders():
    own = ROOT / "autofix" / "projects" / "configuration" / "autofix.schema.json"

    assert (DOCS / "autofix.schema.json").read_bytes() == own.read_bytes()


def test_it_is_a_schema_of_its_draft():
    Draft202012Validator.check_schema(schema())

    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_key_has_a_field_and_every_field_a_key(model, key_of):
    in_schema = {key_of(path) for path, _ in fields() if path[-1] != 0}

    assert in_schema == set(model)


def test_the_reference_has_every_key_with_its_meaning_and_default(reference, key_of):
    rows = re.findall(r"^\| `([a-z_.\[\]NAME]+)` \| .+? \| (?:`(.*?)`)? ?\| (.+) \|$", reference, re.M)
    wanted = {}
    for path, part in fields():
        if path[-1] not in (0, "*"):
            wanted[key_of(path)] = (shown(part["default"]) if "default" in part else "", part["description"])

    assert {key: (default, meaning) for key, default, meaning in rows} == wanted


def test_the_reference_has_every_word_that_a_key_may_have(reference, key_of):
    for path, part in fields():
        if "enum" in part and path[-1] != 0:
            row = next(line for line in reference.splitlines() if line.startswith(f"| `{key_of(path)}` |"))
            assert all(f"`{word}`" in row for word in part["enum"])


def test_the_reference_has_the_figures_of_the_phases(reference):
    rows = re.findall(r"^\| `(\w+)` \| (\d+) s \| (\d+) \|$", reference, re.M)

    assert {name: (float(seconds), int(retries)) for name, seconds, retries in rows} == {
        name: (limits.timeout, limits.retries) for name, limits in PHASES.items()
    }


def test_the_example_of_the_reference_can_be_used(reference):
    (example,) = re.findall(r"^```yaml\n(.+?)^```$", reference, re.M | re.S)

    secrets = {"SENTRY_DSN", "GITHUB_WEBHOOK_SECRET", "DATABASE_URL", "SLACK_WEBHOOK_URL"}

    assert load_configuration(example, secrets).project.name == "stockroom"


def test_the_schema_offers_the_names_that_are_known():
    by_kind = {part["x-known"]: set(part["examples"]) for _, part in fields() if "x-known" in part}

    assert by_kind["project_types"] == Known().project_types
    assert by_kind["platforms"] == Known().platforms
    assert by_kind["families"] == names.FAMILIES | names.ALIASES.keys()


def shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).replace("'", '"')
