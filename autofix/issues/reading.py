"""From a signal to its report, whatever door it came through."""

from __future__ import annotations

from autofix.issues.github_report import read_github_report
from autofix.issues.manual_report import read_manual_report
from autofix.issues.models import Signal
from autofix.issues.reports import Aside, Report
from autofix.issues.sdk_report import read_sdk_report
from autofix.projects.in_force import configuration_of


def read_signal(signal: Signal) -> Report | Aside:
    """What the signal says; raises whatever a payload that nobody foresaw makes it raise."""
    if signal.source == Signal.Source.GITHUB:
        github = configuration_of(signal.project).monitoring.github if signal.kind == "issues" else None
        if github is not None and not github.issues_enabled:
            return Aside("monitoring.github.issues_enabled of the project is false")
        return read_github_report(signal.kind, signal.payload, signal.received_at)
    if signal.source == Signal.Source.SDK:
        return read_sdk_report(signal.payload, signal.received_at)
    return read_manual_report(signal.payload, signal.received_at)
