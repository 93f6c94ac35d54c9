"""Putting a recipe's changes into a candidate that is held to the failing origin."""

from __future__ import annotations

from autofix.sdk import Candidate, Change, Risk
from plugins.cors.manifests import NOTHING, Declared
from plugins.cors.report import CorsReport


def make_candidate(
    recipe: str,
    title: str,
    changes: tuple[Change, ...],
    report: CorsReport,
    declared: Declared = NOTHING,
    listed: tuple[str, ...] = (),
) -> Candidate:
    """The candidate of ``recipe``, which admits the report's origin and nobody else.

    ``listed`` are origins that the code means to let in already, and that the change lets in at last.
    """
    return Candidate(
        strategy=f"recipe:{recipe}",
        title=title,
        changes=(*changes, *declared.changes),
        risk=Risk.CURSORY_REVIEW,
        dependencies=declared.dependencies,
        access=tuple(dict.fromkeys(filter(None, (report.origin, *listed)))),
    )
