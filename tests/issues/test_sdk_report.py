"""The report of an SDK's event is text that the engine reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from autofix.engine.report import read_report
from autofix.issues.sdk_report import read_sdk_report

AT = datetime(2026, 1, 1, tzinfo=UTC)
BLOCKED = (
    "Access to fetch at 'http://localhost:4000/api/{path}' from origin 'http://localhost:5173' has been blocked by "
    "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)


def _failed_fetch(path: str) -> dict[str, Any]:
    raised = {"type": "TypeError", "value": "Failed to fetch"}
    crumbs = [
        {"category": "ui.click", "message": "button"},
        {"category": "console", "level": "error", "message": BLOCKED.format(path=path)},
    ]
    page = {"url": "http://localhost:5173/cart?user=jane"}
    return {
        "platform": "javascript",
        "exception": {"values": [raised]},
        "breadcrumbs": {"values": crumbs},
        "request": page,
        "tags": {"browser": "Chrome 140"},
    }


def test_a_cors_message_in_the_console_is_found() -> None:
    report = read_sdk_report(_failed_fetch("items"), AT)
    problem = read_report(report.text)
    assert problem.findings[0].code == "cors.origin_missing"
    assert (problem.url, problem.origin) == ("http://localhost:4000/api/items", "http://localhost:5173")
    assert "jane" not in report.text
    assert "browser=Chrome 140" in report.text


def test_what_was_blocked_tells_failed_requests_apart() -> None:
    items, again, users = (read_sdk_report(_failed_fetch(path), AT) for path in ("items", "items", "users"))
    assert items.identity == again.identity != users.identity


def test_frames_of_javascript_are_found(type_error: dict[str, Any]) -> None:
    report = read_sdk_report(type_error, AT)
    frames = [finding for finding in read_report(report.text).findings if finding.code == "frame"]
    assert [(frame.file, frame.line) for frame in frames] == [
        ("node_modules/big/index.js", 9),
        ("src/cart.js", 12),
        ("src/main.js", 3),
    ]
    assert report.culprit == "src/cart.js in total"


def test_frames_of_python_are_found() -> None:
    frames = [
        {"filename": "shop/urls.py", "function": "route", "lineno": 5},
        {"filename": "shop/views.py", "function": "cart", "lineno": 31, "context_line": "    return total[key]"},
    ]
    cause = {"type": "KeyError", "value": "'price'", "stacktrace": {"frames": frames}}
    raised = {"type": "ValueError", "value": "no price", "stacktrace": {"frames": frames[:1]}}
    event = {"platform": "python", "exception": {"values": [cause, raised]}, "request": {"method": "post"}}
    event["request"]["url"] = "https://shop.example.com/cart"
    report = read_sdk_report(event, AT)
    problem = read_report(report.text)
    assert report.title == "ValueError: no price"
    assert "Caused by: KeyError: 'price'" in report.text
    assert "    return total[key]" in report.text
    assert [f.file for f in problem.findings if f.code == "frame"] == ["shop/urls.py", "shop/urls.py", "shop/views.py"]
    assert (problem.method, problem.url) == ("POST", "https://shop.example.com/cart")


def test_lines_and_libraries_do_not_make_another_issue(type_error: dict[str, Any]) -> None:
    import copy

    moved = copy.deepcopy(type_error)
    frames = moved["exception"]["values"][0]["stacktrace"]["frames"]
    frames[1]["lineno"] = 99
    frames[2]["function"] = "other"
    assert read_sdk_report(moved, AT).identity == read_sdk_report(type_error, AT).identity
    frames[1]["function"] = "other"
    assert read_sdk_report(moved, AT).identity != read_sdk_report(type_error, AT).identity


def test_a_message_is_enough() -> None:
    for event in ({"message": "disk full"}, {"logentry": {"message": "disk %s", "formatted": "disk full"}}):
        report = read_sdk_report(event, AT)
        assert (report.title, report.text) == ("disk full", "disk full")
    assert read_sdk_report({}, AT).title == "an event without a message"
