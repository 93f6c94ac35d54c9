"""A package whose binary a script would fetch loads all the same, in a version that brings it along."""

import json
import subprocess

import pytest

from autofix.adapters.packages import PackageProvider, natives
from autofix.adapters.packages.natives import outdated, replacing
from autofix.adapters.sandbox import open_sandbox
from autofix.sdk.packages import InstallRequest
from autofix.sdk.sandbox import Job


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
def test_bcrypt_5_gives_way_to_6(tmp_path):
    manifest = json.dumps({"name": "a", "dependencies": {"bcrypt": "5.1.1"}}).encode()
    sandbox = open_sandbox()
    installed = PackageProvider(sandbox, tmp_path).provide(InstallRequest("npm", "", {"package.json": manifest}, True))
    script = "const b = require('bcrypt'); console.log(b.compareSync('x', b.hashSync('x', 4)))"

    ran = sandbox.run(Job(argv=(sandbox.tools["node"], "-e", script), mounts=installed.mounts))

    assert ran.stdout == b"true\n", ran.stderr
    assert installed.notes == ("bcrypt 6 instead of 5.1.1, whose binary a script would fetch",)


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
def test_a_release_gets_what_is_declared(tmp_path):
    manifest = json.dumps({"name": "a", "dependencies": {"bcrypt": "5.1.1"}}).encode()
    request = InstallRequest("npm", "", {"package.json": manifest}, True, is_exact=True)

    installed = PackageProvider(open_sandbox(), tmp_path).provide(request)

    assert installed.notes == ()
    [mount] = installed.mounts
    assert json.loads((mount.source / "bcrypt" / "package.json").read_text())["version"] == "5.1.1"


@pytest.mark.parametrize(
    ("version", "count"), [("5.1.1", 1), ("6.0.0", 0), ("5.0.0-rc.1", 1), ("\u00b2.1", 1), ("9" * 5000, 1), (None, 0)]
)
def test_by_its_version(tmp_path, version, count):
    folder = tmp_path / "api" / "node_modules" / "bcrypt"
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"version": version}))

    assert len(list(outdated(tmp_path, ("api",)))) == count


@pytest.mark.parametrize("is_quoted", [True, False])
def test_a_folder_of_the_repository_is_no_part_of_the_command(tmp_path, monkeypatch, is_quoted):
    if not is_quoted:
        monkeypatch.setattr(natives.shlex, "quote", lambda place: f"'{place}'")
    script = replacing("true", "", [("a'; touch ran; '/node_modules/bcrypt", "bcrypt@6")])

    subprocess.run(["/bin/sh", "-c", script.replace("{root}", str(tmp_path))], cwd=tmp_path, capture_output=True)

    assert any(tmp_path.rglob("ran")) is not is_quoted


def test_a_link_is_no_package_to_replace(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "package.json").write_text('{"version": "1.0.0"}')
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "bcrypt").symlink_to("../elsewhere")

    assert list(outdated(tmp_path, ())) == []
