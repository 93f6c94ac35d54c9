"""The places at which the storm strikes.

``STEPS`` are the checkpoints of the jobs: each is struck before its transaction commits and after. ``CALLS`` are
the calls to the outside: each is struck before, inside and after. ``CLAIMS`` are the moments at which a worker has
taken a job. ``OUTSIDE`` is what happens to the other processes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

FIX_STEPS = (
    "fix.requested",
    "fix.execution.started",
    "fix.checkout.completed",
    "fix.diagnosis.completed",
    "fix.candidates.proposed",
    "fix.candidate.proved",
    "fix.execution.completed",
    "fix.publication.prepared",
    "fix.publication.pushed",
    "fix.publication.merged",
    "fix.publication.closed",
    "fix.publication.reverted",
    "fix.base.moved",
)
DEPLOYMENT_STEPS = (
    "deployment.requested",
    "deployment.run.started",
    *(
        f"deployment.{phase}.{what}"
        for phase in ("initialization", "validation", "preparation", "execution", "verification", "completion")
        for what in ("started", "completed")
    ),
    "deployment.run.completed",
    "deployment.rollback.begun",
    "deployment.rollback.started",
    "deployment.run.rolled_back",
)
STEPS = (*FIX_STEPS, *DEPLOYMENT_STEPS)
CLAIMS = ("fix.run", "fix.publish", "fix.merge", "fix.close", "fix.revert", "deployment.run", "on:fixes.start")


class Depth(Enum):
    """How to get inside a call: after some time, or after some function calls, where it hardly waits."""

    SECONDS = "seconds"
    CALLS = "calls"


@dataclass(frozen=True)
class Call:
    """An outside call; ``into`` bounds how deep it is struck, and is halved for each that ended before."""

    name: str
    depth: Depth
    into: float


CALLS = (
    Call("git.fetch", Depth.SECONDS, 0.04),
    Call("git.commit", Depth.CALLS, 300),
    Call("git.push.branch", Depth.SECONDS, 0.06),
    Call("git.push.merge", Depth.SECONDS, 0.06),
    Call("git.push.revert", Depth.SECONDS, 0.06),
    Call("git.push.delete", Depth.SECONDS, 0.06),
    Call("sandbox.run", Depth.SECONDS, 0.8),
    Call("packages.install", Depth.SECONDS, 4.0),
    Call("platform.place", Depth.CALLS, 4000),
    Call("platform.start", Depth.SECONDS, 0.8),
    Call("platform.probe", Depth.CALLS, 300),
    Call("platform.switch", Depth.CALLS, 20),
    Call("platform.stop", Depth.SECONDS, 0.3),
    Call("platform.remove", Depth.CALLS, 60),
)
BEFORE, INSIDE, AFTER = "before", "inside", "after"
# A third kill between two checkpoints sets the job aside, which is meant once, by poison, and shown apart.
MOST_KILLS = 1
POISON, POISON_DOSES = "poison", 3


def step_points() -> list[str]:
    """The points of the checkpoints."""
    return [f"{side} commit of {step}" for step in STEPS for side in (BEFORE, AFTER)]


def claim_points() -> list[str]:
    """The points at which a job has just been taken."""
    return [f"claim of {kind}" for kind in CLAIMS]


def call_points() -> list[str]:
    """The points of the outside calls."""
    return [f"{side} {call.name}" for call in CALLS for side in (BEFORE, INSIDE, AFTER)]


PAUSES = ("fix.run", "fix.publish", "fix.merge", "deployment.run")


def pause_points() -> list[str]:
    """Where a worker is stopped, by kind of job, until another has taken the job: before a write, and inside one."""
    return [f"pause {where} a write of {kind}" for where in (BEFORE, INSIDE) for kind in PAUSES]


OUTSIDE = (
    "random worker process",
    "random whole worker",
    "redis flushed",
    "redis killed",
    "redis hangs for 10 s",
    "postgresql restarted",
    "postgresql crashes",
    "beat killed",
    "web killed",
    "keeper killed",
)


def killing_points() -> list[str]:
    """All points at which a worker kills itself."""
    return [*step_points(), *claim_points(), *call_points()]
