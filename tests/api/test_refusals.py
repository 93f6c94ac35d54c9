"""Whatever is wrong with a request is said in the envelope, and never with what is inside."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

NEW = {"name": "shop 2", "type": "react-node", "repository": "https://git.example.com/shop.git"}


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/projects/", "/api/v1", "/api/v2/projects", "/api/"])
def test_a_path_that_nobody_serves(method: str, path: str, call: Any) -> None:
    answer = call(method, path, {} if method == "POST" else None)

    assert (answer.status, answer.error["code"]) == (404, "not_found")
    assert path in answer.error["message"]


@pytest.mark.parametrize("row", ["prj_none", "%00", "a'b", "x" * 500, "prj_01j8zr4me7er7vn8bs5zy9fhvr"])
def test_an_id_that_names_nothing(row: str, call: Any, token: str) -> None:
    answer = call("GET", f"/api/v1/projects/{row}", token=token)

    assert (answer.status, answer.error["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["PUT", "OPTIONS", "TRACE"])
def test_a_method_that_is_not_served(method: str, call: Any, token: str) -> None:
    answer = call(method, "/api/v1/projects", token=token)

    assert (answer.status, answer.error["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, POST, HEAD, OPTIONS"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_that_is_no_json_by_its_own_word(content_type: str, call: Any, token: str) -> None:
    answer = call("POST", "/api/v1/projects", raw=b"name=shop", content_type=content_type, token=token)

    assert (answer.status, answer.error["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b'{"name": NaN}',
        b"\xff\xfe",
        b'{"name": "\xff"}',
        b'{"name": "\\ud800"}',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    ],
)
def test_broken_json(raw: bytes, call: Any, token: str) -> None:
    answer = call("POST", "/api/v1/projects", raw=raw, token=token)

    assert (answer.status, answer.error["code"]) == (400, "parse_error")


@pytest.mark.parametrize("charset", ["zlib", "utf-16", "rot13"])
def test_json_is_utf_8_whatever_the_header_says(charset: str, call: Any, token: str) -> None:
    answer = call(
        "POST", "/api/v1/projects", raw=b"{}", content_type=f"application/json; charset={charset}", token=token
    )

    assert (answer.status, answer.error["code"]) == (422, "invalid")


@pytest.mark.parametrize("raw", [b"[]", b'"text"', b"7", b"null", b"[{}]"])
def test_json_that_is_no_object(raw: bytes, call: Any, token: str) -> None:
    answer = call("POST", "/api/v1/projects", raw=raw, token=token)

    assert (answer.status, answer.error["code"]) == (422, "invalid")


def test_a_body_that_is_too_large(call: Any, token: str) -> None:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    largest = b'{"x":"' + b"x" * (limit - 8) + b'"}'

    assert len(largest) == limit
    assert call("POST", "/api/v1/projects", raw=largest, token=token).status == 422
    answer = call("POST", "/api/v1/projects", raw=largest + b" ", token=token)

    assert (answer.status, answer.error["code"]) == (413, "too_large")


def test_all_mistakes_are_told_at_once(call: Any, token: str) -> None:
    answer = call("POST", "/api/v1/projects", {"name": "x" * 121, "type": "cobol", "colour": "red"}, token=token)

    assert (answer.status, answer.error["code"]) == (422, "invalid")
    assert set(answer.error["details"]["fields"]) == {"name", "type", "repository", "colour"}


def test_a_mistake_stores_nothing(call: Any, token: str) -> None:
    assert call("POST", "/api/v1/projects", NEW | {"colour": "red"}, token=token).status == 422

    assert call("GET", "/api/v1/projects", token=token).data["items"] == []


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=%00", "status=gone", "colour=red"])
def test_a_query_is_held_to_its_words(query: str, call: Any, token: str) -> None:
    answer = call("GET", f"/api/v1/projects?{query}", token=token)

    assert answer.status == 422
    assert set(answer.error["details"]["fields"]) == {query.partition("=")[0]}


def test_a_host_that_is_not_ours(call: Any, token: str) -> None:
    answer = call("GET", "/api/v1/projects", token=token, headers={"Host": "evil.example.com"})

    assert (answer.status, answer.error["code"]) == (400, "bad_request")
