"""Every mistake is told at once, in the order of the file, and nothing of the file applies."""

import pickle

from autofix.projects.configuration import ConfigurationError

TEXT = """\
project:
  nmae: shop
  type: react-nod
monitoring:
  sentry: {dsn: "${SENTRY_DNS}", enabled: yes}
deployment:
  frontend: {build_command: "make ${TARGET}"}
policy:
  max_files: "3"
policy: {}
services:
  - {name: api, depends_on: [{service: db}]}
  - &anchor {name: db, depends_on: [{service: api}]}
"""


def test_mistakes_of_all_kinds_come_together(problems_of):
    assert (
        "\n".join(map(str, problems_of(TEXT)))
        == """\
.autofix.yml:2:3: 'nmae' is no key that AutoFix knows in project (did you mean name?)
.autofix.yml:3:9: project.type is 'react-nod', not a project type that AutoFix knows (did you mean react-node? known are next-fullstack, python-django, react-node, vue-express)
.autofix.yml:5:17: monitoring.sentry.dsn names the secret SENTRY_DNS, which the project does not have (did you mean SENTRY_DSN?)
.autofix.yml:5:43: monitoring.sentry.enabled is 'yes', not true or false (write true)
.autofix.yml:7:3: deployment.frontend.platform is missing (Where the front end runs; wanted.)
.autofix.yml:7:29: deployment.frontend.build_command has ${...}, but secrets are filled in secret-bearing fields only (write the value out; a shell's variable is written $NAME, without braces)
.autofix.yml:9:14: policy.max_files is '3', not a whole number (write it without quotes)
.autofix.yml:10:1: policy is given again, first in line 8 (keep one of them)
.autofix.yml:13:5: &anchor is an anchor (take it out, and write values out)
.autofix.yml:13:47: the services need one another in a circle: api -> db -> api (take out one of these dependencies)"""
    )


def test_a_problem_has_its_parts(problems_of):
    (problem,) = problems_of("project:\n  naem: shop\n")

    assert (problem.line, problem.column, problem.path) == (2, 3, "project.naem")
    assert (problem.message, problem.suggestion) == (
        "'naem' is no key that AutoFix knows in project",
        "did you mean name?",
    )


def test_a_place_has_one_problem(problems_of):
    # Both the secret's name and the form of the address are wrong: the one that says more is told.
    (problem,) = problems_of('notifications: {slack: {webhook_url: "http://x/?${TOKEN}"}}')

    assert "mixes ${...} with other text" in problem.message


def test_the_list_ends_and_says_so(problems_of):
    problems = problems_of("\n".join(f"key{number}: 1" for number in range(500)))

    assert len(problems) == 101
    assert problems[-1].message == "there are more problems than are listed"


def test_the_error_outlives_a_trip_between_processes(problems_of):
    error = ConfigurationError(problems_of("a: 1"))

    assert str(pickle.loads(pickle.dumps(error))) == str(error)
