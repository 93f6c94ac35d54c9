"""One id goes from a request to the job it makes, to the events of that job, and stands in every log line."""

import io
import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from autofix.core.correlation import CorrelationFilter, correlated, current_correlation
from autofix.core.events import record
from autofix.core.jobs import enqueue
from autofix.core.middleware import CorrelationMiddleware
from autofix.core.models import Event, Job
from autofix.core.running import run_job
from autofix.core.tenancy import tenant_scope
from tenants.models import Tenant


@pytest.fixture
def lines():
    """What is logged, as the service formats it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(CorrelationFilter())
    handler.setFormatter(logging.Formatter("[%(correlation)s] %(message)s"))
    root = logging.getLogger("autofix")
    root.addHandler(handler)
    yield lambda: stream.getvalue().splitlines()
    root.removeHandler(handler)


def ask(view, **headers):
    return CorrelationMiddleware(view)(RequestFactory().get("/", headers=headers))


def test_it_goes_from_the_request_to_the_job_to_its_events(tenant, make_kind, lines):
    def work(lease):
        with lease.write():
            record(Tenant.objects.get(), "tenant.renamed", {"name": "x"})
            lease.finish()

    kind = make_kind(work)

    def view(request):
        logging.getLogger("autofix.test").warning("asked")
        with tenant_scope(tenant):
            enqueue(kind, "sub_1", tenant_id=tenant)
        return HttpResponse()

    response = ask(view, **{"X-Correlation-Id": "from-the-caller-1"})
    with tenant_scope(tenant):
        job = Job.objects.get(kind=kind)
    # The worker is another process, where nothing of the request is left.
    with correlated("something-else-entirely"):
        run_job(job.id)

    assert response["X-Correlation-Id"] == "from-the-caller-1"
    assert job.correlation == "from-the-caller-1"
    with tenant_scope(tenant):
        assert Event.objects.get(name="tenant.renamed").correlation == "from-the-caller-1"
    assert "[from-the-caller-1] asked" in lines()
    assert any(line.startswith("[from-the-caller-1]") and "begins" in line for line in lines())


@pytest.mark.parametrize("sent", ["", "short", "with blank inside", "x" * 65, "new\nline-in-the-log", "ümlaut-ümlaut"])
def test_what_is_no_plain_word_is_replaced(sent):
    seen = []

    def view(request):
        seen.append(current_correlation())
        return HttpResponse()

    response = ask(view, **{"X-Correlation-Id": sent})

    assert seen == [response["X-Correlation-Id"]]
    assert seen[0].startswith("cor_")


def test_each_request_has_its_own():
    first, second = (ask(lambda request: HttpResponse())["X-Correlation-Id"] for _ in range(2))

    assert first != second


def test_outside_of_any_a_line_shows_none(lines):
    import contextvars

    contextvars.Context().run(logging.getLogger("autofix.test").warning, "alone")

    assert lines() == ["[-] alone"]


def test_every_handler_of_the_service_shows_it(settings):
    for name, handler in settings.LOGGING["handlers"].items():
        assert "correlation" in handler["filters"], name
        assert "%(correlation)s" in settings.LOGGING["formatters"][handler["formatter"]]["format"]
