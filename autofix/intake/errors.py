"""Why the door turns a request away, beside the refusals of ``autofix.core.errors``."""

from __future__ import annotations

from autofix.core.errors import ServiceError

RETRY_AFTER_SECONDS = 2


class Malformed(ServiceError):
    """The body is not what its headers or its format promise."""

    status, code = 400, "malformed"


class WrongMethod(ServiceError):
    """Only ``POST`` brings a signal."""

    status, code = 405, "method_not_allowed"


class TooSlow(ServiceError):
    """The body did not arrive in time."""

    status, code = 408, "too_slow"


class UnknownEncoding(ServiceError):
    """The body is compressed in a way that is not understood here."""

    status, code = 415, "unsupported_encoding"


class Busy(ServiceError):
    """Nothing was accepted; the same request may be sent again after ``RETRY_AFTER_SECONDS``."""

    status, code, permanent = 503, "busy", False


class Disconnected(Exception):
    """The sender went away before its body was whole; there is nobody to answer."""
