"""Reports that leave open what they are about: asked back instead of guessed, beside those that do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk import Diagnosis, Verdict
from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
PACKAGE = (
    '{"name": "%s", "scripts": {"start": "node server.js"}, "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"}}'
)
SERVER = """\
const cors = require('cors');
const express = require('express');

const app = express();
app.use(cors({ origin: %s }));
app.get('/api/items', (req, res) => res.json([]));
app.listen(process.env.PORT || %d);
"""
LOCAL, REMOTE = "http://localhost:4000/api/items", "https://api.orchard.example/api/items"


def blocked(origin: str = "http://localhost:5173", url: str = LOCAL) -> str:
    return (
        f"Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
        "No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
    )


def firefox(url: str = LOCAL) -> str:
    return (
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
        f"{url}. (Reason: CORS header \u2018Access-Control-Allow-Origin\u2019 missing). Status code: 200.\n"
    )


def lay(
    folder: Path, name: str = "items-api", port: int = 4000, value: str = "'http://localhost:3000'", **files: str
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(PACKAGE % name)
    (folder / "server.js").write_text(SERVER % (value, port))
    for file, text in files.items():
        (folder / file.replace("_", ".")).write_text(text)
    return folder


def diagnosis(answer: Answer) -> Diagnosis:
    assert answer.diagnosis is not None
    return answer.diagnosis


def is_asked(answer: Answer, about: str) -> bool:
    found = diagnosis(answer)
    return answer.candidate is None and found.verdict is Verdict.ACTION_RECOMMENDED and about in found.reason


@pytest.mark.parametrize(
    "origin",
    ["http://*.evil.com", "http://a'+process.exit()+'", "http://a`", "http://${a}", "http://[", "http://x:99999"],
)
def test_what_is_no_origin_never_gets_into_code(ask: Ask, tmp_path: Path, origin: str) -> None:
    lay(tmp_path, vite_config_js="export default {};")
    assert is_asked(ask(tmp_path, blocked(origin)), "is not an origin")
    assert "5173" not in (tmp_path / "server.js").read_text()


def test_an_origin_does(ask: Ask, tmp_path: Path) -> None:
    assert ask(lay(tmp_path), blocked()).candidate is not None
    assert "'http://localhost:5173'" in (tmp_path / "server.js").read_text()


def test_what_is_no_url_is_asked_for(ask: Ask, tmp_path: Path) -> None:
    assert is_asked(ask(lay(tmp_path), blocked(url="http://x:99999/api/items")), "is not the address")


@pytest.mark.parametrize("value", ["/(?=x)(a+)+$/", "/^(a|a)*{1,9}$/"])
def test_a_regular_expression_that_cannot_be_read_is_left_to_a_person(ask: Ask, tmp_path: Path, value: str) -> None:
    assert is_asked(ask(lay(tmp_path, value=f"[{value}]"), blocked()), "cannot read how it decides")


def test_one_that_can_be_read_and_does_not_match_takes_an_origin_beside_it(ask: Ask, tmp_path: Path) -> None:
    assert ask(lay(tmp_path, value=r"[/\.shop\.example$/]"), blocked()).candidate is not None


@pytest.mark.parametrize(
    "url", ["https://api.github.com/api/items", REMOTE, "https://random-1a2b.onrender.com/api/items"]
)
def test_a_server_that_nothing_ties_to_the_repository_is_asked_about(ask: Ask, tmp_path: Path, url: str) -> None:
    lay(tmp_path, yarn_lock=f'resolved "{url}"\n')
    assert is_asked(ask(tmp_path, blocked(url=url)), "Nothing in this repository ties")


def test_somebody_elses_api_is_never_this_repositorys(ask: Ask, tmp_path: Path) -> None:
    url = "https://api.github.com/api/items"
    assert is_asked(ask(lay(tmp_path, client_js=f"fetch('{url}');\n"), blocked(url=url)), "api.github.com")


@pytest.mark.parametrize(
    ("origin", "url", "files"),
    [
        ("http://localhost:5173", REMOTE, {"_env": f"VITE_API={REMOTE}\n"}),
        ("http://localhost:5173", REMOTE, {"README_md": "It runs at api.orchard.example.\n"}),
        ("https://www.orchard.example", REMOTE, {}),
        ("https://www.orchard.co.uk", "https://api.orchard.co.uk/api/items", {}),
        ("http://localhost:5173", "https://orchard-1a2b.onrender.com/api/items", {"name": "orchard-api"}),
        ("https://orchard.vercel.app", "https://orchard-1a2b.onrender.com/api/items", {}),
        ("https://my-frontend-a1b2.vercel.app", "https://backend-7kq2.onrender.com/api/items", {"name": "orchard-api"}),
        ("http://localhost:5173", REMOTE, {"value": "['https://orchard.example']"}),
        (
            "https://fig-web.vercel.app",
            "https://fig-api.vercel.app/api/items",
            {"value": "'https://fig-web.vercel.app/'"},
        ),
    ],
)
def test_a_server_that_something_ties_to_it_is_changed(
    ask: Ask, tmp_path: Path, origin: str, url: str, files: dict[str, str]
) -> None:
    assert ask(lay(tmp_path, **files), blocked(origin, url)).candidate is not None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("origin", "url"),
    [
        ("https://other.co.uk", "https://api.orchard.co.uk/api/items"),
        ("https://mine.vercel.app", "https://theirs.vercel.app/api/items"),
        ("https://fig-web.vercel.app", "https://fig-api.vercel.app/api/items"),
        ("http://localhost:5173", "https://notorchard.example.test/api/items"),
    ],
)
def test_a_shared_suffix_ties_nothing(ask: Ask, tmp_path: Path, origin: str, url: str) -> None:
    lay(tmp_path, README_md="See orchard.example.test.uk and orchard.example.\n")
    assert is_asked(ask(tmp_path, blocked(origin, url)), "Nothing in this repository ties")


@pytest.mark.parametrize(
    "origin",
    [
        "https://free-gifts.xyz",
        "https://orchard.example.account-verify.top",
        "https://partner.elsewhere.org",
        "https://free-gifts.vercel.app",
        "https://gifts-frontend-9xk.vercel.app",
        "https://9f3a11c2.ngrok.io",
    ],
)
def test_a_page_that_nothing_names_is_asked_about(ask: Ask, tmp_path: Path, origin: str) -> None:
    lay(tmp_path, README_md="# Orchard\n\nOrders of orchard.example.\n")
    assert is_asked(
        ask(tmp_path, blocked(origin, "http://localhost:4000/api/items")), "Nothing in this repository names"
    )


def test_what_a_readme_is_about_makes_no_page_its_own(ask: Ask, tmp_path: Path) -> None:
    lay(tmp_path, README_md="# Orchard\n\nPeople vote for apples here, by voting for talks about them.\n")
    report = blocked("https://apples-voting.example", "http://localhost:4000/api/items")
    assert is_asked(ask(tmp_path, report), "Nothing in this repository names")


def test_a_name_like_that_of_a_server_with_a_domain_is_asked_about(ask: Ask, tmp_path: Path) -> None:
    lay(tmp_path, README_md="# Orchard\n\nOrders of api.orchard.example.\n")
    report = blocked("https://orchard.help", "https://api.orchard.example/api/items")
    assert is_asked(ask(tmp_path, report), "Nothing in this repository names")


@pytest.mark.parametrize(
    ("origin", "readme"),
    [
        ("https://www.orchard-shop.example", "# Orchard shop"),
        ("https://partner.example.org", "Our pages: https://partner.example.org"),
        ("https://orchard-ui.vercel.app", "# Orchard"),
        ("http://192.168.1.7:3000", "# Something else"),
    ],
)
def test_a_page_of_the_project_is_let_in(ask: Ask, tmp_path: Path, origin: str, readme: str) -> None:
    lay(tmp_path, README_md=readme + "\n")
    assert ask(tmp_path, blocked(origin, "http://localhost:4000/api/items")).candidate is not None


def test_a_guessed_page_is_said_to_be_guessed(ask: Ask, tmp_path: Path) -> None:
    lay(tmp_path, vite_config_js="export default {};")
    assert diagnosis(ask(tmp_path, firefox())).fact("origin_from") == "vite.config.js"


def test_no_page_is_guessed_for_a_deployed_server(ask: Ask, tmp_path: Path) -> None:
    lay(tmp_path, vite_config_js="export default {};", _env=f"VITE_API={REMOTE}\n")
    assert is_asked(ask(tmp_path, firefox(REMOTE)), "Add a line 'Origin: ...'")


def test_two_servers_that_fit_are_both_named(ask: Ask, tmp_path: Path) -> None:
    lay(tmp_path / "shop", port=3001)
    lay(tmp_path / "admin", port=3002)
    answer = ask(tmp_path, blocked())
    assert is_asked(answer, "pass its folder as PATH")
    assert "shop/server.js" in diagnosis(answer).reason
    assert "admin/server.js" in diagnosis(answer).reason


def test_the_one_on_the_reported_port_wins(ask: Ask, tmp_path: Path) -> None:
    lay(tmp_path / "shop", port=3001)
    lay(tmp_path / "admin", port=4000)
    assert list(ask(tmp_path, blocked()).written) == ["admin/server.js"]


@pytest.mark.parametrize(
    "more",
    [blocked("http://localhost:5174"), blocked(url="http://localhost:4001/api/items"), firefox("http://localhost/")],
)
def test_several_failures_are_asked_for_one_at_a_time(ask: Ask, tmp_path: Path, more: str) -> None:
    assert is_asked(ask(lay(tmp_path), blocked() + more), "give one at a time")


def test_one_failure_told_twice_is_one(ask: Ask, tmp_path: Path) -> None:
    assert ask(lay(tmp_path), blocked() + firefox() + blocked()).candidate is not None


def test_a_variable_that_no_file_sets_is_named_for_a_deployed_server(ask: Ask, tmp_path: Path) -> None:
    value = "[process.env.SITE, 'http://localhost:3000']"
    lay(tmp_path, value=value)
    found = diagnosis(ask(tmp_path, blocked("https://www.orchard.example", REMOTE)))
    assert (found.verdict, found.fact("environment")) == (Verdict.CODE_FIX, "SITE")
    lay(tmp_path, value=value)
    assert diagnosis(ask(tmp_path, blocked())).fact("environment") is None


@pytest.mark.parametrize(
    ("condition", "name"), [("process.env.NODE_ENV === 'production'", "NODE_ENV"), ("isProduction", "isProduction")]
)
def test_so_is_a_switch_between_two_lists(ask: Ask, tmp_path: Path, condition: str, name: str) -> None:
    value = f"{condition} ? ['https://orchard.example'] : ['http://localhost:3000']"
    found = diagnosis(ask(lay(tmp_path, value=value), blocked("https://www.orchard.example", REMOTE)))
    assert (found.verdict, found.fact("environment")) == (Verdict.CODE_FIX, name)
