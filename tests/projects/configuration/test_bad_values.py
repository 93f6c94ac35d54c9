"""A value that does not fit is told with its place, what is wanted, and a way out."""

import pytest

from autofix.projects.configuration import load_configuration

CASES = [
    ("project: {name: 12}", "project.name is 12, not one line of text", 'put it in quotes: "12"'),
    ("project: {name: [a]}", "project.name is a list, not one line of text", ""),
    ("project: {id: true}", "project.id is true", 'put it in quotes: "true"'),
    ('project: {id: "a b"}', "project.id is 'a b'", ""),
    ("project: {repository: 'https://me:pw@host/x'}", "project.repository is", "such as owner/name"),
    ("project: shop", "project is 'shop', not a mapping", "write 'key: value' lines below it"),
    ("project:", "project has no value; it takes a mapping", "give it a value, or take the line out"),
    ("monitoring: {sentry: {}}", "monitoring.sentry.dsn is missing", "The Sentry project's DSN"),
    ("monitoring: {sentry: {dsn: 'https://h.example/1'}}", "not a Sentry DSN", "such as ${SENTRY_DSN}"),
    ("monitoring: {sentry: {dsn: 'https://key@h.example/x'}}", "does not end with a project's number", "copy the DSN"),
    ("monitoring: {custom_logs: {backend_path: ../other/log}}", "not the path of a file", ""),
    ("deployment: {frontend: {platform: verzel}}", "'verzel', not a platform", "did you mean vercel?"),
    ("deployment: {frontend: {platform: vercel, build_path: /etc}}", "not a path inside the repository", ""),
    ("deployment: {frontend: {platform: vercel, build_path: a/../../b}}", "not a path inside the repository", ""),
    ("deployment: {frontend: {platform: vercel, deploy_branch: --all}}", "not the name of a branch", "such as main"),
    ("deployment: {frontend: {platform: vercel, deploy_branch: a..b}}", "not the name of a branch", ""),
    ("deployment: {backend: {platform: local, environment_vars: {A: b}}}", "is a mapping, not a list", "write a list"),
    (
        "deployment: {backend: {platform: local, environment_vars: [A]}}",
        "not a variable as KEY=value",
        "LOG_LEVEL=info",
    ),
    ("deployment: {backend: {platform: local, environment_vars: [A=1, A=2]}}", "gives 'A' again", "item 0"),
    ("deployment: {environments: {a: {environment_vars: [A=1, A=2]}}}", "gives 'A' again", "item 0"),
    ("deployment: {environments: {Live Site: {}}}", "'Live Site' is not a name of an environment", "small letters"),
    ("deployment: {environments: {a: {profile: hotfx}}}", "'hotfx', not a profile", "did you mean hotfix?"),
    ("deployment: {settle_time: 2 days}", "'2 days', not a duration", "such as 30s, 5m, 2"),
    ("deployment: {settle_time: -1}", "deployment.settle_time is -1, out of range", "from 0s to 10m"),
    ("deployment: {settle_time: 11m}", "deployment.settle_time is '11m', out of range", "from 0s to 10m"),
    ("deployment: {settle_time: true}", "deployment.settle_time is true, not a duration", ""),
    ("deployment: {phases: {execution: {timeout: 0}}}", "out of range", "from 1s to 2h"),
    ("deployment: {phases: {execution: {retries: 6}}}", "out of range", "from 0 to 5"),
    ("deployment: {phases: {execution: {retries: 1.5}}}", "is 1.5, not a whole number", ""),
    ("deployment: {health_path: //other.example/}", "not a path that starts with one '/'", "such as /health"),
    ("deployment: {health_path: /\\other.example}", "not a path that starts with one '/'", ""),
    ("deployment: {keep_releases: 0}", "out of range", "from 1 to 50"),
    ("fix_patterns: {type: cors}", "fix_patterns is a mapping, not a list", "with '- ' before each item"),
    ("fix_patterns: [{priority: low}]", "fix_patterns[0].type is missing", "Family of problems"),
    ("fix_patterns: [{type: corz_error}]", "not a family of problems", "did you mean cors_error?"),
    ("fix_patterns: [{type: cors, priority: urgent}]", "not a priority", "it may be low, medium, high, critical"),
    ("fix_patterns: [{type: cors}, {type: cors_error}]", "which fix_patterns[0] is about", "one entry for each family"),
    ("notifications: {slack: {channels: [dev]}}", "notifications.slack.webhook_url is missing", ""),
    ('notifications: {slack: {webhook_url: "http://h/x"}}', "not an https address", "${SLACK_WEBHOOK_URL}"),
    ('notifications: {slack: {webhook_url: "https://h:99999/x"}}', "cannot be read", "its port"),
    (
        "notifications:\n  slack:\n    webhook_url: https://h/\n    channels:\n      - #dev\n",
        "channels[0] has no value",
        "'#' needs quotes",
    ),
    ("notifications: {email: {recipients: []}}", "is an empty list", "name one at least"),
    ("notifications: {email: {recipients: [me]}}", "not a mail address", "such as team@example.com"),
    ('notifications: {email: {recipients: ["a@example.com\\n"]}}', "not a mail address", ""),
    ("policy: {stop_at: pull-request}", "not a stopping point", "did you mean pull_request?"),
    ("policy: {approval: sometimes}", "not a rule of approval", "it may be always, unverified, never"),
    ("policy: {allowed_paths: [/etc/*]}", "not a pattern of paths inside the repository", ""),
    ("policy: {allowed_paths: []}", "is an empty list", ""),
    ("policy: {max_files: 0}", "out of range", "from 1 to 200"),
    ("policy: {max_files: 1_000}", "is '1_000', not a whole number", ""),
    ("policy: {auto_merge: true}", "but policy.stop_at is pull_request", "merge or deploy"),
    ("policy: {schedule: {}}", "policy.schedule.windows is missing", ""),
    ("policy: {schedule: {windows: [{days: [monday]}]}}", "'monday', not a day", "did you mean mon?"),
    ("policy: {schedule: {windows: [{hours: 9-17}]}}", "not a span of hours", "such as 09:00-17:00"),
    ("policy: {schedule: {windows: [{hours: 09:00-09:00}]}}", "ends when it starts", "00:00-24:00"),
    ("policy: {schedule: {timezone: Europe/Berlni, windows: [{}]}}", "not a time zone", "did you mean Europe/Berlin?"),
    ("services: [{name: a, health: ftp://h}]", "not a path or an address to probe", "such as /health"),
    ("services: [{name: a, health: tcp://h}]", "has no port", "write tcp://host:port"),
    ('services: [{name: a, health: "redis://:pw@h"}]', "has a password in its address", "as a secret"),
    ('services: [{name: a, health: "postgresql://h/d?password=pw"}]', "has a password in its address", "as a secret"),
    ("services: [{name: a, longest_wait: 2h}]", "out of range", "from 1s to 1h"),
    ("llm: {budget: {usd_per_fix: -1}}", "out of range", "from 0 to 1000"),
    ("llm: {budget: {usd_per_fix: .inf}}", "is '.inf', not a number", ""),
    ("llm: {budget: {usd_per_fix: 1e999}}", "is '1e999', not a number", ""),
    ("llm: {model: '; rm'}", "not the name of a model", ""),
    ("- a", "the top level is a list, not a mapping", "such as 'project:'"),
    ("text", "the top level is 'text', not a mapping", "such as 'project:'"),
    ("null", "the top level has no value", "write {} for the defaults"),
]


@pytest.mark.parametrize(("text", "message", "suggestion"), CASES, ids=[case[0][:70] for case in CASES])
def test_it_is_refused_alone_and_in_words(text, message, suggestion, problems_of):
    (problem,) = problems_of(text)

    assert message in problem.message
    assert suggestion in problem.suggestion
    assert problem.line >= 1


def test_the_place_is_that_of_the_value(problems_of):
    (problem,) = problems_of("policy:\n  stop_at: merge\n  max_files:   many\n")

    assert (problem.line, problem.column, problem.path) == (3, 16, "policy.max_files")


@pytest.mark.parametrize(
    "text",
    [
        "project: {name: shop, repository: git@git.example.com:owner/name.git}",
        "deployment: {settle_time: 1.5}",
        "deployment: {settle_time: 1500ms}",
        "deployment: {keep_releases: 3.0}",
        "policy: {schedule: {windows: [{}]}}",
        "services: [{name: a, health: 'https://user@api.example.com:8443/health?full=1'}]",
        "monitoring: {sentry: {enabled: false}}",
    ],
)
def test_what_is_right_is_taken(text):
    load_configuration(text, ())
