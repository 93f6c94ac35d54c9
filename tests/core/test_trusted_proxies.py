"""Where a request comes from is what the connection says, unless a proxy that the operator named says otherwise."""

import re
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from tenants.guessing import MAX_PAIR
from tenants.services import add_member
from tests.fixtures.service import ROOT

EMAIL, PASSWORD = "ada@example.com", "a-long-password-1"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def web(tenant, redis_url, service_environment):
    """Start the web server; answers its address. Ada may log in."""
    add_member(tenant, EMAIL, PASSWORD)
    started = []

    def start(proxies):
        listener = socket.create_server(("127.0.0.1", 0))
        process = subprocess.Popen(
            [sys.executable, "-m", "autofix.service", "web", str(listener.fileno())],
            cwd=ROOT,
            env=service_environment | {"AUTOFIX_TRUSTED_PROXIES": proxies},
            pass_fds=[listener.fileno()],
            stderr=subprocess.DEVNULL,
        )
        started.append((process, listener))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for process, listener in started:
        process.kill()
        process.wait()
        listener.close()


def log_in(address, password, said):
    """Try it through what says it is a proxy of ``said``; answers whether the first page came."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    browser.addheaders = [("X-Forwarded-For", said)]
    page = browser.open(f"{address}/admin/login/?next=/admin/", timeout=60).read().decode()
    form = {"csrfmiddlewaretoken": _TOKEN.search(page)[1], "username": EMAIL, "password": password}
    answer = browser.open(f"{address}/admin/login/?next=/admin/", urllib.parse.urlencode(form).encode(), timeout=60)
    return not answer.url.split("?")[0].endswith("/login/")


def test_a_client_cannot_say_that_it_is_another(web):
    address = web("")
    for number in range(MAX_PAIR):
        assert not log_in(address, "a guess", f"192.0.2.{number}")

    assert not log_in(address, PASSWORD, "192.0.2.200"), "it is one and the same, who guessed too often"


@pytest.mark.parametrize("proxies", ["127.0.0.1", "10.0.0.0/8, 127.0.0.0/8"])
def test_a_proxy_that_is_trusted_is_believed(web, proxies):
    address = web(proxies)
    for _ in range(MAX_PAIR):
        assert not log_in(address, "a guess", "192.0.2.1")

    assert not log_in(address, PASSWORD, "192.0.2.1")
    assert not log_in(address, PASSWORD, "192.0.2.2, 192.0.2.1"), "what the client wrote before is not believed"
    assert log_in(address, PASSWORD, "192.0.2.2")


def test_another_proxy_is_not(web):
    address = web("10.0.0.0/8")
    for number in range(MAX_PAIR):
        assert not log_in(address, "a guess", f"192.0.2.{number}")

    assert not log_in(address, PASSWORD, "192.0.2.200")
