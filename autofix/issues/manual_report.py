"""The report that a person or a program writes by hand (requirement D4's error context)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autofix.issues.reports import MAX_TITLE, Report, first_line, join_sections
from autofix.issues.sdk_report import identify


@dataclass(frozen=True)
class ErrorContext:
    """What is known of an error; only the message has to be there."""

    message: str
    type: str = ""
    stack_trace: str = ""
    affected_files: tuple[str, ...] = ()


def read_manual_report(payload: Mapping[str, Any], received_at: datetime) -> Report:
    """What the report says."""
    message, kind = str(payload.get("message", "")), str(payload.get("type", ""))
    files = payload.get("affected_files")
    named = [str(name) for name in files] if isinstance(files, list) else []
    return Report(
        title=first_line(message, MAX_TITLE) or "a report without a message",
        text=join_sections(
            [
                message,
                f"Type: {kind}" if kind else "",
                str(payload.get("stack_trace", "")),
                "\n".join(("Affected files:", *named)) if named else "",
            ]
        ),
        identity=identify(kind, message, ""),
        seen_at=received_at,
    )
