"""A bench whose sandbox ends every job with the phase that runs it: an installation has no limit that can be given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings

from autofix.engine.prove.prover import Bench
from autofix.sdk.sandbox import Job, Outcome, Sandbox


class TimedSandbox:
    """Runs jobs in ``sandbox``, none of them longer than ``left()`` seconds, which raises when none remain."""

    def __init__(self, sandbox: Sandbox, left: Callable[[], float]) -> None:
        self._sandbox = sandbox
        self._left = left
        self.name = sandbox.name
        self.is_strong = sandbox.is_strong
        self.shares_network = sandbox.shares_network
        self.tools = sandbox.tools

    def run(self, job: Job) -> Outcome:
        """Run ``job`` to its end, or to the phase's."""
        seconds = min(job.limits.seconds, self._left())
        return self._sandbox.run(replace(job, limits=replace(job.limits, seconds=seconds)))


def timed(bench: Bench, left: Callable[[], float]) -> Bench:
    """``bench`` with every job, those of installations too, within ``left()`` seconds."""
    # It costs 0.1 s, and only a build needs it.
    from autofix.adapters.packages import PackageProvider

    sandbox = TimedSandbox(bench.sandbox, left)
    return replace(bench, sandbox=sandbox, packages=PackageProvider(sandbox, settings.ENVIRONMENT.cache / "packages"))
