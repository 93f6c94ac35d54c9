"""What was reported: the text as it came, and what AutoFix read in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing a tool said in a report.

    ``tool`` is who printed it (``chrome``, ``firefox``, ``safari``, ``node``,
    ``python``, ``http``); ``code`` is AutoFix's name for the message, such as
    ``cors.origin_missing``. The web fields are filled where the message names
    them: ``origin`` is a serialised origin without a trailing slash, ``header``
    the header the message is about and ``value`` what it was said to hold.
    """

    tool: str
    code: str
    message: str
    file: str | None = None
    line: int | None = None
    url: str | None = None
    origin: str | None = None
    method: str | None = None
    header: str | None = None
    value: str | None = None
    status: int | None = None


@dataclass(frozen=True)
class Problem:
    """A report: its text and everything recognised in it, in the order it stands there.

    ``url``, ``origin`` and ``method`` are what the report says of the failing
    request as a whole, gathered from all of its findings and its free text.
    ``family`` is set when the person who asks has already named it.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    url: str | None = None
    origin: str | None = None
    method: str | None = None
    family: str | None = None

    def of_code(self, prefix: str) -> tuple[Finding, ...]:
        """The findings whose code is ``prefix`` or stands below it (``cors`` covers ``cors.method``)."""
        return tuple(f for f in self.findings if f.code == prefix or f.code.startswith(prefix + "."))
