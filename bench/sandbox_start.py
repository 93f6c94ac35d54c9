"""Prints how long the sandbox takes to start and end a command that does nothing.

Usage: python bench/sandbox_start.py [runs] [backend], from the repository's top folder.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from autofix.adapters.sandbox.bubblewrap import Bubblewrap
from autofix.adapters.sandbox.process import PlainProcess
from autofix.adapters.sandbox.unshare import Unshare
from autofix.sdk.sandbox import Job

BACKENDS = {backend.name: backend for backend in (Bubblewrap, Unshare, PlainProcess)}


def main() -> None:
    """Run ``true`` many times in one backend and print the spread of its duration."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    name = sys.argv[2] if len(sys.argv) > 2 else "bubblewrap"
    sandbox = BACKENDS[name]()
    job = Job(argv=("true",))
    sandbox.run(job)
    milliseconds = sorted(_milliseconds(lambda: sandbox.run(job)) for _ in range(runs))
    print(
        f"{name}: median {statistics.median(milliseconds):.1f} ms, fastest {milliseconds[0]:.1f} ms, "
        f"slowest {milliseconds[-1]:.1f} ms, {runs} runs"
    )


def _milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
