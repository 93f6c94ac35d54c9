from __future__ import annotations

import subprocess
from pathlib import Path

from autofix.adapters.sandbox.toolchain import _outside_system, find_toolchain


def test_python_is_the_base_interpreter_by_its_real_path():
    python = Path(find_toolchain().tools["python"])
    assert python == python.resolve()
    answer = subprocess.run([python, "-c", "import sys; print(sys.prefix == sys.base_prefix)"], capture_output=True)
    assert answer.stdout == b"True\n"


def test_every_tool_is_an_executable_file():
    assert all(Path(path).is_file() for path in find_toolchain().tools.values())


def test_folders_the_system_shows_already_are_left_out():
    folders = [Path("/opt/node/lib/npm"), Path("/usr/lib/node"), Path("/opt/node"), Path("/home/py")]
    assert set(_outside_system(folders)) == {Path("/opt/node"), Path("/home/py")}
