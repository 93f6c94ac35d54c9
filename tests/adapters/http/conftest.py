"""A server on loopback, which stands for whatever must not be reached."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PUBLIC = "203.0.113.7"


class Inside:
    """Counts who came; ``answer`` may be replaced by a function of the handler."""

    def __init__(self, context=None):
        self.seen = []
        self.answer = answer_plainly
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.seen.append((self.path, dict(self.headers)))
                outer.answer(self)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """Clients that hang up are what is tested."""

        self.server = Server(("127.0.0.1", 0), Handler)
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port

    @contextlib.contextmanager
    def running(self):
        thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            self.server.server_close()
            thread.join()


def answer_plainly(handler):
    """A short answer."""
    body = b"inside"
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def inside():
    with Inside().running() as server:
        yield server


@pytest.fixture
def make_inside():
    """Further servers, with TLS where a context is given."""
    with contextlib.ExitStack() as stack:
        yield lambda context=None: stack.enter_context(Inside(context).running())


@pytest.fixture
def names():
    """Makes a resolver that answers each question with the next list of addresses, the last one from then on."""

    def make(*answers):
        asked = []

        def resolve(host, port):
            asked.append((host, port))
            return answers[min(len(asked), len(answers)) - 1]

        resolve.asked = asked
        return resolve

    return make
