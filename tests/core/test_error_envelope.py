"""Each refusal has its own status and code, in one shape (requirement G6)."""

import json

import pytest
from rest_framework import exceptions
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from autofix.core import errors
from autofix.core.errors import ServiceError
from autofix.core.transitions import IllegalTransition, Transitions

STATUS = {
    "ServiceError": (400, "bad_request"),
    "Conflict": (409, "conflict"),
    "Forbidden": (403, "forbidden"),
    "Invalid": (422, "invalid"),
    "LimitReached": (402, "plan_limit"),
    "NotFound": (404, "not_found"),
    "TooLarge": (413, "too_large"),
    "Unauthorized": (401, "unauthorized"),
}
CLASSES = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ServiceError)]


def answer_to(error):
    """What a route that fails so answers."""

    class Route(APIView):
        authentication_classes = ()

        def get(self, request):
            raise error

    response = Route.as_view()(APIRequestFactory().get("/"))
    response.render()
    return response, json.loads(response.content)


@pytest.mark.parametrize("kind", CLASSES, ids=[kind.__name__ for kind in CLASSES])
def test_a_refusal_of_ours(kind):
    response, body = answer_to(kind("the thing does not work; try the other", details={"field": "name"}))

    status, code = STATUS[kind.__name__]
    assert response.status_code == status
    assert body == {
        "success": False,
        "error": {"code": code, "message": "the thing does not work; try the other", "details": {"field": "name"}},
    }


def test_a_code_of_its_own_goes_before_that_of_the_class():
    _, body = answer_to(errors.Invalid("wrong", code="configuration"))

    assert body["error"]["code"] == "configuration"


def test_an_illegal_transition_is_a_conflict():
    with pytest.raises(IllegalTransition) as caught:
        Transitions("a", {"a": ("b",)}).check("thing", "a", "c")

    response, body = answer_to(caught.value)

    assert response.status_code == 409
    assert body["error"]["code"] == "conflict"
    assert "thing is a and cannot become c" in body["error"]["message"]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (exceptions.ParseError(), 400, "parse_error"),
        (exceptions.MethodNotAllowed("GET"), 405, "method_not_allowed"),
        (exceptions.UnsupportedMediaType("text/plain"), 415, "unsupported_media_type"),
        (exceptions.Throttled(), 429, "throttled"),
    ],
)
def test_a_refusal_of_the_framework_looks_the_same(error, status, code):
    response, body = answer_to(error)

    assert response.status_code == status
    assert (body["success"], body["error"]["code"]) == (False, code)
    assert set(body["error"]) == {"code", "message", "details"}


def test_wrong_fields_are_named():
    response, body = answer_to(exceptions.ValidationError({"name": ["too long"]}))

    assert response.status_code == 422
    assert body["error"]["details"] == {"fields": {"name": ["too long"]}}


def test_a_fault_of_ours_is_not_dressed_up_as_a_refusal():
    with pytest.raises(ZeroDivisionError):
        answer_to(ZeroDivisionError())
