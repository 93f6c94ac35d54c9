"""Which models an endpoint has: one request, with the key, to the address that was checked and to no other."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from autofix.adapters.http.addresses import Endpoint
from autofix.adapters.http.connections import Bounds
from autofix.adapters.model.listing import list_models
from autofix.adapters.model.server import ModelServer
from autofix.sdk.model import Fault, ModelError

BOUNDS = Bounds(most_bytes=100_000, seconds=8, connect_seconds=2, quiet_seconds=4)


@pytest.fixture
def server(model_endpoint):
    allowed = frozenset({Endpoint("127.0.0.1", model_endpoint.port)})
    return ModelServer(model_endpoint.base_url, "simulated-1", model_endpoint.key, allowed=allowed, bounds=BOUNDS)


@pytest.fixture
def answering():
    """A server that gives every request one answer; what it was asked stands in ``asked``."""
    running = []

    def start(status, body, **headers):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.server.asked.append((self.path, self.headers["Authorization"]))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Nothing."""

        http = HTTPServer(("127.0.0.1", 0), Handler)
        http.asked = []
        thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        running.append((http, thread))
        allowed = frozenset({Endpoint("127.0.0.1", http.server_port)})
        url = f"http://127.0.0.1:{http.server_port}/v1"
        return http, ModelServer(url, "m", "key-of-nobody-4711", allowed=allowed, bounds=BOUNDS)

    yield start
    for http, thread in running:
        http.shutdown()
        http.server_close()
        thread.join()


def failing(server):
    with pytest.raises(ModelError) as caught:
        list_models(server)
    return caught.value


def test_the_models_are_listed_with_one_request(server, model_endpoint):
    assert list_models(server) == {"simulated-1", "simulated-2"}
    assert [(asked.method, asked.path) for asked in model_endpoint.asked] == [("GET", "/v1/models")]


def test_a_key_that_is_not_taken_is_said_and_not_shown(server):
    error = failing(replace(server, key="wrong-key-of-nobody"))

    assert error.fault is Fault.FORBIDDEN
    assert "does not take the key (401)" in str(error) and "wrong-key" not in str(error)


def test_an_endpoint_without_such_a_list_is_none(server):
    assert list_models(replace(server, base_url=f"{server.base_url}/elsewhere")) is None


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (b'[{"id": "a"}, {"id": "b"}]', {"a", "b"}),
        (b'{"data": [{"id": "a"}, {"id": 7}, "b", {"id": "\\u001b[31m"}]}', {"a"}),
        (b'{"data": []}', set()),
    ],
)
def test_lists_of_other_shapes(body, names, answering):
    assert list_models(answering(200, body)[1]) == names


@pytest.mark.parametrize(
    ("status", "body", "fault", "words"),
    [
        (200, b"<html>welcome</html>", Fault.MALFORMED, "no list of models; check the base URL"),
        (200, b'{"models": {}}', Fault.MALFORMED, "no list of models"),
        (200, b'{"data": [' + b" " * 200_000, Fault.MALFORMED, "too long"),
        (429, b"{}", Fault.RATE_LIMITED, "limits how often"),
        (500, b"key-of-nobody-4711 is odd", Fault.OVERLOADED, "failed or is overloaded (500)"),
    ],
)
def test_other_answers_are_faults_that_show_no_key(status, body, fault, words, answering):
    error = failing(answering(status, body)[1])

    assert (error.fault, words in str(error)) == (fault, True), str(error)
    assert "4711" not in str(error)


def test_a_redirect_takes_the_key_nowhere(answering):
    elsewhere, _ = answering(200, b'{"data": [{"id": "m"}]}')
    _, server = answering(307, b"", Location=f"http://127.0.0.1:{elsewhere.server_port}/v1/models")

    assert "redirects (307)" in str(failing(server))
    assert elsewhere.asked == []


def test_an_address_inside_is_not_asked_unless_it_is_allowed(server, model_endpoint):
    error = failing(replace(server, allowed=frozenset()))

    assert error.fault is Fault.FORBIDDEN
    assert model_endpoint.asked == []


def test_nobody_there(server):
    allowed = frozenset({Endpoint("127.0.0.1", 9)})
    error = failing(replace(server, base_url="http://127.0.0.1:9/v1", allowed=allowed))

    assert error.fault is Fault.UNREACHABLE
