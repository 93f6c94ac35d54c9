from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.sandbox.bubblewrap_argv import View, bubblewrap_options, system_options
from autofix.adapters.sandbox.defences import ALL_UP, Defences
from autofix.adapters.sandbox.staging import Bind

VIEW = View(
    system=("--ro-bind", "/usr", "/usr"),
    binds=(Bind(Path("/cache/deps"), "/deps/python"), Bind(Path("/made"), "/out", is_writable=True)),
    texts={"/etc/passwd": 7},
    env={"HOME": "/tmp/home"},
    disk_bytes=1000,
    info=8,
    seccomp=9,
)


def text(view=VIEW, defences=ALL_UP):
    return " ".join(bubblewrap_options(view, defences))


def test_every_namespace_is_made_and_none_can_be_made_inside():
    assert text().startswith(
        "--unshare-uts --hostname localhost --unshare-cgroup-try --unshare-user --uid 1000 --gid 1000"
        " --disable-userns --unshare-ipc --unshare-pid --unshare-net --die-with-parent --new-session "
    )


def test_one_size_limited_file_system_lies_under_everything():
    options = text()
    assert options.index("--size 750 --perms 0755 --tmpfs /") < options.index("--ro-bind /usr /usr")


def test_mounts_are_read_only_and_the_output_alone_is_not():
    assert "--ro-bind /cache/deps /deps/python" in text()
    assert " --bind /made /out" in text()
    assert text().count(" --bind ") == 1


def test_the_environment_is_cleared_before_it_is_set():
    assert text().index("--clearenv") < text().index("--setenv HOME /tmp/home")


def test_texts_and_the_filter_are_read_from_descriptors():
    assert "--perms 0444 --file 7 /etc/passwd" in text()
    assert text().endswith("--info-fd 8 --seccomp 9")


@pytest.mark.parametrize(
    ("defence", "option"),
    [
        ("user_namespace", "--unshare-user"),
        ("pid_namespace", "--unshare-pid"),
        ("network_namespace", "--unshare-net"),
        ("ipc_namespace", "--unshare-ipc"),
        ("nested_namespaces_refused", "--disable-userns"),
        ("clean_environment", "--clearenv"),
        ("disk_limit", "--size"),
    ],
)
def test_a_defence_switched_off_drops_its_option(defence, option):
    assert option in text()
    assert option not in text(defences=Defences(**{defence: False}))


def test_system_folders_are_links_where_they_are_links_on_the_host(tmp_path):
    (tmp_path / "usr" / "bin").mkdir(parents=True)
    (tmp_path / "bin").symlink_to("usr/bin")
    (tmp_path / "lib").mkdir()
    options = " ".join(system_options(tmp_path))
    assert "--symlink usr/bin /bin" in options
    assert f"--ro-bind {tmp_path}/lib /lib" in options
    assert "/sbin" not in options
