from __future__ import annotations

import os

from autofix.adapters.sandbox.output_files import read_output
from autofix.sdk.sandbox import Job, Limits


def test_the_output_folder_is_written_and_ours_afterwards(any_box, tmp_path):
    out = tmp_path / "out"
    out.mkdir(mode=0o700)
    script = "mkdir {root}/out/a && echo made >{root}/out/a/file"
    assert any_box.run(Job(argv=("sh", "-c", script), output=out)).exit_code == 0
    assert read_output(out, "a/file", 100) == b"made\n"
    assert (out / "a" / "file").stat().st_uid == os.geteuid()


def test_it_is_ours_again_when_the_job_is_cut_short(any_box, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    script = "echo made >{root}/out/file; sleep 20"
    outcome = any_box.run(Job(argv=("sh", "-c", script), output=out, limits=Limits(seconds=0.5)))
    assert outcome.ended_by == "time"
    assert (out / "file").stat().st_uid == out.stat().st_uid == os.geteuid()
