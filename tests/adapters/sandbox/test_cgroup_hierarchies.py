from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.sandbox.cgroup_hierarchies import Hierarchy, choose_folder, parse_hierarchies

V1_MOUNTS = """\
26 25 0:23 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
30 25 0:27 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
31 25 0:28 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
22 1 0:20 / /proc rw - proc proc rw
"""
V1_OWN = "8:pids:/\n4:memory:/service/one\n1:cpu:/\n0::/\n"

V2_MOUNTS = "26 25 0:23 / /sys/fs/cgroup rw,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"
V2_OWN = "0::/user.slice/service\n"

CONTAINER_MOUNTS = "26 25 0:23 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup rw\n"
CONTAINER_OWN = "0::/docker/abc/inner\n"


def test_version_1_has_a_folder_per_controller():
    assert set(parse_hierarchies(V1_MOUNTS, V1_OWN)) == {
        Hierarchy(1, Path("/sys/fs/cgroup/memory/service/one"), frozenset({"memory"})),
        Hierarchy(1, Path("/sys/fs/cgroup/pids"), frozenset({"pids"})),
    }


def test_version_2_has_one_folder():
    assert parse_hierarchies(V2_MOUNTS, V2_OWN) == [
        Hierarchy(2, Path("/sys/fs/cgroup/user.slice/service"), frozenset())
    ]


def test_a_container_sees_its_group_as_the_root():
    found = parse_hierarchies(CONTAINER_MOUNTS, CONTAINER_OWN)
    assert [one.folder for one in found] == [Path("/sys/fs/cgroup/inner")]


@pytest.fixture
def service(tmp_path):
    """A version 2 group that holds a service, below a slice that hands controllers down."""
    folder = tmp_path / "slice" / "service"
    folder.mkdir(parents=True)
    for place, controllers in ((folder, ""), (folder.parent, "cpu memory pids\n")):
        (place / "cgroup.procs").touch()
        (place / "cgroup.subtree_control").write_text(controllers)
    return folder


def test_version_2_makes_groups_where_controllers_are_handed_down(service):
    wanted = Hierarchy(2, service, frozenset())
    assert choose_folder(wanted) == Hierarchy(2, service.parent, frozenset({"memory", "pids"}))
    (service / "cgroup.subtree_control").write_text("pids")
    assert choose_folder(wanted) == Hierarchy(2, service, frozenset({"pids"}))


def test_no_controllers_no_group(service):
    (service.parent / "cgroup.subtree_control").write_text("cpu")
    assert choose_folder(Hierarchy(2, service, frozenset())) is None


def test_version_1_makes_groups_below_our_own(service):
    own = Hierarchy(1, service, frozenset({"memory"}))
    assert choose_folder(own) == own
