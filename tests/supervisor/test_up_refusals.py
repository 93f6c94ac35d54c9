from __future__ import annotations

import os
import socket

import pytest


def refused(up, *arguments, **environment):
    process = up.start(*arguments, **environment)
    said = process.communicate(timeout=60)[0]
    return process.returncode, said


def test_a_port_that_is_taken_is_named(up):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, said = refused(up, "--port", str(port))
    assert status == 2
    assert f"port {port} on 127.0.0.1 cannot be used" in said
    assert "--port" in said


def test_a_data_folder_behind_a_closed_one_is_refused(up):
    if os.geteuid() != 0:
        pytest.skip("only root runs a server as another user")
    up.data.parent.chmod(0o700)
    status, said = refused(up)
    assert status == 1
    assert f"to whom {up.data.parent} is closed" in said
    assert "AUTOFIX_DATA" in said
    assert up.living() == []


def test_a_misspelt_setting_is_refused(up):
    status, said = refused(up, AUTOFIX_DATTA="/nowhere")
    assert status == 2
    assert "AUTOFIX_DATTA is no setting of AutoFix" in said


def test_a_migration_that_fails_ends_everything(up):
    up.address(up.start())
    app = up.told("web")["DATABASE_URL"]
    redis = up.told("web")["REDIS_URL"]
    running = up.data
    up.data = running.parent / "other"
    status, said = refused(up, DATABASE_URL=app.replace("autofix_app", "nobody_at_all"), REDIS_URL=redis)
    assert status == 1
    assert "migrate failed with status 1" in said
    assert up.living() == []
    up.data = running
