"""A remote that says nothing is given up on, and nothing stays behind."""

import socket
import subprocess

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.remote import open_remote
from autofix.adapters.git.transport import Bounds


def test_the_time_is_bounded_and_all_of_gits_processes_end(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        endpoint = f"127.0.0.1:{listener.getsockname()[1]}"
        remote = open_remote(f"http://{endpoint}/silent.git", allow_addresses={endpoint})
        mirror = Mirror(tmp_path, remote, bounds=Bounds(seconds=1))

        with pytest.raises(GitError, match="took longer than 1 s") as caught:
            mirror.fetch()
        running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout

    assert not caught.value.permanent
    assert "ps -eo args" in running
    assert endpoint not in running
