from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autofix.adapters.sandbox.bubblewrap import Bubblewrap
from autofix.adapters.sandbox.toolchain import (
    _outside_system,
    exposed,
    find_toolchain,
    make_toolchain,
    npm_package,
    python_places,
)
from autofix.sdk.sandbox import Job, Limits


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


@pytest.fixture
def home(open_folder, monkeypatch):
    """A home with a private key, and beside it the folder that tools are put into."""
    home = open_folder / "home"
    (home / "bin").mkdir(parents=True)
    (home / ".ssh").mkdir()
    (home / ".ssh/id").write_text("key")
    monkeypatch.setenv("HOME", str(home))
    return home


def toolchain(node=None, prefix=None):
    found = find_toolchain()
    return make_toolchain(Path(found.tools["python"]), prefix or Path(sys.base_prefix).resolve(), node)


def run(toolchain, *argv):
    sandbox = Bubblewrap()
    sandbox.toolchain, sandbox.tools = toolchain, toolchain.tools
    return sandbox.run(Job(argv=argv, limits=Limits(seconds=30)))


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.parametrize("below", ["bin", ".local/bin"])
def test_node_in_a_home_runs_and_the_home_is_not_shown(home, below):
    (home / below).mkdir(parents=True, exist_ok=True)
    node = home / below / "node"
    shutil.copy(find_toolchain().tools["node"], node)
    script = f"""
        const fs = require('fs');
        console.log(fs.existsSync('{home}/.ssh/id'), fs.readdirSync('{home}').includes('.ssh'), process.execPath);
    """

    ran = run(toolchain(node), str(node), "-e", script)

    assert ran.stdout.decode() == f"false false {node}\n", ran.stderr


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
def test_npm_of_a_version_manager_runs_beside_its_node(home):
    prefix = home / ".nvm/versions/node/v1"
    (prefix / "bin").mkdir(parents=True)
    shutil.copy(find_toolchain().tools["node"], prefix / "bin/node")
    shutil.copytree(npm_package(Path(find_toolchain().tools["npm"])), prefix / "lib/node_modules/npm", symlinks=True)
    (prefix / "bin/npm").symlink_to("../lib/node_modules/npm/bin/npm-cli.js")
    found = toolchain(prefix / "bin/node")

    ran = run(found, found.tools["npm"], "--version")

    assert ran.exit_code == 0, ran.stderr
    assert found.left_out == {}
    assert all(place.is_relative_to(prefix) or not place.is_relative_to(home) for place in found.folders)


def test_a_script_of_another_package_is_no_npm(home):
    (home / "package.json").write_text("{}")
    for name in ("node", "npm"):
        (home / "bin" / name).write_text("")
    found = toolchain(home / "bin/node")

    assert "npm" not in found.tools
    assert "belongs to no package called npm" in found.left_out["npm"]
    assert home not in found.folders and home / "bin" not in found.folders


def test_a_home_called_npm_is_not_shown(home, monkeypatch):
    inside = home / "npm"
    (inside / "bin").mkdir(parents=True)
    (inside / "bin/npm-cli.js").write_text("")
    (home / "bin/node").write_text("")
    (home / "bin/npm").symlink_to(inside / "bin/npm-cli.js")
    assert toolchain(home / "bin/node").tools["npm"] == str(inside / "bin/npm-cli.js")

    monkeypatch.setenv("HOME", str(inside))

    assert "holds the home" in toolchain(home / "bin/node").left_out["npm"]
    assert inside not in toolchain(home / "bin/node").folders


def test_a_folder_with_a_private_folder_is_exposed(home):
    assert exposed([home / "bin"]) == ""
    assert "home" in exposed([home.parent])
    assert "private folder" in exposed([home / ".ssh"])


def test_of_pythons_prefix_only_the_interpreter_and_its_library_are_shown():
    prefix = Path(sys.base_prefix).resolve()
    places = python_places(Path(find_toolchain().tools["python"]), prefix)

    assert not any(prefix.is_relative_to(place) for place in places)
    assert prefix / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" in places


@pytest.mark.needs_bwrap
def test_python_has_its_library_and_its_modules_in_c():
    python = find_toolchain().tools["python"]

    ran = run(find_toolchain(), python, "-c", "import ssl, sqlite3, ctypes, venv; print(1)")

    assert ran.stdout == b"1\n", ran.stderr
