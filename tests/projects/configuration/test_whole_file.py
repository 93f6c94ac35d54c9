"""A file with every section becomes one configuration, whole and typed."""

from decimal import Decimal

from autofix.projects.configuration import (
    Approval,
    Dependency,
    DependencyKind,
    DependencyLevel,
    FixPattern,
    PhaseLimits,
    Priority,
    Profile,
    SecretText,
    StopAt,
    load_configuration,
)

TEXT = """
project: {id: prj_1, name: Stock room, type: react-node, repository: owner/stockroom}
monitoring:
  sentry: {dsn: "${SENTRY_DSN}", enabled: false}
  github: {webhook_secret: "${HOOK}", issues_enabled: false}
  custom_logs: {frontend_path: logs/front.log, backend_path: logs/back.log}
deployment:
  frontend: {platform: vercel, build_command: npm run build, build_path: dist, deploy_branch: pages}
  backend: {platform: heroku, entry_point: server.js, environment_vars: [A=1, "B=x${TOKEN}y"]}
  environments: {staging: {branch: develop, profile: hotfix, settle_time: 500ms, environment_vars: [A=2]}}
  profile: hotfix
  phases: {execution: {timeout: 5m}, rollback: {retries: 1}}
  pause: 0
  settle_time: 1m
  health_path: /health
  keep_releases: 7
fix_patterns: [{type: cors, priority: critical, auto_fix: false, template: strict}]
notifications:
  slack: {webhook_url: "${SLACK_URL}", channels: ["#dev"]}
  email: {recipients: [team@example.com], on_failure: false, on_success: true}
policy:
  stop_at: deploy
  approval: never
  approvers: [octocat]
  allowed_paths: [src/*]
  forbidden_paths: [src/secret/*]
  max_files: 3
  max_lines: 50
  schedule: {timezone: Europe/Berlin, windows: [{days: [fri], hours: 09:00-17:30}]}
  concurrent_pull_requests: 1
  auto_merge: true
services:
  - {name: db, health: "tcp://db:5432", critical: false, start_delay: 2, longest_wait: 10m}
  - {name: api, depends_on: [{service: db, kind: soft, level: low}]}
llm: {model: some-model, persona: careful, budget: {usd_per_fix: 0.1, usd_per_month: 20, tokens_per_run: 8000}}
"""


def loaded():
    return load_configuration(TEXT, {"SENTRY_DSN", "HOOK", "TOKEN", "SLACK_URL"})


def test_project_and_monitoring():
    found = loaded()

    assert (found.project.id, found.project.name, found.project.type) == ("prj_1", "Stock room", "react-node")
    assert found.project.repository == "owner/stockroom"
    assert found.monitoring.sentry.dsn == SecretText("${SENTRY_DSN}")
    assert not found.monitoring.sentry.enabled
    assert found.monitoring.github.webhook_secret == SecretText("${HOOK}")
    assert not found.monitoring.github.issues_enabled
    assert found.monitoring.custom_logs.frontend_path == "logs/front.log"
    assert found.monitoring.custom_logs.backend_path == "logs/back.log"


def test_deployment():
    found = loaded().deployment

    assert (found.frontend.platform, found.frontend.build_command) == ("vercel", "npm run build")
    assert (found.frontend.build_path, found.frontend.deploy_branch) == ("dist", "pages")
    assert (found.backend.platform, found.backend.entry_point) == ("heroku", "server.js")
    assert found.backend.environment_vars == (SecretText("A=1"), SecretText("B=x${TOKEN}y"))
    assert (found.pause, found.settle_time, found.health_path, found.keep_releases) == (0, 60, "/health", 7)
    assert found.environments["staging"].settle_time == 0.5
    assert found.profile is Profile.HOTFIX


def test_a_phase_keeps_what_the_file_leaves_out():
    phases = loaded().deployment.phases

    assert phases["execution"] == PhaseLimits(300, 3)
    assert phases["rollback"] == PhaseLimits(300, 1)
    assert phases["validation"] == PhaseLimits(120, 1)


def test_fix_patterns_name_the_family_and_not_its_alias():
    assert loaded().fix_patterns == (FixPattern("cors_error", Priority.CRITICAL, False, "strict"),)


def test_notifications():
    found = loaded().notifications

    assert (found.slack.webhook_url, found.slack.channels) == (SecretText("${SLACK_URL}"), ("#dev",))
    assert found.email.recipients == ("team@example.com",)
    assert (found.email.on_failure, found.email.on_success) == (False, True)


def test_policy():
    found = loaded().policy

    assert (found.stop_at, found.approval, found.auto_merge) == (StopAt.DEPLOY, Approval.NEVER, True)
    assert (found.approvers, found.allowed_paths, found.forbidden_paths) == (
        ("octocat",),
        ("src/*",),
        ("src/secret/*",),
    )
    assert (found.max_files, found.max_lines, found.concurrent_pull_requests) == (3, 50, 1)
    assert found.schedule.timezone == "Europe/Berlin"
    assert (found.schedule.windows[0].hours.start, found.schedule.windows[0].hours.end) == (540, 1050)


def test_services():
    database, api = loaded().services

    assert (database.name, database.health, database.critical) == ("db", SecretText("tcp://db:5432"), False)
    assert (database.start_delay, database.longest_wait) == (2, 600)
    assert api.depends_on == (Dependency("db", DependencyKind.OPTIONAL, DependencyLevel.LOW),)


def test_model_and_budget():
    found = loaded().llm

    assert (found.model, found.persona, found.budget.tokens_per_run) == ("some-model", "careful", 8000)
    assert (found.budget.usd_per_fix, found.budget.usd_per_month) == (Decimal("0.1"), Decimal(20))
