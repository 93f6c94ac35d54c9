"""What a browser lets a page read, and which answers are as wanted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.sdk.proof import Response
from bench.fixes.running import Ask

ORIGIN = "http://localhost:5173"
ALLOW = ("Access-Control-Allow-Origin", ORIGIN)
ANYONE = ("Access-Control-Allow-Origin", "*")
COOKIES = ("Access-Control-Allow-Credentials", "true")
PLAIN = f"GET /items from {ORIGIN} -> "
CREDENTIALS = f"GET /items from {ORIGIN} with credentials -> "
DELETE = f"DELETE /items from {ORIGIN} -> "
TENANT = f"GET /items from {ORIGIN} sending x-tenant -> "


@pytest.mark.parametrize(
    ("line", "headers", "is_readable"),
    [
        (PLAIN, (ALLOW,), True),
        (PLAIN, (ANYONE,), True),
        (PLAIN, (), False),
        (PLAIN, (("Access-Control-Allow-Origin", ORIGIN + "/"),), False),
        (PLAIN, (("Access-Control-Allow-Origin", "http://localhost:3000"),), False),
        (PLAIN, (ALLOW, ALLOW), False),
        (PLAIN, (("Access-Control-Allow-Origin", f"{ORIGIN}, {ORIGIN}"),), False),
        (CREDENTIALS, (ALLOW, COOKIES), True),
        (CREDENTIALS, (ALLOW,), False),
        (CREDENTIALS, (ANYONE, COOKIES), False),
        (CREDENTIALS, (ALLOW, ("Access-Control-Allow-Credentials", "True")), False),
    ],
)
def test_the_answer_alone(
    ask: Callable[[str], Ask], line: str, headers: tuple[tuple[str, str], ...], is_readable: bool
) -> None:
    answers = (Response(200, headers),)
    assert bool(ask(line + "hidden").fails(answers)) is is_readable
    assert bool(ask(line + "readable").fails(answers)) is not is_readable


@pytest.mark.parametrize(
    ("line", "status", "headers", "is_readable"),
    [
        (DELETE, 204, (ALLOW, ("Access-Control-Allow-Methods", "GET, DELETE")), True),
        (DELETE, 204, (ALLOW, ("Access-Control-Allow-Methods", "*")), True),
        (DELETE, 204, (ALLOW, ("Access-Control-Allow-Methods", "GET,POST")), False),
        (DELETE, 204, (ALLOW,), False),
        (DELETE, 401, (ALLOW, ("Access-Control-Allow-Methods", "DELETE")), False),
        (DELETE, 204, (("Access-Control-Allow-Methods", "DELETE"),), False),
        (TENANT, 200, (ALLOW, ("Access-Control-Allow-Headers", "Content-Type, X-Tenant")), True),
        (TENANT, 200, (ALLOW, ("Access-Control-Allow-Headers", "content-type")), False),
        (TENANT.replace("x-tenant", "authorization"), 200, (ALLOW, ("Access-Control-Allow-Headers", "*")), False),
    ],
)
def test_the_preflight_decides_too(
    ask: Callable[[str], Ask], line: str, status: int, headers: tuple[tuple[str, str], ...], is_readable: bool
) -> None:
    answers = (Response(status, headers), Response(200, (ALLOW,)))
    assert bool(ask(line + "readable").fails(answers)) is not is_readable
    assert bool(ask(line + "hidden").fails(answers)) is is_readable


def test_a_wildcard_of_methods_is_none_with_credentials(ask: Callable[[str], Ask]) -> None:
    preflight = Response(204, (ALLOW, COOKIES, ("Access-Control-Allow-Methods", "*")))
    answers = (preflight, Response(200, (ALLOW, COOKIES)))
    assert ask(f"PUT / from {ORIGIN} with credentials -> readable").fails(answers)


@pytest.mark.parametrize(
    ("wants", "answer", "holds"),
    [
        ("200", Response(200), True),
        ("200", Response(404), False),
        ("found", Response(401), True),
        ("found", Response(404), False),
        ("found", Response(405), False),
        ("found", Response(0, error="reset"), False),
        ("200 json", Response(200, (("Content-Type", "application/json; charset=utf-8"),)), True),
        ("200 json", Response(200, (("Content-Type", "text/html"),)), False),
    ],
)
def test_statuses_and_kinds(ask: Callable[[str], Ask], wants: str, answer: Response, holds: bool) -> None:
    assert (ask(f"GET /items -> {wants}").fails((answer,)) == "") is holds
