from __future__ import annotations

import pytest

from autofix.sdk.sandbox import Job, Limits, Mount, Network


@pytest.mark.needs_registry
def test_a_wheel_is_installed_and_runs_from_a_mount(any_box, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    python = any_box.tools["python"]
    argv = (python, "-m", "pip", "install", "--target", "{root}/out", "--only-binary=:all:", "click")
    installed = any_box.run(Job(argv=argv, output=out, network=Network.REGISTRIES, limits=Limits(seconds=120)))
    assert installed.exit_code == 0, installed
    ran = any_box.run(
        Job(
            argv=(python, "-c", "import click; print(click.__file__)"),
            mounts=(Mount(out, "deps/python"),),
            env={"PYTHONPATH": "{root}/deps/python"},
        )
    )
    assert ran.stdout.endswith(b"deps/python/click/__init__.py\n"), ran
