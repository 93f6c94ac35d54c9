"""What every route of the API shares: the envelope (requirement G6), bodies, pages, and what goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import IO, Any, TypeVar

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework import serializers
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from autofix.core.correlation import current_correlation
from autofix.core.errors import Conflict, Invalid, NotFound, Refusal, ServiceError, TooLarge, failure, success
from autofix.core.models import Subject
from autofix.core.transitions import IllegalTransition

log = logging.getLogger("autofix.api")
ROOT = "/api/"
MAX_PAGE, PAGE = 100, 20
MAX_VERSION_DIGITS = 10
M = TypeVar("M", bound=Model)


class JsonBody(BaseParser):
    """JSON as RFC 8259 has it: UTF-8 whatever the header says, no NaN, and no deeper than a parser can go."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value of the body; raises ``ParseError``."""
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            raise ParseError(f"the body is no JSON: {error}") from None


class ApiView(APIView):
    """A route of the API. Its methods read the access first, and see rows inside the tenant's scope alone."""

    parser_classes = (JsonBody,)
    metadata_class = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authenticate, then take the body in; raises ``TooLarge``."""
        super().initial(request, *args, **kwargs)
        raw, limit = request._request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        try:
            size = len(raw.body)
        except RequestDataTooBig:
            size = limit + 1
        if size > limit:
            raise TooLarge(f"the body is larger than {limit} bytes")
        # A chunked body comes without a length, and would be taken for an empty one.
        raw.META["CONTENT_LENGTH"] = str(size)


class Input(serializers.Serializer[Any]):
    """What a request may say. A field that nobody knows is a mistake like any other."""

    def to_internal_value(self, data: Any) -> Any:
        """The checked values; raises ``ValidationError`` with every mistake at once."""
        names = data if isinstance(data, Mapping) else ()
        unknown = {name: ["there is no such field"] for name in names if name not in self.fields}
        try:
            values = super().to_internal_value(data)
        except ValidationError as error:
            raise ValidationError({**error.detail, **unknown}) from None  # type: ignore[dict-item]
        if unknown:
            raise ValidationError(unknown)
        return values


class PageQuery(Input):
    """Which page of a list is wanted."""

    cursor = serializers.CharField(required=False, max_length=40)
    limit = serializers.IntegerField(required=False, default=PAGE, min_value=1, max_value=MAX_PAGE)


def read_body(kind: type[Input], request: Request) -> dict[str, Any]:
    """The body, checked; none at all is an empty object."""
    # Without a body the framework gives a form's empty dictionary, in which what is missing counts as false.
    return _checked(kind, request.data or {} if isinstance(request.data, dict) else request.data)


def read_query(kind: type[Input], request: Request) -> dict[str, Any]:
    """The query string, checked."""
    return _checked(kind, request.query_params.dict())


def _checked(kind: type[Input], data: object) -> dict[str, Any]:
    form = kind(data=dict(data) if isinstance(data, Mapping) else data)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def answer(data: object, status: int = 200) -> Response:
    """A successful answer."""
    return Response(success(data), status=status)


def page(rows: QuerySet[Any, dict[str, Any]], query: Mapping[str, Any], key: str) -> dict[str, Any]:
    """One page of ``rows``, newest first. ``key`` is their id, and ``next`` the cursor of the page that follows."""
    limit = query["limit"]
    if "cursor" in query:
        rows = rows.filter(pk__lt=query["cursor"])
    items = list(rows.order_by("-pk")[: limit + 1])
    return {"items": items[:limit], "next": items[limit - 1][key] if len(items) > limit else None}


def found(rows: QuerySet[M], row_id: str) -> M:
    """The row, as far as the tenant in scope can see it; raises ``NotFound``."""
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotFound(f"there is no {rows.model._meta.verbose_name} {row_id}")
    return row


def expect_version(request: Request, row: Subject) -> None:
    """Hold the request to the version that its ``If-Match`` names, where it does; raises ``Conflict``."""
    sent = request.headers.get("If-Match", "").strip()
    number = sent.removeprefix("W/").strip('"')
    if sent in ("", "*") or number == str(row.version):
        return
    if not number.isascii() or not number.isdigit() or len(number) > MAX_VERSION_DIGITS:
        raise Invalid(f'If-Match wants the version of {row.pk}, such as "{row.version}"')
    raise Conflict(
        f"{row.pk} was changed meanwhile; read it again and repeat",
        details={"version_sent": int(number), "version": row.version},
    )


def answer_to_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal in one shape; None for what is our own fault, which Django answers with 500."""
    if isinstance(error, ServiceError):
        headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
        return Response(failure(error.refusal), status=error.status, headers=headers)
    if isinstance(error, IllegalTransition):
        return Response(failure(Refusal("conflict", str(error))), status=409)
    if isinstance(error, ValidationError):
        return Response(failure(Refusal("invalid", "the request is not valid", {"fields": error.detail})), status=422)
    if isinstance(error, APIException):
        code = str(getattr(error.detail, "code", "") or error.default_code)
        return Response(failure(Refusal(code, str(error.detail))), status=error.status_code)
    if isinstance(error, OperationalError | InterfaceError):
        log.error("the database did not do its part: %s", error)
        refusal = Refusal("unavailable", "the database does not answer at the moment; repeat the request")
        return Response(failure(refusal), status=503, headers={"Retry-After": "5"})
    return None


@csrf_exempt
def unknown_path(request: HttpRequest) -> HttpResponse:
    """Nothing is served here."""
    return _refused(Refusal("not_found", f"the API has no path {request.path}"), 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django itself turns down, such as a host name that is not ours."""
    if not request.path.startswith(ROOT):
        return defaults.bad_request(request, exception)
    return _refused(Refusal("bad_request", "the request was turned down; is its host among AUTOFIX_HOSTS?"), 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own fault: the log has the details under the correlation id, and nobody else does."""
    if not request.path.startswith(ROOT):
        return defaults.server_error(request)
    refusal = Refusal(
        "internal",
        "AutoFix failed at this; the correlation id finds the reason in its log",
        {"correlation": current_correlation()},
    )
    return _refused(refusal, 500)


def _refused(refusal: Refusal, status: int) -> HttpResponse:
    return JsonResponse(failure(refusal), status=status)
