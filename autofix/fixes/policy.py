"""What the project's policy lets a fix do by itself."""

from __future__ import annotations

from autofix.engine.gates import Policy
from autofix.projects.configuration import Configuration

# Requirement D8a: each step includes those before it.
STEPS = ("report", "propose", "pull_request", "merge", "deploy")


def engine_policy(configuration: Configuration) -> Policy:
    """The bounds that the engine's gates hold a candidate to."""
    wanted, default = configuration.policy, Policy()
    return Policy(
        allowed_paths=tuple(wanted.allowed_paths) or default.allowed_paths,
        forbidden_paths=tuple(wanted.forbidden_paths),
        max_files=wanted.max_files,
        max_lines=wanted.max_lines,
        max_file_bytes=default.max_file_bytes,
    )


def reaches(configuration: Configuration, step: str) -> bool:
    """Whether the policy goes as far as ``step``."""
    return STEPS.index(configuration.policy.stop_at) >= STEPS.index(step)


def needs_approval(configuration: Configuration, result: str) -> bool:
    """Whether a person has to say yes before a change with this result is merged."""
    if result != "verified" or not reaches(configuration, "merge"):
        return True
    return configuration.policy.approval == "always" or not configuration.policy.auto_merge
