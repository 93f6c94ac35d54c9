"""Strings that look like keys, under whatever name they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.model.redaction.likeness import is_hash, is_random
from autofix.engine.model.redaction.span import SECRET, Span

KIND = "random string"
_TOKEN = re.compile(r"(?<![\w+/=\-.@#%])[A-Za-z0-9+/_\-]{20,4000}={0,2}(?![\w+/\-])")
# What stands before a digest, a picture or a source map.
_HARMLESS = re.compile(
    r"(?:sha\d{0,3}|md5|h1|hash|digest|integrity|checksum|commit|revision|rev|ref|etag|uuid|guid|fingerprint|blob"
    r"|tree|head|base64,"
    r"|extension:|resolved|mappings|sourcemap|nonce|build_?id|trace_?id|request_?id|correlation_?id|version|image"
    r"|chunk|module)[\w\-]{0,12}"
    r"[\"'`]?\s{0,3}[:=,\-@]?\s{0,3}(?:\w{0,8}[:\-])?[\"'`(\[]{0,2}$",
    re.I,
)
_LEFT = 60


def find_random(text: str) -> Iterator[Span]:
    """Strings of 20 characters and more in quotes, and of 32 and more without, that look made by chance.

    Digests stay unless they stand in quotes under a name that does not say so; UUIDs stay.
    """
    for found in _TOKEN.finditer(text):
        value, start, end = found[0], found.start(), found.end()
        quoted = text[start - 1 : start] in ("'", '"', "`", ">") and text[end : end + 1] in ("'", '"', "`", "<")
        if len(value) < 32 and not quoted:
            continue
        if is_hash(value) and (not quoted or "-" in value):
            continue
        if not is_random(value, 20) or _is_path(value):
            continue
        if _HARMLESS.search(text, max(0, start - _LEFT), start):
            continue
        yield Span(start, end, SECRET, KIND)


def _is_path(value: str) -> bool:
    """Words between slashes, dashes and underscores, with no part long enough for a key."""
    parts = [part for part in re.split(r"[/_\-]+", value) if part]
    return len(parts) > 1 and not any(is_random(part, 13) for part in parts)
