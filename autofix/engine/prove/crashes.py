"""Servers that end at a request of the proof's own: what comes after is asked of a new start."""

from __future__ import annotations

from collections.abc import Sequence

from autofix.engine.prove.observe import Observed
from autofix.engine.prove.plan import Plan


def new_crash(plan: Plan, before: Sequence[Observed], after: Sequence[Observed]) -> str:
    """The request at which the server ends with the change, and did not in every start before; empty for none.

    Where nothing started before, what writes is left out: the proof's own empty body may be all that it minds.
    """
    requests = plan.requests()
    writes = len(plan.routes) - plan.reads
    known = [start.crashes for start in before if start.has_started]
    minded = frozenset(range(len(requests) - writes, len(requests)))
    found = sorted(
        frozenset[int]().union(*(start.crashes for start in after))
        - (frozenset.intersection(*known) if known else minded)
    )
    return f"{requests[found[0]].method} {requests[found[0]].path}" if found else ""
