from __future__ import annotations

import pytest

from autofix.adapters.sandbox.registry_proxy import Refused, Request, parse_request


def test_connect_names_host_and_port():
    assert parse_request(b"CONNECT Registry.Example.:443 HTTP/1.1\r\nHost: x\r\n\r\n") == Request(
        ("registry.example", 443), b""
    )


def test_a_plain_request_is_sent_on_in_origin_form_and_closes():
    head = b"GET http://registry.example/simple/?a=1 HTTP/1.1\r\nHost: registry.example\r\n"
    request = parse_request(head + b"Proxy-Authorization: x\r\nConnection: keep-alive\r\nAccept: */*\r\n\r\n")
    assert request.endpoint == ("registry.example", 80)
    assert request.first == (
        b"GET /simple/?a=1 HTTP/1.1\r\nHost: registry.example\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        *(b"CONNECT registry.example HTTP/1.1", b"CONNECT :443 HTTP/1.1", b"CONNECT a:99999 HTTP/1.1", b"nonsense"),
        *(b"GET /local HTTP/1.1", b"GET ftp://a/ HTTP/1.1", b"GET https://a/ HTTP/1.1", b"GET \xff HTTP/1.1"),
    ],
)
def test_anything_else_is_refused(line):
    with pytest.raises(Refused):
        parse_request(line + b"\r\n\r\n")
