"""Runs commands apart from the host; ``open_sandbox`` picks the backend that works here."""

from __future__ import annotations

from autofix.adapters.sandbox.opening import open_sandbox

__all__ = ["open_sandbox"]
