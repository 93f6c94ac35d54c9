"""What is taken from a report and the repository where the browser does not say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from plugins.cors.report import CorsReport, read_cors

FIREFOX = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
    "http://localhost:4000/api/items?page=2. (Reason: CORS header \u2018Access-Control-Allow-Origin\u2019 missing). "
    "Status code: 200.\n"
)


def read(folder: Path, text: str = FIREFOX, files: dict[str, str] | None = None) -> CorsReport:
    for name, content in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return read_cors(read_report(text), Snapshot(FolderSource(folder)))


def test_the_origin_is_that_of_the_pages_scripts(tmp_path: Path) -> None:
    assert read(tmp_path, FIREFOX + "load http://localhost:5173/src/App.jsx:12\n").origin == "http://localhost:5173"


def test_a_script_of_the_called_server_is_not_the_page(tmp_path: Path) -> None:
    assert read(tmp_path, FIREFOX + "load http://localhost:4000/src/App.jsx:12\n").origin is None


@pytest.mark.parametrize(
    ("name", "content", "origin"),
    [
        ("web/vite.config.js", "export default {};", "http://localhost:5173"),
        ("web/vite.config.ts", "export default { server: { port: 8081 } };", "http://localhost:8081"),
        ("web/package.json", '{"dependencies": {"react-scripts": "5.0.1"}}', "http://localhost:3000"),
    ],
)
def test_else_the_only_front_end_of_the_repository(tmp_path: Path, name: str, content: str, origin: str) -> None:
    assert read(tmp_path, files={name: content}).origin == origin


def test_two_front_ends_leave_it_open(tmp_path: Path) -> None:
    files = {"a/vite.config.js": "{ port: 5173 }", "b/vite.config.js": "{ port: 5174 }"}
    assert read(tmp_path, files=files).origin is None


def test_the_path_keeps_its_query_and_the_port_is_known(tmp_path: Path) -> None:
    report = read(tmp_path)
    assert (report.path, report.port, report.netloc) == ("/api/items?page=2", 4000, "localhost:4000")


@pytest.mark.parametrize(
    ("url", "is_production"),
    [("http://192.168.1.7:4000/", False), ("http://[::1]:4000/", False), ("https://api.shop.example/", True)],
)
def test_the_address_tells_where_the_server_runs(tmp_path: Path, url: str, is_production: bool) -> None:
    report = read(tmp_path, f"CORS error\nOrigin: http://localhost:5173\nURL: {url}\n")
    assert report.is_production is is_production


def test_credentials_are_read_from_the_words_of_the_message(tmp_path: Path) -> None:
    assert not read(tmp_path).has_credentials
    assert read(tmp_path, FIREFOX + "when the request's credentials mode is 'include'").has_credentials


@pytest.mark.parametrize(
    "line",
    [
        "load https://unpkg.com/react@18/umd/react.development.js:12",
        "https://www.googletagmanager.com/gtag.js:3",
        "see https://developer.mozilla.org/en-US/docs/Web/HTTP/CORS.html",
        "at https://10.evil.example/app.js:1",
    ],
)
def test_a_script_from_anywhere_names_no_page(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, FIREFOX + line + "\n").origin is None


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("load http://192.168.1.7:5173/src/App.jsx:12", "http://192.168.1.7:5173"),
        ("Navigated to https://shop.example/cart", "https://shop.example"),
        ("Referer: https://shop.example/cart", "https://shop.example"),
        ("Origin: https://shop.example", "https://shop.example"),
        ("page: https://shop.example/cart", "https://shop.example"),
    ],
)
def test_the_page_or_its_development_server_does(tmp_path: Path, line: str, origin: str) -> None:
    assert read(tmp_path, FIREFOX + line + "\n").origin == origin


def test_two_development_servers_leave_it_open(tmp_path: Path) -> None:
    text = FIREFOX + "http://localhost:5173/a.js:1\nhttp://localhost:5174/b.js:1\n"
    assert read(tmp_path, text).origin is None


def test_a_deployed_server_is_not_called_from_a_guessed_development_page(tmp_path: Path) -> None:
    text = FIREFOX.replace("http://localhost:4000", "https://api.shop.example")
    assert read(tmp_path, text, {"web/vite.config.js": "export default {};"}).origin is None


def test_the_file_that_the_origin_was_guessed_from_is_kept(tmp_path: Path) -> None:
    assert read(tmp_path, files={"web/vite.config.js": "export default {};"}).origin_from == "web/vite.config.js"
    assert read(tmp_path, FIREFOX + "Origin: http://localhost:5173\n").origin_from == ""


def test_a_line_that_names_no_origin_is_not_guessed_over(tmp_path: Path) -> None:
    files = {"web/vite.config.js": "export default {};"}
    assert read(tmp_path, FIREFOX + "Origin: http://*.evil.com\n", files).origin is None
