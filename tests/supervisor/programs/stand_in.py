"""Stands in for the service's own processes: each tells what it was given, and does a little of its work."""

import http.server
import json
import os
import signal
import socket
import socketserver
import sys
import time
from pathlib import Path

import psycopg
import redis

TOLD = ("DATABASE_URL", "AUTOFIX_MIGRATION_DATABASE_URL", "REDIS_URL", "AUTOFIX_DATA", "AUTOFIX_BIND", "AUTOFIX_PORT")


def visits():
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=2) as connection:
        connection.execute("INSERT INTO visits DEFAULT VALUES")
        return connection.execute("SELECT count(*), current_user FROM visits").fetchone()


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            number, role = visits()
            text = {"visits": number, "role": role, "redis": redis.Redis.from_url(os.environ["REDIS_URL"]).ping()}
            self.send_response(200)
        except (psycopg.Error, redis.RedisError) as error:
            text = {"error": str(error)}
            self.send_response(503)
        self.end_headers()
        self.wfile.write(json.dumps(text).encode())

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    allow_reuse_address = True


def main():
    name = sys.argv[1]
    folder = Path(os.environ["AUTOFIX_DATA"]) / "told"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps({key: os.environ.get(key) for key in TOLD}))
    (folder / f"{name}.pid").write_text(str(os.getpid()))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if name == "migrate":
        with psycopg.connect(os.environ["AUTOFIX_MIGRATION_DATABASE_URL"]) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS visits (at timestamptz DEFAULT now())")
            connection.execute("GRANT SELECT, INSERT ON visits TO autofix_app")
    elif name == "web":
        with Server(("", 0), Answers, bind_and_activate=False) as server:
            server.socket.close()
            server.socket = socket.socket(fileno=int(sys.argv[2]))
            server.server_activate()
            server.serve_forever()
    else:
        time.sleep(300)


if __name__ == "__main__":
    main()
