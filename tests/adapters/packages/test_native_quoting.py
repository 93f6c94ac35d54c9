"""A folder of a monorepo cannot put a command into the install, whatever it is called."""

import subprocess

import pytest

from autofix.adapters.packages import natives

PLACE = "packages/a'; touch taken; echo '/node_modules/bcrypt"


@pytest.mark.parametrize("is_on", [True, False])
def test_a_quote_in_a_name_ends_no_string(tmp_path, monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(natives.shlex, "quote", lambda text: f"'{text}'")
    (tmp_path / "tmp").mkdir()
    script = natives.replacing("true", "", [(PLACE, "bcrypt@6")]).replace("{root}", str(tmp_path))

    subprocess.run(["/bin/sh", "-c", script], cwd=tmp_path, capture_output=True, check=False)

    assert bool(list(tmp_path.rglob("taken"))) is not is_on
