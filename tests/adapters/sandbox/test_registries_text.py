from __future__ import annotations

from pathlib import Path

from autofix.adapters.sandbox.registries import build_registries, endpoint_of, parse_pip_configuration

DEFAULTS = ("https://index.example/simple", "https://files.example")


def test_the_clients_own_defaults_are_reached_when_nothing_else_is_set():
    found = build_registries({}, DEFAULTS, {"registry": "https://npm.example/"}, None)
    assert found.endpoints == {("index.example", 443), ("files.example", 443), ("npm.example", 443)}
    assert found.env["npm_config_registry"] == "https://npm.example/"


def test_an_index_of_the_operators_own_replaces_the_default():
    found = build_registries({"index-url": "http://mirror.example:8080/simple"}, DEFAULTS, {}, None)
    assert found.endpoints == {("mirror.example", 8080)}
    assert found.env["PIP_INDEX_URL"] == "http://mirror.example:8080/simple"


def test_scopes_have_registries_too():
    found = build_registries({}, (), {"@ours:registry": "https://ours.example"}, None)
    assert found.endpoints == {("ours.example", 443)}
    assert found.env["npm_config_@ours:registry"] == "https://ours.example"


def test_local_folders_are_shown_with_what_lies_beside_an_index(tmp_path):
    (tmp_path / "index" / "simple").mkdir(parents=True)
    (tmp_path / "wheels").mkdir()
    pip = {"extra-index-url": f"file://{tmp_path}/index/simple", "find-links": f"{tmp_path}/wheels /none"}
    assert build_registries(pip, (), {}, None).folders == (tmp_path / "index", tmp_path / "wheels")


def test_pips_listing_is_read_and_the_environment_wins():
    listing = (
        "global.cert='/ca.pem'\n:env:.index-url='https://b.example'\nglobal.index-url='https://a.example'\n"
        "global.extra-index-url='\\nhttps://c.example\\nhttps://d.example'\nglobal.timeout='60'\n"
    )
    assert parse_pip_configuration(listing) == {
        "cert": "/ca.pem",
        "index-url": "https://b.example",
        "extra-index-url": "https://c.example https://d.example",
    }


def test_only_web_addresses_have_endpoints():
    assert endpoint_of("https://user:word@Host.example/simple") == ("host.example", 443)
    assert endpoint_of("file:///srv") is None
    assert endpoint_of(str(Path("/srv"))) is None
