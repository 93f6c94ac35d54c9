"""A case file is read with all its keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench.fixes.case import read_case

HEAD = """# The allow-list has the port of yesterday.
family: cors_error
expect: fix
changes: server/app.js
changes: server/package.json
has: server/app.js: http://localhost:5173
either: server/app.js|server/env.js: trim()
lacks: server/app.js: /['"]\\*['"]/
start: server: node app.js
port: 4000
ask: GET /items from http://localhost:5173 -> readable 200
ask: GET /items from http://stranger.example -> hidden
twin: another
"""


def test_every_key_is_read(write_case: Callable[..., Path]) -> None:
    case = read_case(write_case(HEAD))
    assert (case.name, case.title, case.family, case.is_fix) == (
        "yesterday",
        "The allow-list has the port of yesterday.",
        "cors_error",
        True,
    )
    assert case.changes == ("server/app.js", "server/package.json")
    assert case.has == [("server/app.js", "http://localhost:5173")]
    assert case.either == [("server/app.js|server/env.js", "trim()")]
    assert case.lacks == [("server/app.js", "/['\"]\\*['\"]/")]
    assert (case.start, case.port, case.twin) == ("server: node app.js", 4000, "another")
    assert case.asks == (
        "GET /items from http://localhost:5173 -> readable 200",
        "GET /items from http://stranger.example -> hidden",
    )


def test_report_and_files_are_taken_apart(write_case: Callable[..., Path]) -> None:
    body = "-- report --\nfirst\nsecond\n-- file a/b.js --\none\n\ntwo\n-- file c.txt --\n"
    case = read_case(write_case(body=body))
    assert case.report == "first\nsecond"
    assert case.files == {"a/b.js": "one\n\ntwo", "c.txt": ""}


def test_line_ends_of_a_file_are_kept(write_case: Callable[..., Path], tmp_path: Path) -> None:
    case = read_case(write_case(body="-- report --\nx\n-- file a.js --\none\r\ntwo\r\n"))
    case.write(tmp_path / "tree")
    assert (tmp_path / "tree/a.js").read_bytes() == b"one\r\ntwo\r\n"


def test_the_family_is_the_folder_unless_named(write_case: Callable[..., Path]) -> None:
    assert read_case(write_case()).family == "cors_error"
    assert read_case(write_case("# x\nfamily: build_error\nexpect: leave\n")).family == "build_error"


def test_run_alone_says_what_a_fix_is(write_case: Callable[..., Path]) -> None:
    case = read_case(write_case("# x\nexpect: fix\nrun: web: npm run build\n"))
    assert case.run == "web: npm run build"
