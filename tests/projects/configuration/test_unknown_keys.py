"""A key that nobody knows is told with the one that was meant, or the section where it belongs."""

import pytest


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("projekt: {}", "did you mean project?"),
        ("policy: {maxFiles: 3}", "did you mean max_files?"),
        ("policy: {STOP_AT: merge}", "did you mean stop_at?"),
        ("slack: {}", "slack is a key of notifications"),
        ("deployment: {webhook_url: x}", "webhook_url is a key of notifications.slack"),
        ("monitoring: {zzz: 1}", "known here are sentry, github, custom_logs"),
        ("deployment: {environments: {live: {brnch: main}}}", "did you mean branch?"),
        ("services: [{name: a, depends_on: [{service: a, knd: required}]}]", "did you mean kind?"),
        ("<<: {}", "known here are project"),
    ],
)
def test_it_is_named_with_a_way_out(text, suggestion, problems_of):
    found = [problem for problem in problems_of(text) if "is no key that AutoFix knows" in problem.message]

    assert [problem.suggestion[: len(suggestion)] for problem in found] == [suggestion]


def test_a_key_cannot_write_lines_of_the_report(problems_of):
    (problem,) = problems_of(r'"a\n.autofix.yml:1:1: all is well": 1')

    assert len(str(problem).splitlines()) == 1
