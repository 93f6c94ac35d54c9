"""``autofix up`` whose workers are the storm's: ``python -m tests.storm.up``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import replace

import autofix.cli.up
from autofix.adapters.embedded import PostgreSQL, Redis
from autofix.supervisor.child import Child
from autofix.supervisor.children import Plan
from autofix.supervisor.modules import module_argv

WORKERS = "STORM_WORKERS"
_build = autofix.cli.up.build_children


def build_children(
    plan: Plan, inherited: Mapping[str, str], postgresql: PostgreSQL | None, redis: Redis | None
) -> tuple[Child, ...]:
    """The service's own children, but for the worker: of that there are several, and they may be struck."""
    children: list[Child] = []
    for child in _build(plan, inherited, postgresql, redis):
        if child.name != "worker":
            children.append(child)
            continue
        launch = replace(child.launch, argv=module_argv("tests.storm.worker"))
        count = int(os.environ.get(WORKERS, "2"))
        children += [replace(child, name=f"worker{number}", launch=launch) for number in range(1, count + 1)]
    if not any(child.name == "worker1" for child in children):
        raise RuntimeError("the service has no child called 'worker' any more; the storm has to learn its new name")
    return tuple(children)


def main() -> int:
    """Run the service until somebody ends it."""
    autofix.cli.up.build_children = build_children  # type: ignore[attr-defined]
    return autofix.cli.up.run(argparse.Namespace(port=None, bind="", data="", quiet=True))


if __name__ == "__main__":
    sys.exit(main())
