from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from autofix.cli.checks.check import State
from autofix.cli.checks.places import check_disk, check_folder, check_git_roots, check_master_key, check_port
from autofix.env import read_environment
from autofix.supervisor.service_file import RunningService, announced


@pytest.fixture
def environment():
    """A data folder that others may pass through, with servers of one's own."""
    above = Path(tempfile.mkdtemp(prefix="autofix-test-", dir="/tmp"))
    above.chmod(0o711)
    (above / "data").mkdir(mode=0o711)
    yield replace(read_environment(), data=above / "data", database_url="", redis_url="", master_keys="", port=0)
    shutil.rmtree(above)


def test_a_folder_that_will_do(environment):
    assert check_folder(environment).state is State.OK
    assert list(environment.data.iterdir()) == []


def test_a_folder_closed_to_the_servers_is_named(environment):
    if os.geteuid() != 0:
        pytest.skip("only root runs a server as another user")
    environment.data.parent.chmod(0o700)
    check = check_folder(environment)
    assert check.state is State.MISSING
    assert f"to whom {environment.data.parent} is closed" in check.found
    assert check_folder(replace(environment, database_url="x", redis_url="x")).state is State.OK


def test_folders_of_repositories_that_are_not_there_are_named(environment):
    there, gone = environment.data, environment.data / "gone" / "{tenant}"

    assert check_git_roots(replace(environment, git_roots=(there,))).state is State.OK
    assert check_git_roots(replace(environment, git_roots=(there / "{tenant}",))).state is State.OK
    check = check_git_roots(replace(environment, git_roots=(there, gone)))
    assert (check.state, str(gone.parent) in check.found) == (State.WARNING, True)


def test_a_file_where_the_folder_should_be(environment):
    (environment.data / "file").touch()
    assert check_folder(replace(environment, data=environment.data / "file")).state is State.MISSING


@pytest.mark.needs_unshare
def test_a_folder_that_cannot_be_made(environment):
    """Tried without root's right to write anywhere."""
    environment.data.chmod(0o555)
    program = (
        "import sys\nfrom dataclasses import replace\nfrom pathlib import Path\n"
        "from autofix.cli.checks.places import check_folder\nfrom autofix.env import read_environment\n"
        "print(check_folder(replace(read_environment(), data=Path(sys.argv[1]))).found)"
    )
    done = subprocess.run(
        ["unshare", "--user", "--map-user=65534", sys.executable, "-c", program, str(environment.data / "new")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "does not exist and cannot be made" in done.stdout, done.stderr


def test_the_disk_is_the_one_of_the_folder(environment):
    check = check_disk(replace(environment, data=environment.data / "not" / "yet"))
    assert str(environment.data) in check.found


def test_a_port_that_is_taken(environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        check = check_port(replace(environment, bind="127.0.0.1", port=taken.getsockname()[1]))
    assert check.state is State.MISSING
    assert "--port" in check.remedy


def test_a_port_that_the_service_itself_has(environment):
    (environment.data / "run").mkdir()
    with (
        socket.socket() as taken,
        announced(environment.data, RunningService(os.getpid(), "http://127.0.0.1:1", "a", "b")),
    ):
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        check = check_port(replace(environment, bind="127.0.0.1", port=taken.getsockname()[1]))
    assert check.state is State.OK
    assert "AutoFix itself" in check.found


@pytest.mark.parametrize(("mode", "state"), [(0o600, State.OK), (0o640, State.MISSING), (0o604, State.MISSING)])
def test_a_key_that_others_can_read_is_no_secret(environment, mode, state):
    key = environment.data / "master.key"
    key.write_text("not a key")
    key.chmod(mode)
    check = check_master_key(environment)
    assert check.state is state
    assert state is State.OK or "chmod 600" in check.remedy


def test_a_key_that_is_gone_while_there_is_data(environment):
    assert check_master_key(environment).state is State.OK
    (environment.data / "postgresql" / "cluster").mkdir(parents=True)
    check = check_master_key(environment)
    assert check.state is State.WARNING
    assert "backup" in check.remedy
