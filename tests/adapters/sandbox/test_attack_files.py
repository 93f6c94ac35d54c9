from __future__ import annotations

import pytest

from autofix.adapters.sandbox.bubblewrap import Bubblewrap
from autofix.adapters.sandbox.defences import Defences
from autofix.sdk.sandbox import Job

pytestmark = pytest.mark.needs_bwrap


def can_read(path, *down):
    defences = Defences(**dict.fromkeys(down, False))
    return Bubblewrap(defences=defences).run(Job(argv=("cat", str(path)))).stdout == b"host"


def test_a_file_of_the_host_is_read_only_without_a_private_file_system(open_folder):
    path = open_folder / "file"
    path.write_bytes(b"host")
    path.chmod(0o644)
    assert can_read(path, "private_filesystem")
    assert not can_read(path)


def test_a_file_of_root_is_read_only_as_root(open_folder, as_root):
    """The private file system hides it as well, so that is down throughout."""
    path = open_folder / "file"
    path.write_bytes(b"host")
    path.chmod(0o600)
    assert can_read(path, "private_filesystem", "non_root")
    assert not can_read(path, "private_filesystem")
