"""A gate over what keeps a check quiet: an error is mended, not silenced."""

from __future__ import annotations

import re
from collections import Counter

from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.names import shown

# One family each: a comment of a family may be replaced by another of it, but there may not be more of them.
SILENCERS = {
    "eslint-disable": r"(?:eslint|stylelint|oxlint|tslint|jshint)[- ]?(?:disable|ignore)|deno-lint-ignore|biome-ignore",
    "@ts-ignore": r"@ts-(?:ignore|nocheck|expect-error)|@flow-nocheck|\$FlowFixMe|@vue-(?:ignore|expect-error)",
    "svelte-ignore": r"svelte-ignore",
    "noqa": r"#\s*(?:flake8|ruff)?\s*:?\s*noqa|#\s*ruff:\s*(?:disable|ignore)|\bNOSONAR\b|#\s*nosec\b",
    "type: ignore": r"#\s*(?:type|pyright|mypy|pyre)\s*:\s*ignore|#\s*mypy\s*:|#\s*pyright\s*:\s*(?:basic|off)"
    r"|@no_type_check|@typing\.no_type_check",
    "pylint: disable": r"#\s*pylint\s*:\s*(?:disable|skip-file)|#\s*pyflakes\s*:\s*ignore",
    "no cover": r"(?:istanbul|c8|v8)\s+ignore|pragma:\s*no\s*cover",
    "ignoreBuildErrors": r"ignoreBuildErrors|ignoreDuringBuilds|transpileOnly|noEmitOnErrors?\s*:\s*false",
    "emitWarning": r"failOnError\s*:\s*false|failOnWarning\s*:\s*false|emitWarning\s*:\s*true|onwarn\b",
    "as any": r"\bas\s+(?:any|unknown\s+as|never)\b|<any>|:\s*any\b|\bcast\(\s*(?:typing\.)?Any\b",
}
_PATTERNS = {name: re.compile(pattern, re.I) for name, pattern in SILENCERS.items()}


def _checks(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        if file.after is None or file.by_package_manager:
            continue
        before, after = _count(file.before or b""), _count(file.after)
        for name, number in after.items():
            if number > before[name]:
                return f"{shown(file.new_file)} would silence a check ({name}) instead of mending what it found"
    return ""


def _count(data: bytes) -> Counter[str]:
    text = data.decode(errors="replace")
    return Counter({name: len(pattern.findall(text)) for name, pattern in _PATTERNS.items()})


CHECKS = Gate("checks", "no check is silenced", _checks)
