"""What ``autofix plugins`` lists, for people and for programs."""

import json

from autofix.cli.main import main


def test_they_are_listed_with_their_families(capsys):
    assert main(["plugins"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert any(line.split() == ["cors", "1.0", "cors_error"] for line in lines)
    assert any(line.split() == ["local", "1.0", "-"] for line in lines)


def test_a_disabled_one_is_not_in_force(capsys, monkeypatch):
    monkeypatch.setenv("AUTOFIX_DISABLED_PLUGINS", "cors")

    assert main(["plugins", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert "cors" not in [plugin["name"] for plugin in told["plugins"]]
    assert "build" in [plugin["name"] for plugin in told["plugins"]]
    assert told["disabled"] == ["cors"]


def test_one_that_cannot_be_loaded_is_told(capsys, monkeypatch, tmp_path):
    info = tmp_path / "acme_gone-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-gone\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[autofix]\nacme = acme_gone_from_here\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    assert main(["plugins"]) == 1

    assert "acme cannot be loaded: ModuleNotFoundError" in capsys.readouterr().err
