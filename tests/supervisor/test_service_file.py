from __future__ import annotations

import stat
import subprocess

from autofix.supervisor.service_file import RunningService, announced, read_service, service_file


def test_it_is_there_while_the_service_runs(tmp_path):
    (tmp_path / "run").mkdir()
    service = RunningService(1, "http://127.0.0.1:8000", "postgresql://autofix_app@/autofix", "unix:///r")
    with announced(tmp_path, service):
        assert read_service(tmp_path) == service
        assert stat.S_IMODE(service_file(tmp_path).stat().st_mode) == 0o600
    assert read_service(tmp_path) is None


def test_one_that_was_killed_runs_no_longer(tmp_path):
    (tmp_path / "run").mkdir()
    ended = subprocess.Popen(["true"])
    ended.wait()
    with announced(tmp_path, RunningService(ended.pid, "a", "b", "c")):
        assert read_service(tmp_path) is None


def test_what_is_no_description_of_a_service_is_none(tmp_path):
    (tmp_path / "run").mkdir()
    for text in ("", "[]", '{"pid": 1}'):
        service_file(tmp_path).write_text(text)
        assert read_service(tmp_path) is None
