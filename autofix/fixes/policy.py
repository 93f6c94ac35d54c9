"""What the project's policy lets a fix do by itself."""

from __future__ import annotations

from autofix.engine.gates import Policy
from autofix.projects.configuration import Approval, Configuration, StopAt
from autofix.sdk.candidate import Risk


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


def reaches(configuration: Configuration, step: StopAt) -> bool:
    """Whether the policy goes as far as ``step`` (requirement D8a)."""
    return configuration.policy.stop_at.rank >= step.rank


def is_on_request(configuration: Configuration, family: str) -> bool:
    """Whether problems of the family wait until a person asks for a fix."""
    return any(pattern.type == family and not pattern.auto_fix for pattern in configuration.fix_patterns)


def needs_approval(configuration: Configuration, result: str, risk: str) -> bool:
    """Whether a person has to say yes before a change with this result and of this risk is merged."""
    if result != "verified" or not reaches(configuration, StopAt.MERGE):
        return True
    # A model's change is always of this risk: whoever wrote the report may have written it.
    if risk == Risk.FULL_REVIEW.value:
        return True
    return configuration.policy.approval is Approval.ALWAYS or not configuration.policy.auto_merge
