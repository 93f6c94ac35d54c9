"""What changes from one occurrence to the next does not matter; what tells causes apart does."""

from __future__ import annotations

import pytest

from autofix.issues.fingerprint import expand_fingerprint, hash_identity, normalise, normalise_file

CORS = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
URL, ORIGIN = "http://localhost:4000/api/items", "http://localhost:5173"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("order 4711 failed", "order 4712 failed"),
        ("took 1.5 s", "took 22.75 s"),
        ("no row 018f3a5e-1f1c-7c3b-9a3e-0123456789ab", "no row 7f8a6c1e-0000-4000-8000-abcdefabcdef"),
        ("object at 0x7f3a12", "object at 0x7f3b99"),
        ("commit 3f2a1b9c not found", "commit 99aa01bcdd not found"),
        ("at 2026-01-02T03:04:05.678Z", "at 2027-11-12 13:14:15+02:00"),
        ("no mail to jane@example.com", "no mail to joe@example.org"),
        ("reset by 10.0.0.5:54321", "reset by 10.0.7.9:60001"),
        ("GET https://a.example/users/12?page=3", "GET https://a.example/users/13?page=4"),
        ("GET https://a.example/f/3f2a1b9c0d/x", "GET https://a.example/f/a7f2a1b9c0/x"),
        (f"{CORS.format(url=URL + '?t=1', origin=ORIGIN)}", f"{CORS.format(url=URL + '?t=2', origin=ORIGIN)}"),
        ("a  b\n", "a b"),
    ],
)
def test_does_not_matter(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CORS.format(url=URL, origin=ORIGIN), CORS.format(url=URL, origin="http://localhost:5174")),
        (CORS.format(url=URL, origin=ORIGIN), CORS.format(url="http://localhost:4001/api/items", origin=ORIGIN)),
        (CORS.format(url=URL, origin=ORIGIN), CORS.format(url="http://localhost:4000/api/users", origin=ORIGIN)),
        ("Request failed with status code 404", "Request failed with status code 500"),
        ("connect ECONNREFUSED 127.0.0.1:5432", "connect ECONNREFUSED 127.0.0.1:6379"),
        ("address already in use :::3000", "address already in use :::4000"),
        ("reading 'map'", "reading 'filter'"),
        ("No module named 'flask_cors'", "No module named 'requests'"),
        ("listen on port 3000", "listen on port 4000"),
        ("cannot read sha256", "cannot read sha512"),
    ],
)
def test_matters(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_a_builds_hash_in_a_files_name_does_not_matter() -> None:
    assert normalise_file("assets/index-3f2a1b9c.js") == normalise_file("assets/index-Ab12Cd34.js?v=1")
    assert normalise_file("src/cart.js") != normalise_file("src/total.js")


def test_a_senders_own_fingerprint_is_kept() -> None:
    default = ("error", "TypeError", "x", "")
    assert expand_fingerprint(None, default) == default
    assert expand_fingerprint(["{{ default }}"], default) == default
    assert expand_fingerprint(["{{default}}", "eu"], default) == ("custom", *default, "eu")
    assert expand_fingerprint(["database"], default) == ("custom", "database")


def test_parts_do_not_run_into_each_other() -> None:
    assert hash_identity(("ab", "c")) != hash_identity(("a", "bc"))
    assert len(hash_identity(("\ud800",))) == 64


def test_a_hostile_message_is_read_in_time() -> None:
    for part in ("a@", "a.", "1.", "::", "0x", "-a", "http://", "é", "2026-01-01T", "f" * 63 + " "):
        normalise(part * 100_000)
        normalise_file((part * 100_000)[:500])
