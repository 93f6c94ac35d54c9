"""Switches on the environment: which branch runs in production, which in development."""

from __future__ import annotations

import re

MAX_NAME = 100
_VARIABLE = re.compile(r"NODE_ENV|FLASK_ENV|FLASK_DEBUG|APP_ENV|ENVIRONMENT|\bENV\b|is_?prod|is_?dev|\bdebug\b", re.I)
_PRODUCTION = re.compile(r"['\"]prod(?:uction)?['\"]|is_?prod", re.I)
_DEVELOPMENT = re.compile(r"['\"](?:dev(?:elopment)?|local)['\"]|is_?dev|\bdebug\b", re.I)
_NAME = re.compile(r"(?:process\.env\.|import\.meta\.env\.|(?:environ|getenv)\S{0,6}?['\"])(\w{1,100})")


def switch_name(condition: str) -> str:
    """What a switch asks: the environment variable if it names one."""
    match = _NAME.search(condition)
    return match[1] if match else condition[:MAX_NAME]


def takes_first(condition: str, is_production: bool | None) -> bool | None:
    """Whether the first branch of a switch on ``condition`` runs; None when that cannot be told."""
    if is_production is None or not _VARIABLE.search(condition) or "&&" in condition or "||" in condition:
        return None
    is_negated = "!=" in condition or re.match(r"\(?\s*(?:!|not\s)", condition) is not None
    if _PRODUCTION.search(condition):
        return is_production is not is_negated
    if _DEVELOPMENT.search(condition):
        return is_production is is_negated
    return None
