"""The stores are inside the sandbox: the repository reaches nothing outside through them, and nothing of ours."""

import json
import socket
import socketserver
import threading

import pytest

from autofix.adapters.embedded.shown import EmbeddedServers
from autofix.adapters.sandbox import open_sandbox
from autofix.adapters.sandbox.bubblewrap import Bubblewrap
from autofix.adapters.sandbox.defences import Defences
from autofix.engine.prove.observe import RUN_LIMITS, with_stand_ins
from autofix.engine.prove.standins.standins import StandIns, Store
from autofix.sdk.sandbox import Job

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_redis]

# Has Redis connect for its client: as the replica of a server of the machine.
SSRF = """\
import json, socket, sys, time
def ask(*words):
    with socket.create_connection(("127.0.0.1", int(sys.argv[2])), 5) as redis:
        redis.sendall(b"*%d\\r\\n" % len(words) + b"".join(b"$%d\\r\\n%s\\r\\n" % (len(w), w) for w in words))
        return redis.recv(65536).decode(errors="replace")
port = sys.argv[1].encode()
said = [ask(b"PING"), ask(b"REPLICAOF", b"127.0.0.1", port)]
time.sleep(2.5)
said.append(ask(b"INFO", b"replication"))
written = []
for folder, name in (("/usr", "left-behind"), ("/deps/servers/redis", "redis-server"), ("/tmp", "dump")):
    ask(b"CONFIG", b"SET", b"dir", folder.encode())
    ask(b"CONFIG", b"SET", b"dbfilename", name.encode())
    written.append(ask(b"SAVE"))
print(json.dumps({"said": said, "written": written}))
"""


class Victim(socketserver.BaseRequestHandler):
    """A server of this machine that remembers who spoke to it."""

    def handle(self):
        self.server.heard.append(self.request.recv(100))


@pytest.fixture
def victim():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Victim) as server:
        server.heard = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def attack(sandbox, victim):
    programs = EmbeddedServers().programs("redis")
    # Without the wall it is a port of this machine.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    store = Store("redis", {"port": port, "folder": programs.folder}, programs.mounts)
    job = Job(argv=(sandbox.tools["python"], "-c", SSRF, str(victim.server_address[1]), str(port)), limits=RUN_LIMITS)
    outcome = sandbox.run(with_stand_ins(sandbox, job, StandIns(stores=(store,))))
    assert outcome.exit_code == 0, outcome.stderr
    return json.loads(outcome.stdout)


def test_redis_connects_to_nothing_of_this_machine(victim):
    seen = attack(open_sandbox(), victim)

    assert seen["said"][0] == "+PONG\r\n"
    assert "master_link_status:down" in seen["said"][2]
    assert victim.heard == []


def test_the_attack_works_without_the_wall(victim):
    attack(Bubblewrap(defences=Defences(network_namespace=False)), victim)

    assert victim.heard[0].startswith(b"*1\r\n$4\r\nPING")


def test_redis_writes_nowhere_but_into_its_sandbox(victim):
    """Neither into the system nor over its own program, which is AutoFix's too."""
    seen = attack(open_sandbox(), victim)

    assert [answer[:4].strip() for answer in seen["written"]] == ["-ERR", "-ERR", "+OK"]
