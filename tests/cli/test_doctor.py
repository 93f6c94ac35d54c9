from __future__ import annotations

import json
import os
import subprocess
import sys

NAMES = [
    "python",
    "git",
    "sandbox",
    "node",
    "postgresql",
    "clock",
    "redis",
    "data folder",
    "repositories",
    "disk",
    "port",
    "master key",
    "model",
]


def doctor(*arguments, **environment):
    """Run the command; answers its status, what it printed, and what it complained of."""
    dropped = ("DATABASE_URL", "REDIS_URL")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("AUTOFIX_") and k not in dropped}
    done = subprocess.run(
        [sys.executable, "-m", "autofix", "doctor", *arguments],
        env={**clean, "AUTOFIX_PORT": "0", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def examined(**environment):
    status, said, _ = doctor("--json", **environment)
    answer = json.loads(said)
    assert (status == 0) == answer["is_well"]
    return status, {check["name"]: check for check in answer["checks"]}


def test_every_thing_is_looked_at_once(tmp_path):
    _, checks = examined(AUTOFIX_DATA=str(tmp_path / "data"))
    assert list(checks) == NAMES
    for check in checks.values():
        assert check.keys() == {"name", "state", "found", "remedy"}
        assert bool(check["remedy"]) == (check["state"] != "ok"), check


def test_looking_changes_nothing(tmp_path):
    examined(AUTOFIX_DATA=str(tmp_path / "data"))
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_is_named_with_the_way_to_get_it():
    status, checks = examined(PATH="/nonexistent", AUTOFIX_DATA="/var/lib/autofix-doctor")
    assert status == 1
    for name in ("git", "sandbox"):
        assert checks[name]["state"] == "missing"
        assert "install" in checks[name]["remedy"]
    assert checks["node"]["state"] == "warning"


def test_people_get_a_table_and_a_verdict():
    status, said, _ = doctor(PATH="/nonexistent", AUTOFIX_DATA="/var/lib/autofix-doctor", COLUMNS="160")
    assert status == 1
    assert "install git 2.38 or later" in said
    assert "missing: git, sandbox" in said


def test_a_misspelt_setting_is_wrong_use():
    status, said, complaint = doctor(AUTOFIX_DATTA="/nowhere")
    assert status == 2
    assert said == ""
    assert "AUTOFIX_DATTA is no setting" in complaint


def test_servers_that_do_not_answer_are_missing_and_no_password_is_shown():
    status, checks = examined(
        DATABASE_URL="postgresql://autofix_app:hunter2@127.0.0.1:1/autofix", REDIS_URL="redis://:hunter2@127.0.0.1:1/0"
    )
    assert status == 1
    assert checks["postgresql"]["state"] == checks["redis"]["state"] == "missing"
    assert "postgresql://autofix_app@127.0.0.1:1/autofix cannot be used" in checks["postgresql"]["found"]
    assert "hunter2" not in json.dumps(checks)
