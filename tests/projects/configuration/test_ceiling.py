"""A file cannot have more than the ceiling; what is lowered is said."""

from decimal import Decimal

import pytest

from autofix.projects.configuration import Approval, Ceiling, Configuration, StopAt, limit, load_configuration

BOLD = load_configuration(
    """
monitoring: {custom_logs: {frontend_path: logs/front.log, backend_path: /var/log/other.log}}
deployment: {frontend: {platform: vercel}, backend: {platform: local}}
policy: {stop_at: deploy, approval: never, auto_merge: true, max_files: 50, max_lines: 900, concurrent_pull_requests: 9,
         forbidden_paths: [a/*]}
llm: {model: large, budget: {usd_per_fix: 5, usd_per_month: 100, tokens_per_run: 9000}}
""",
    (),
)


def at(configuration: Configuration, path: str) -> object:
    for name in path.split("."):
        configuration = getattr(configuration, name)
    return configuration


@pytest.mark.parametrize(
    ("ceiling", "path", "value", "words"),
    [
        ({"stop_at": StopAt.MERGE}, "policy.stop_at", "merge", "policy.stop_at is merge instead of deploy"),
        (
            {"approval": Approval.UNVERIFIED},
            "policy.approval",
            "unverified",
            "policy.approval is unverified instead of",
        ),
        ({"approval": Approval.ALWAYS}, "policy.approval", "always", "policy.approval is always instead of never"),
        ({"auto_merge": False}, "policy.auto_merge", False, "policy.auto_merge was turned off"),
        ({"max_files": 7}, "policy.max_files", 7, "policy.max_files is 7 instead of 50"),
        ({"max_lines": 70}, "policy.max_lines", 70, "policy.max_lines is 70 instead of 900"),
        ({"concurrent_pull_requests": 2}, "policy.concurrent_pull_requests", 2, "is 2 instead of 9"),
        ({"platforms": frozenset({"local"})}, "deployment.frontend", None, "the platform vercel is not allowed here"),
        ({"platforms": frozenset()}, "deployment.backend", None, "the platform local is not allowed here; none is"),
        ({"models": frozenset({"small"})}, "llm.model", None, "llm.model large is not allowed here"),
        ({"usd_per_fix": Decimal(1)}, "llm.budget.usd_per_fix", Decimal(1), "usd_per_fix is 1 instead of 5"),
        ({"usd_per_month": Decimal(9)}, "llm.budget.usd_per_month", Decimal(9), "usd_per_month is 9 instead of 100"),
        ({"tokens_per_run": 100}, "llm.budget.tokens_per_run", 100, "tokens_per_run is 100 instead of 9000"),
        ({}, "monitoring.custom_logs.backend_path", None, "/var/log/other.log was left out"),
    ],
)
def test_what_is_above_is_lowered_and_said(ceiling, path, value, words):
    limited, said = limit(BOLD, Ceiling(**ceiling))

    assert at(limited, path) == value
    assert at(limited, path) != at(BOLD, path)
    assert any(words in sentence for sentence in said)


def test_what_is_below_stays_and_nothing_is_said():
    ceiling = Ceiling(StopAt.MERGE, Approval.UNVERIFIED, max_files=30, usd_per_fix=Decimal(1), platforms=frozenset())
    modest = load_configuration("policy: {stop_at: propose, max_files: 3}\nllm: {budget: {usd_per_fix: 0.5}}", ())

    assert limit(modest, ceiling) == (modest, ())


def test_a_platform_that_is_allowed_stays():
    limited, _ = limit(BOLD, Ceiling(platforms=frozenset({"local"})))

    assert limited.deployment.backend == BOLD.deployment.backend


def test_merging_by_itself_ends_with_the_right_to_merge():
    limited, said = limit(BOLD, Ceiling(stop_at=StopAt.PULL_REQUEST))

    assert not limited.policy.auto_merge
    assert any("auto_merge was turned off" in sentence for sentence in said)


def test_forbidden_paths_are_added():
    assert limit(BOLD, Ceiling(forbidden_paths=("b/*",)))[0].policy.forbidden_paths == ("a/*", "b/*")


def test_who_asks_for_no_budget_has_the_ceilings():
    limited, said = limit(Configuration(), Ceiling(usd_per_fix=Decimal(2)))

    assert (limited.llm.budget.usd_per_fix, said) == (Decimal(2), ())


def test_under_two_ceilings_the_lower_counts_in_either_order():
    server, tenant = Ceiling(StopAt.MERGE, max_files=5), Ceiling(StopAt.PROPOSE, max_files=8)

    first, second = (limit(limit(BOLD, one)[0], other)[0] for one, other in ((server, tenant), (tenant, server)))

    assert first == second
    assert (first.policy.stop_at, first.policy.max_files) == ("propose", 5)


def test_a_path_of_the_persons_own_machine_stays_where_it_is_allowed():
    limited, said = limit(BOLD, Ceiling(absolute_log_paths=True))

    assert (limited, said) == (BOLD, ())
