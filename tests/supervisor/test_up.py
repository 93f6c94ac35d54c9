from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys

from autofix.supervisor.service_file import read_service


def test_a_bare_folder_becomes_a_service(up, visit_web):
    process = up.start()
    address = up.address(process)
    assert visit_web(address) == {"visits": 1, "role": "autofix_app", "redis": True}
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert up.living() == []

    again = up.start()
    assert visit_web(up.address(again)) == {"visits": 2, "role": "autofix_app", "redis": True}


def test_only_migrate_has_the_owners_login(up):
    up.address(up.start(AUTOFIX_MIGRATION_DATABASE_URL="postgresql://someone@/else"))
    assert up.told("migrate")["AUTOFIX_MIGRATION_DATABASE_URL"].startswith("postgresql://autofix_owner@/autofix")
    for name in ("web", "worker", "beat"):
        told = up.told(name)
        assert told["AUTOFIX_MIGRATION_DATABASE_URL"] is None
        assert told["DATABASE_URL"].startswith("postgresql://autofix_app@/autofix")
        assert told["REDIS_URL"].startswith("unix:///")
        assert told["AUTOFIX_DATA"] == str(up.data)


def test_others_are_told_where_it_is_for_as_long_as_it_is(up):
    process = up.start("--quiet")
    address = up.address(process)
    service = read_service(up.data)
    assert service.address == address
    assert service.pid == process.pid
    assert service.database_url == up.told("web")["DATABASE_URL"]
    assert stat.S_IMODE((up.data / "run/service.json").stat().st_mode) == 0o600
    process.terminate()
    assert process.wait(60) == 0
    assert not (up.data / "run/service.json").exists()


def test_servers_of_ones_own_are_used_instead(up, visit_web):
    up.address(up.start())
    first = up.told("web")
    owner = up.told("migrate")["AUTOFIX_MIGRATION_DATABASE_URL"]
    data = up.data
    up.data = data.parent / "other"
    second = up.start(
        DATABASE_URL=first["DATABASE_URL"], REDIS_URL=first["REDIS_URL"], AUTOFIX_MIGRATION_DATABASE_URL=owner
    )
    assert visit_web(up.address(second))["role"] == "autofix_app"
    assert up.told("worker")["DATABASE_URL"] == first["DATABASE_URL"]
    assert not (up.data / "postgresql").exists()
    assert not (up.data / "redis").exists()
    second.terminate()
    assert second.wait(60) == 0
    up.data = data


def test_a_second_one_says_who_runs_it(up):
    first = up.start()
    address = up.address(first)
    second = up.start()
    said = second.communicate(timeout=60)[0]
    assert second.returncode == 2
    assert f"AutoFix runs on {up.data} already: process {first.pid} since" in said
    assert f"at {address}" in said
    assert first.poll() is None


def test_the_log_is_kept(up):
    process = up.start("--quiet")
    up.address(process)
    process.terminate()
    assert process.wait(60) == 0
    log = (up.data / "logs/autofix.log").read_text()
    assert "postgresql | " in log
    assert log.rstrip().endswith("autofix    | stopped")
    assert json.loads((up.data / "told/web.json").read_text())["DATABASE_URL"] not in log


def test_nothing_in_the_folder_it_was_started_in_is_imported(up, tmp_path):
    """As it would be by ``python -m``, whose first place to look is the current folder."""
    for name in ("psycopg.py", "celery.py", "stand_in.py"):
        (tmp_path / name).write_text("raise SystemExit('planted')\n")
    naive = subprocess.run(
        [sys.executable, "-m", "stand_in"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert naive.stderr == "planted\n"
    up.address(up.start(cwd=tmp_path))
