"""The values that a problem names: what a lesson leaves open, and the next problem fills in."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.problem import Problem

MAX_VALUE = 200
MAX_FINDINGS = 12
# Facts that say what kind of cause it is, or repeat what the report says itself.
NO_VALUES = frozenset({"cause", "origin", "origin_from", "url", "environment"})
_FIELDS = ("value", "hint", "source", "header")
_SAID = re.compile(r"(?<!\w)['\"`‘“]([^'\"`‘’“”\n]{1,200})['\"`’”]")
MAX_SAID = 6
# Such a value would end a string, or begin something else inside it.
_UNSAFE = re.compile(r"[\s'\"`\\{}$<>\x00-\x1f\x7f]")


def values_of(problem: Problem, diagnosis: Diagnosis) -> dict[str, str]:
    """Each value by its name, the likeliest meaning first.

    Names are ``origin`` and ``url`` with their parts (``origin.host``, ``url.path``), ``method``, ``fact:NAME``,
    ``CODE#N.FIELD`` for what the Nth finding of a code is about, and ``CODE#N.said.M`` for what it puts in quotes.
    """
    named: dict[str, str | None] = {
        **_parts("origin", diagnosis.fact("origin") or problem.origin),
        **_parts("url", diagnosis.fact("url") or problem.url),
        "method": problem.method,
        **{f"fact:{name}": value for name, value in diagnosis.facts if name not in NO_VALUES},
    }
    seen: Counter[str] = Counter()
    for finding in problem.findings[:MAX_FINDINGS]:
        for field in _FIELDS:
            named[f"{finding.code}#{seen[finding.code]}.{field}"] = getattr(finding, field)
        for at, said in enumerate(_SAID.findall(finding.message)[:MAX_SAID]):
            named[f"{finding.code}#{seen[finding.code]}.said.{at}"] = said
        seen[finding.code] += 1
    return {
        name: value for name, value in named.items() if value and len(value) <= MAX_VALUE and not _UNSAFE.search(value)
    }


def _parts(name: str, address: str | None) -> dict[str, str | None]:
    if not address:
        return {}
    try:
        parts = urlsplit(address)
        host, port = parts.netloc, parts.port
    except ValueError:
        return {}
    found: dict[str, str | None] = {name: address}
    if host and parts.scheme:
        found[f"{name}.origin"] = f"{parts.scheme}://{host}"
    found[f"{name}.path"] = parts.path if len(parts.path) > 1 else None
    found[f"{name}.host"] = host
    found[f"{name}.hostname"] = parts.hostname if "." in (parts.hostname or "") else None
    found[f"{name}.port"] = str(port) if port else None
    return found
