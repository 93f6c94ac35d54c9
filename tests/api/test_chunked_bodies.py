"""A body that comes in chunks has no length of its own; it is read and bounded all the same."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings


def _post(address: str, path: str, token: str, chunks: Iterator[bytes]) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection.request("POST", path, chunks, headers, encode_chunked=True)
    response = connection.getresponse()
    return response.status, json.load(response)


def test_a_report_in_chunks_is_a_report(serve: Any, token: str, project: str) -> None:
    chunks = iter([b'{"mess', b'age": "Error: in ', b'pieces"}'])

    status, told = _post(serve(), f"/api/v1/projects/{project}/issues", token, chunks)
    assert (status, told["data"]["title"]) == (201, "Error: in pieces")


def test_too_many_chunks_are_too_large(serve: Any, token: str, project: str) -> None:
    chunks = (b" " * 65536 for _ in range(settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 65536 + 1))

    status, told = _post(serve(), f"/api/v1/projects/{project}/issues", token, chunks)
    assert (status, told["error"]["code"]) == (413, "too_large")
