"""Errors that follow from another: what an import that leads nowhere stands for has no type."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.build.cause import Cause, Spot

IMPORTS = frozenset(
    (
        "build.module_not_found",
        "build.export_missing",
        "build.case_mismatch",
        "build.name_undefined",
        "build.dependency_missing",
    )
)
# What the compiler says of a value that it could not find out anything about.
UNTYPED = frozenset(
    (
        "TS7006",
        "TS7031",
        "TS7053",
        "TS7005",
        "TS7034",
        "TS7019",
        "TS2347",
        "TS2503",
        "TS18046",
        "TS2571",
        "TS2698",
        "TS7016",
    )
)
RULES = (
    "@typescript-eslint/no-unsafe-",
    "import/namespace",
    "import/named",
    "import/default",
    "import/no-named-as-default",
)


def is_consequence(spot: Spot, repaired: Iterable[tuple[Spot, Cause]]) -> bool:
    """Whether the finding goes away by itself with what is repaired in the same file."""
    value = spot.value
    if spot.finding.code == "build.config" and spot.finding.tool == "vite":
        # That the configuration did not load; why is said by the next finding.
        return any(other is not spot and other.file == spot.file and cause.remedies for other, cause in repaired)
    if spot.finding.code == "build.type" and value not in UNTYPED:
        return False
    if spot.finding.code == "build.lint" and not value.startswith(RULES):
        return False
    if spot.finding.code not in ("build.type", "build.lint", "build.module_not_found", "build.export_missing"):
        return False
    for other, cause in repaired:
        if value == "TS7005" and other.value == "TS7034" and other.file == spot.file and cause.remedies:
            return True
        is_import = other.finding.code in IMPORTS or other.value == "TS7016"
        if other is spot or other.file != spot.file or not spot.file or not cause.remedies or not is_import:
            continue
        if spot.finding.code in ("build.type", "build.lint"):
            return True
        # The same statement, told of by a second tool.
        if other.value == spot.value and other.finding.code != spot.finding.code:
            return True
    return False
