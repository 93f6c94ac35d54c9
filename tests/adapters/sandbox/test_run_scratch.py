"""A folder inside a read-only mount may be given to the job, empty, to write to."""

import pytest

from autofix.adapters.sandbox.bubblewrap import Bubblewrap
from autofix.adapters.sandbox.unshare import Unshare
from autofix.sdk.sandbox import MIB, Job, Limits, Mount

BOXES = [
    pytest.param(Bubblewrap, marks=pytest.mark.needs_bwrap, id="bubblewrap"),
    pytest.param(Unshare, marks=pytest.mark.needs_unshare, id="unshare"),
]


@pytest.fixture
def packages(tmp_path):
    """Packages with a folder for scratch, in which an earlier run of somebody has left something."""
    folder = tmp_path / "node_modules"
    (folder / ".cache").mkdir(parents=True)
    (folder / ".cache" / "left").write_text("left")
    (folder / "vite").mkdir()
    tmp_path.chmod(0o755)
    return folder


def run(box, packages, command, scratch=(".cache",), **limits):
    mount = Mount(packages, "deps/node_modules", scratch)
    argv = ("/bin/sh", "-c", f"cd {{root}}/deps/node_modules; {command}")
    return box().run(Job(argv=argv, mounts=(mount,), limits=Limits(seconds=20, **limits)))


@pytest.mark.parametrize("box", BOXES)
def test_it_is_empty_and_can_be_written_to(box, packages):
    outcome = run(box, packages, "ls -A .cache; mkdir .cache/a && echo made > .cache/a/b && cat .cache/a/b")

    assert outcome.stdout == b"made\n"
    assert [path.name for path in (packages / ".cache").iterdir()] == ["left"]


@pytest.mark.parametrize("box", BOXES)
def test_what_lies_beside_it_stays_read_only(box, packages):
    outcome = run(box, packages, "echo x > vite/index.js || mkdir .vite || echo refused")

    assert outcome.stdout == b"refused\n"
    assert list((packages / "vite").iterdir()) == []


@pytest.mark.parametrize("box", BOXES)
def test_without_being_named_it_is_read_only_too(box, packages):
    outcome = run(box, packages, "ls .cache; echo x > .cache/x || echo refused", scratch=())

    assert outcome.stdout == b"left\nrefused\n"


@pytest.mark.parametrize("box", BOXES)
def test_it_takes_no_more_than_its_share_of_the_disk(box, packages):
    fill = "dd if=/dev/zero of=.cache/big bs=1M count=64 2>/dev/null || echo full; du -m .cache/big | cut -f1"

    outcome = run(box, packages, fill, disk_bytes=64 * MIB)

    assert outcome.stdout == b"full\n8\n"
