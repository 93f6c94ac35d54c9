from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from autofix.sdk.sandbox import Job

NODE = """
const http = require('http');
const server = http.createServer((request, response) => response.end('ok')).listen(3000, process.argv[1], () =>
  http.get(process.argv[2], r => r.on('data', d => { console.log(String(d)); process.exit(); })));
"""
PYTHON = """
import http.server, threading, urllib.request, sys, socket
class Server(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET
server = Server((sys.argv[1], 3000), http.server.SimpleHTTPRequestHandler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(urllib.request.urlopen(sys.argv[2]).status)
"""
PLACES = [
    ("0.0.0.0", "http://127.0.0.1:3000"),
    ("127.0.0.1", "http://localhost:3000"),
    ("::1", "http://[::1]:3000"),
    ("::", "http://localhost:3000"),
]

pytestmark = pytest.mark.needs_bwrap


@pytest.mark.needs_node
@pytest.mark.parametrize(("host", "url"), PLACES)
def test_a_node_server_answers_its_client(box, host, url):
    outcome = box.run(Job(argv=("node", "-e", NODE, host, url)))
    assert outcome.stdout == b"ok\n", outcome


@pytest.mark.parametrize(("host", "url"), PLACES[:3])
def test_a_python_server_answers_its_client(box, host, url):
    outcome = box.run(Job(argv=(box.tools["python"], "-c", PYTHON, host, url)))
    assert outcome.stdout == b"200\n", outcome


def test_two_jobs_can_have_the_same_port_at_once(box):
    program = PYTHON + "\nimport time; time.sleep(0.5)"
    job = Job(argv=(box.tools["python"], "-c", program, "0.0.0.0", "http://127.0.0.1:3000"))
    with ThreadPoolExecutor(2) as pool:
        assert [outcome.stdout for outcome in pool.map(box.run, [job, job])] == [b"200\n"] * 2
