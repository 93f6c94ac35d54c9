"""FastAPI: reports after which nothing may be changed, each with what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ORIGIN = "http://localhost:5173"
NO_HEADER = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)


def test_origin_that_is_let_in(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    assert "in already" in settle({"main.py": application(f'    allow_origins=["{ORIGIN}"],\n')}).reason


def test_default_that_is_filled_with_a_constant(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    named = 'PORT = 5173\nORIGINS = os.getenv("ORIGINS", f"http://localhost:{PORT}")\n'
    assert "in already" in settle({"main.py": application("    allow_origins=[ORIGINS],\n", named)}).reason


def test_everybody_is_let_in(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    assert "in already" in settle({"main.py": application('    allow_origins=["*"],\n')}).reason


def test_pattern_that_fits_whole(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    assert "in already" in settle({"main.py": application('    allow_origin_regex=r"http://localhost:.*",\n')}).reason


def test_pattern_that_fits_the_beginning_alone_does_not_let_in(
    settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    changed = settle({"main.py": application('    allow_origin_regex=r"http://localhost",\n')})
    assert changed.cause == "origin_not_listed"


def test_wildcard_with_credentials(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    report = (
        "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: The value of the "
        "'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's "
        "credentials mode is 'include'."
    )
    main = application('    allow_origins=["*"],\n    allow_origin_regex="https://.*",\n')
    assert "no wildcard serves" in settle({"main.py": main}, report=report).reason


def test_server_that_is_down(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    changed = settle(
        {"main.py": application('    allow_origins=["http://a.test"],\n')},
        report=f"{NO_HEADER}\nGET {{url}} net::ERR_CONNECTION_REFUSED",
    )
    assert "could not be reached" in changed.reason


def test_error_of_the_server_dressed_as_cors(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    changed = settle(
        {"main.py": application('    allow_origins=["http://a.test"],\n')},
        report=f"{NO_HEADER}\nGET {{url}} net::ERR_FAILED 500 (Internal Server Error)",
    )
    assert "500" in changed.reason


def test_path_that_nobody_serves(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    changed = settle({"main.py": application("    allow_origins=[],\n")}, url="http://localhost:8000/itemz")
    assert "serves nothing at /itemz" in changed.reason


def test_variable_that_no_committed_file_sets(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    changed = settle({"main.py": application('    allow_origins=os.environ["ORIGINS"].split(","),\n')})
    assert "ORIGINS" in changed.reason


def test_list_that_a_call_makes(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    changed = settle({"main.py": application("    allow_origins=load(),\n", "from hosts import load\n")})
    assert "by hand" in changed.reason


def test_options_that_a_call_makes(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    assert "by hand" in settle({"main.py": application("    **load(),\n", "from hosts import load\n")}).reason
