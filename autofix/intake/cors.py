"""Browsers of any origin may send to a project's SDK address: its key can do nothing else.

No cookie or other credential is asked for, so nothing is told that the sender does not know.
"""

from __future__ import annotations

from autofix.intake.answers import Answer, Headers

ANSWER: Headers = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Retry-After, X-Correlation-Id"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
PREFLIGHT = Answer(
    204,
    headers=(
        (b"access-control-allow-methods", b"POST"),
        (
            b"access-control-allow-headers",
            b"X-Sentry-Auth, X-Correlation-Id, X-Requested-With, Authorization, Content-Type, Content-Encoding, "
            b"Sentry-Trace, Baggage, Traceparent",
        ),
        (b"access-control-max-age", b"86400"),
    ),
)
