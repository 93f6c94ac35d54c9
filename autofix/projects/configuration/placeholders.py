"""Where ``${NAME}`` may stand: alone in a field that is a secret, or in the value of an environment variable."""

from __future__ import annotations

from collections.abc import Collection

from autofix.projects.configuration.problem import did_you_mean
from autofix.projects.configuration.secret_text import PLACEHOLDER


def misplaced(subject: str) -> tuple[str, str]:
    """What to say about a placeholder in a field that holds no secrets."""
    return (
        f"{subject} has ${{...}}, but secrets are filled in secret-bearing fields only",
        "write the value out; a shell's variable is written $NAME, without braces",
    )


def wrong_placeholder(subject: str, text: str, way: str, secrets: Collection[str] | None) -> tuple[str, str] | None:
    """What is wrong with the placeholders of a secret-bearing field; None when nothing is.

    ``way`` is ``whole`` or ``embedded``. Nothing of ``text`` but the names of secrets is said.
    """
    if way == "whole" and "${" in text and PLACEHOLDER.fullmatch(text) is None:
        return (
            f"{subject} mixes ${{...}} with other text, which would send the secret where the file says",
            "store the whole value as one secret, and write ${NAME} alone",
        )
    if "${" in PLACEHOLDER.sub("", text):
        return f"{subject} has ${{...}} without a name in it", "write ${NAME}: letters, digits and '_' only"
    name = next((name for name in PLACEHOLDER.findall(text) if secrets is not None and name not in secrets), None)
    if name is None or secrets is None:
        return None
    near = did_you_mean(name, secrets)
    shown_name = name if len(name) <= 100 else name[:99] + "…"
    return f"{subject} names the secret {shown_name}, which the project does not have", near or "store it first"
