"""What every request gets: a correlation id, taken from the caller or made."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from autofix.core.correlation import correlated

HEADER = "X-Correlation-Id"


class CorrelationMiddleware:
    """Ties everything that a request sets off to one id, and tells it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request within its correlation."""
        with correlated(request.headers.get(HEADER, "")) as correlation:
            response = self.get_response(request)
        response[HEADER] = correlation
        return response
