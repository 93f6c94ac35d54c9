"""What an endpoint's refusals mean, and what they cost."""

import datetime
import email.utils
from dataclasses import replace

import pytest

from autofix.adapters.http.connections import Bounds
from autofix.sdk.model import Fault
from tests.simulators.model import (
    Breaks,
    Declines,
    ModelSimulator,
    Says,
    error_page,
    forbidden,
    overloaded,
    rate_limited,
    too_long,
)

SHORT = Bounds(seconds=8, connect_seconds=2, quiet_seconds=4)
NOTHING_SPENT = [
    (forbidden(401), Fault.FORBIDDEN),
    (forbidden(403), Fault.FORBIDDEN),
    (Declines(402, '{"error": {"message": "Insufficient Balance"}}'), Fault.FORBIDDEN),
    (rate_limited(code="insufficient_quota"), Fault.FORBIDDEN),
    (rate_limited(), Fault.RATE_LIMITED),
    (overloaded(503), Fault.OVERLOADED),
    (overloaded(529), Fault.OVERLOADED),
    (too_long(), Fault.TOO_LONG),
    (Declines(413, "too large", content_type="text/plain"), Fault.TOO_LONG),
    (Declines(400, '{"error": "the request exceeds the available context size"}'), Fault.TOO_LONG),
    (Declines(400, '{"error": {"code": "content_filter", "message": "filtered"}}'), Fault.REFUSED),
    (Declines(400, '{"error": {"message": "no", "code": null, "param": 7}}'), Fault.REJECTED),
    (Declines(400, "[1]"), Fault.REJECTED),
    (Declines(404, "not here", content_type="text/plain"), Fault.UNKNOWN_MODEL),
    (Declines(307, "", {"Location": "http://127.0.0.1/"}), Fault.REJECTED),
    (Declines(418, "teapot", content_type="text/plain"), Fault.REJECTED),
]
PERHAPS_SPENT = [
    (overloaded(500), Fault.OVERLOADED),
    (error_page(502), Fault.OVERLOADED),
    (error_page(504), Fault.OVERLOADED),
    (Breaks("reset"), Fault.UNREACHABLE),
    (Breaks("close"), Fault.UNREACHABLE),
]


@pytest.mark.parametrize(("reply", "fault"), NOTHING_SPENT)
def test_what_is_refused_at_once_costs_nothing(model_endpoint, make_model, failing, reply, fault):
    model_endpoint.then(reply)

    error = failing(make_model())

    assert error.fault is fault and error.usage is None and error.usd is None
    assert str(error).startswith(f"simulated-1 at 127.0.0.1:{model_endpoint.port}: ")


@pytest.mark.parametrize(("reply", "fault"), PERHAPS_SPENT)
def test_what_fails_after_it_began_costs_what_it_may_have(model_endpoint, make_model, failing, reply, fault):
    model_endpoint.then(reply)

    error = failing(make_model())

    assert error.fault is fault
    assert not error.usage.is_told and error.usage.output_tokens == 500


def test_a_model_that_is_not_there(model_endpoint, make_model, failing):
    error = failing(make_model(model="other"))

    assert error.fault is Fault.UNKNOWN_MODEL and "does not know this model" in str(error)


def test_an_address_that_is_not_the_api(model_endpoint, make_model, failing):
    error = failing(make_model(base_url=model_endpoint.base_url.removesuffix("/v1")))

    assert error.fault is Fault.UNKNOWN_MODEL and "base URL" in str(error)


def test_nobody_is_there(make_model, failing):
    with ModelSimulator() as gone:
        model = make_model(gone)

    error = failing(model)

    assert error.fault is Fault.UNREACHABLE and error.usage is None


def test_an_address_inside_is_not_asked(model_endpoint, make_model, failing):
    for base_url in (model_endpoint.base_url, "https://127.0.0.1/v1", "https://a@b.example.org/v1"):
        error = failing(make_model(base_url=base_url, allowed=frozenset()))

        assert error.fault is Fault.FORBIDDEN and error.usage is None
    assert model_endpoint.asked == []


@pytest.mark.parametrize("how", ["slow", "stall"])
def test_silence_ends(model_endpoint, make_model, failing, how):
    model_endpoint.then(Breaks(how, seconds=5))

    error = failing(make_model(bounds=replace(SHORT, quiet_seconds=0.3)))

    assert error.fault is Fault.SLOW and not error.usage.is_told


def test_an_answer_that_drips_ends(model_endpoint, make_model, failing):
    model_endpoint.then(Says(text="x" * 1000, piece=1, lingers=0.05))

    assert failing(make_model(bounds=replace(SHORT, seconds=0.5))).fault is Fault.SLOW


@pytest.mark.parametrize(
    ("told", "low", "high"), [("2", 2, 2), ("0.5", 0.5, 0.5), ("-3", 0, 0), ("in 5 s", None, None), ("nan", None, None)]
)
def test_the_time_to_come_back(model_endpoint, make_model, failing, told, low, high):
    model_endpoint.then(rate_limited(told))

    wait = failing(make_model()).retry_after

    assert wait == low if low is None else low <= wait <= high


def test_the_time_to_come_back_as_a_date(model_endpoint, make_model, failing):
    at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=90)
    model_endpoint.then(rate_limited(email.utils.format_datetime(at, usegmt=True)))

    assert 60 < failing(make_model()).retry_after <= 90
