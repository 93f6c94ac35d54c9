"""Refusals that people and programs can act on, in the envelope of every answer (requirement G6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusal:
    """What is put into the envelope."""

    code: str
    message: str
    details: Mapping[str, object] = field(default_factory=dict)


class ServiceError(Exception):
    """A request that cannot be granted. ``code`` is for programs, the message says what to do."""

    status = 400
    code = "bad_request"
    permanent = True

    def __init__(self, message: str, *, code: str = "", details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.refusal = Refusal(code or self.code, message, details or {})


class NotFound(ServiceError):
    """There is no such row, or it is another tenant's: the two look alike from outside."""

    status, code = 404, "not_found"


class Forbidden(ServiceError):
    """The caller is known and may not do this."""

    status, code = 403, "forbidden"


class Unauthorized(ServiceError):
    """The caller is not known."""

    status, code = 401, "unauthorized"


class Conflict(ServiceError):
    """The row is in a state that does not allow this, or somebody else changed it first."""

    status, code = 409, "conflict"


class Invalid(ServiceError):
    """The request was understood and its content is wrong."""

    status, code = 422, "invalid"


class TooLarge(ServiceError):
    """The body is larger than is taken."""

    status, code = 413, "too_large"


class LimitReached(ServiceError):
    """The plan's limit is used up; details carry what is used, the limit and when it resets."""

    status, code = 402, "plan_limit"


def success(data: object) -> dict[str, object]:
    """The envelope of an answer."""
    return {"success": True, "data": data}


def failure(refusal: Refusal) -> dict[str, object]:
    """The envelope of a refusal."""
    return {
        "success": False,
        "error": {"code": refusal.code, "message": refusal.message, "details": dict(refusal.details)},
    }
