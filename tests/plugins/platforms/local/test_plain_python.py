"""A start command that says ``python`` finds it, also where the system knows ``python3`` alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.platforms.local import tools


@pytest.fixture
def system_python(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A system whose interpreter is called ``python3.11`` and nothing else."""
    program = tmp_path / "usr" / "bin" / "python3.11"
    program.parent.mkdir(parents=True)
    program.symlink_to(Path(sys.executable).resolve())
    monkeypatch.setattr(tools, "_SYSTEM", tmp_path / "usr")
    monkeypatch.setattr(tools, "_find_python", lambda: program)
    return program


@pytest.mark.parametrize("name", ["python", "python3"])
def test_it_is_there_by_its_plain_names(name: str, system_python: Path, tmp_path: Path) -> None:
    for _ in range(2):
        found = tools.find_tools(tmp_path / ".tools", has_private_view=True, is_other_user=False)

    assert tmp_path / ".tools" in found.shown
    path = os.pathsep.join(found.path)
    ran = subprocess.run([name, "-c", "print(40 + 2)"], env={"PATH": path}, capture_output=True, text=True, check=True)
    assert ran.stdout == "42\n"
    assert Path(found.path[0], name).readlink() == system_python
