"""What was reported: the text as it came, and what AutoFix read in it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One thing a tool said in a report.

    ``tool`` is who printed it (``chrome``, ``vite``, ``tsc``, ``python``, ``http``);
    ``code`` is AutoFix's name for the message, such as ``cors.origin_missing`` or
    ``build.module_not_found``. The web fields are filled where the message names
    them: ``origin`` is a serialised origin without a trailing slash, ``header``
    the header the message is about and ``value`` what it was said to hold.

    Of a build's message ``value`` is what it is about (a specifier, a name, a rule),
    ``file``, ``line`` and ``column`` (both from 1) where it points, the file as it was
    printed, ``hint`` what the tool itself suggests instead, and ``source`` the module
    that was imported from. ``at`` is where the message starts in the text it was read in.
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
    column: int | None = None
    hint: str | None = None
    source: str | None = None
    at: int = field(default=0, compare=False, repr=False)


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
