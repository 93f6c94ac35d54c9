"""Which requests a report is put to the proof with: each that failed, with the method and headers it can have had."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Observation, Probe, Response, Seen
from plugins.cors import validate

URL = "http://localhost:4000/api/items"
MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource."
PREFLIGHT = f"Response to preflight request doesn't pass access control check: {MISSING}"
PACKAGE = '{"scripts": {"start": "node server.js"}, "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"}}'


def blocked(url: str = URL, why: str = MISSING) -> str:
    return f"Access to fetch at '{url}' from origin 'http://localhost:5173' has been blocked by CORS policy: {why}\n"


def probes(folder: Path, report: str, *routes: str) -> list[Probe]:
    served = "\n".join(f"app.{route}, (req, res) => res.json([]));" for route in routes or ("get('/api/items'",))
    (folder / "package.json").write_text(PACKAGE)
    (folder / "server.js").write_text(
        f"const express = require('express');\n\nconst app = express();\n{served}\napp.listen(4000);\n"
    )
    return list(validate(read_report(report), Snapshot(FolderSource(folder))))


def asked(probe: Probe) -> tuple[str, str, str]:
    """Method, path and the headers asked for ahead."""
    ahead, request = probe.requests
    named = dict(ahead.headers)
    assert named["Access-Control-Request-Method"] == request.method
    return request.method, request.path, named.get("Access-Control-Request-Headers", "")


def test_a_request_without_a_preflight_is_a_simple_one(tmp_path: Path) -> None:
    assert [asked(p) for p in probes(tmp_path, blocked(), "get('/api/items'", "put('/api/items'")] == [
        ("GET", "/api/items", "")
    ]


@pytest.mark.parametrize(
    ("routes", "methods"),
    [
        (("get('/api/items'", "delete('/api/items'"), ["DELETE"]),
        (("get('/api/items'", "put('/api/items'", "delete('/api/items'"), ["DELETE", "PUT"]),
    ],
)
def test_a_preflight_was_for_a_method_that_is_not_simple(
    tmp_path: Path, routes: tuple[str, ...], methods: list[str]
) -> None:
    assert [asked(p)[0] for p in probes(tmp_path, blocked(why=PREFLIGHT), *routes)] == methods


def test_else_it_was_for_headers(tmp_path: Path) -> None:
    (probe,) = probes(tmp_path, blocked(why=PREFLIGHT))
    assert asked(probe) == ("GET", "/api/items", "authorization,content-type")


def test_a_method_that_is_named_is_the_one(tmp_path: Path) -> None:
    report = blocked(why=PREFLIGHT) + "Method: PATCH\n"
    assert [asked(p)[0] for p in probes(tmp_path, report, "put('/api/items'", "patch('/api/items'")] == ["PATCH"]


def test_every_request_that_failed_is_asked(tmp_path: Path) -> None:
    report = blocked() + blocked(URL + "/1") + blocked() + blocked(URL + "/1")
    found = probes(tmp_path, report, "get('/api/items'", "get('/api/items/:id'")
    assert [asked(p)[1] for p in found] == ["/api/items", "/api/items/1"]


def test_nothing_is_asked_while_a_question_is_open(tmp_path: Path) -> None:
    assert probes(tmp_path, blocked() + blocked("http://localhost:4001/api/items")) == []


@pytest.mark.parametrize(
    ("header", "expected"), [("content-length", ""), ("Host", ""), ("sec-fetch-mode", ""), ("x-key", "x-key")]
)
def test_headers_of_the_connection_are_not_sent(tmp_path: Path, header: str, expected: str) -> None:
    why = f"Request header field {header} is not allowed by Access-Control-Allow-Headers in preflight response."
    (probe,) = probes(tmp_path, blocked(why=why))
    assert asked(probe)[2] == expected
    assert {name.lower() for name, _ in probe.requests[1].headers} == {"origin", *filter(None, [expected])}


def test_a_path_is_sent_as_browsers_encode_it(tmp_path: Path) -> None:
    (probe,) = probes(tmp_path, blocked(URL + "/m\u00fcnchen?q=\u00e4"), "get('/api/items/:name'")
    assert asked(probe)[1] == "/api/items/m%C3%BCnchen?q=%C3%A4"


ORIGIN = (("Access-Control-Allow-Origin", "http://localhost:5173"),)


@pytest.mark.parametrize(
    ("report", "seen"),
    [
        pytest.param(blocked(), Seen.PASSED, id="a simple request is sent without asking ahead"),
        pytest.param(blocked(why=PREFLIGHT), Seen.OTHER, id="the browser asked ahead"),
        pytest.param(blocked() + "Method: POST\n", Seen.OTHER, id="a body of JSON is asked about"),
    ],
)
def test_a_preflight_counts_where_a_browser_sends_one(tmp_path: Path, report: str, seen: Seen) -> None:
    (probe,) = probes(tmp_path, report, "get('/api/items'", "post('/api/items'")
    assert probe.judge(Observation(True, "", (Response(405, ORIGIN), Response(200, ORIGIN)))).seen is seen


@pytest.mark.parametrize("file", ["web/src/api.js", "tests/api.test.js"])
def test_what_the_client_sends_is_asked_about(tmp_path: Path, file: str) -> None:
    client = tmp_path / file
    client.parent.mkdir(parents=True)
    client.write_text(f"export const list = () => fetch('{URL}', {{ headers: {{ 'X-Team': 'a' }} }});\n")
    (probe,) = probes(tmp_path, blocked())
    assert asked(probe) == ("GET", "/api/items", "x-team" if file.startswith("web") else "")


def test_a_route_that_spells_the_path_out_goes_before_one_with_a_parameter(tmp_path: Path) -> None:
    found = probes(tmp_path, blocked(why=PREFLIGHT), "post('/api/items'", "delete('/api/:id'")

    assert [asked(probe)[0] for probe in found] == ["POST"]
