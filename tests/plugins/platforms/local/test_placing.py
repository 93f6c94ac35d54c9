"""What may be placed, what is cleared away, and what stays."""

from __future__ import annotations

import os

import pytest

from autofix.sdk.platform import Artifact, PlatformError, Target
from plugins.platforms.local import LocalPlatform
from plugins.platforms.local.copying import Bounds

BAD_NAMES = ("", ".", "..", "../up", "a/b", ".hidden", "-flag", "a\0b", "a\n", "x" * 65)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_are_no_plain_names_are_refused(platform, make_artifact, name, folder):
    for target, release in ((Target(name, "e"), "r"), (Target("p", name), "r"), (Target("p", "e"), name)):
        with pytest.raises(PlatformError, match="cannot be the name"):
            platform.place(target, release, make_artifact())
    assert not (folder / "p/e/releases").exists()


@pytest.mark.parametrize("leads_to", ["/etc/passwd", "../outside", "inner/../../outside", "hop/../../outside"])
def test_a_link_that_leads_out_is_refused(platform, target, make_artifact, leads_to, folder):
    artifact = make_artifact()
    (artifact.folder / "deep/er").mkdir(parents=True)
    (artifact.folder / "hop").symlink_to("deep")
    (artifact.folder / "link").symlink_to(leads_to)
    with pytest.raises(PlatformError, match="link leads out of it") as caught:
        platform.place(target, "one", artifact)
    assert caught.value.permanent
    assert os.listdir(folder / "prj_one/production/releases") == []


def test_a_project_called_like_a_file_of_the_keeper_is_refused_and_the_keeper_lives(
    start_keeper, folder, platform, target, make_artifact, run_release, get
):
    keeper = start_keeper()
    for name in ("uids.json", "keeper.json", "keeper.lock"):
        with pytest.raises(PlatformError, match="it has a dot") as caught:
            platform.place(Target(name, "production"), "one", make_artifact())
        assert caught.value.permanent
        assert not (folder / name).is_dir()

    run_release("one")

    assert get(platform.address(target)) == "one"
    assert keeper.process.poll() is None


def test_links_that_stay_inside_are_kept(platform, target, make_artifact, folder):
    artifact = make_artifact()
    (artifact.folder / "bin").mkdir()
    (artifact.folder / "bin/run").symlink_to("../server.py")
    platform.place(target, "one", artifact)
    assert os.readlink(folder / "prj_one/production/releases/one/tree/bin/run") == "../server.py"


def test_modes_are_made_harmless(platform, target, make_artifact, folder):
    artifact = make_artifact()
    (artifact.folder / "run").write_text("")
    (artifact.folder / "run").chmod(0o4750)
    (artifact.folder / "private").write_text("")
    (artifact.folder / "private").chmod(0o600)
    platform.place(target, "one", artifact)
    tree = folder / "prj_one/production/releases/one/tree"
    assert [(tree / name).stat().st_mode & 0o7777 for name in ("run", "private", ".")] == [0o755, 0o644, 0o755]


def test_what_is_no_file_is_refused(platform, target, make_artifact):
    artifact = make_artifact()
    os.mkfifo(artifact.folder / "pipe")
    with pytest.raises(PlatformError, match="pipe, which is no file"):
        platform.place(target, "one", artifact)


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        (Bounds(most_bytes=100), "more than 100 bytes"),
        (Bounds(most_entries=3), "over 3 files"),
        (Bounds(most_depth=3), "3 deep"),
    ],
)
def test_sizes_are_bounded(folder, target, make_artifact, bounds, message):
    artifact = make_artifact(program="x" * 90)
    (artifact.folder / "1/2/3/4/5").mkdir(parents=True)
    (artifact.folder / "1/more").write_text("x" * 90)
    with pytest.raises(PlatformError, match=message):
        LocalPlatform(folder, bounds=bounds).place(target, "one", artifact)
    assert LocalPlatform(folder).releases(target) == []
    LocalPlatform(folder).place(target, "one", artifact)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"command": " "}, "command is empty"),
        ({"cwd": "../.."}, "not inside"),
        ({"cwd": "/etc"}, "not inside"),
        ({"cwd": "nowhere"}, "no folder nowhere"),
        ({"env": {"A B": "c"}}, "name of a variable"),
        ({"env": {"A": "b\0"}}, "zero byte"),
        ({"port_variables": ()}, "tells the server its port"),
    ],
)
def test_an_artifact_that_cannot_be_run_is_refused(platform, target, tmp_path, wrong, message):
    with pytest.raises(PlatformError, match=message):
        platform.place(target, "one", Artifact(**{"folder": tmp_path, "command": "serve", **wrong}))


def test_what_an_interrupted_place_has_left_is_cleared(platform, target, make_artifact, folder):
    platform.place(target, "one", make_artifact())
    left = folder / "prj_one/production/releases/.two.0123abcd"
    (left / "tree").mkdir(parents=True)
    assert [one.release_id for one in platform.releases(target)] == ["one"]
    platform.place(target, "two", make_artifact())
    assert sorted(os.listdir(left.parent)) == ["one", "two"]


def test_placing_takes_nothing_away(platform, target, make_artifact):
    for number in range(8):
        platform.place(target, f"r{number}", make_artifact())
    assert [one.release_id for one in platform.releases(target)] == [f"r{number}" for number in range(7, -1, -1)]


def test_the_current_one_and_one_that_runs_are_not_removed(start_keeper, platform, target, run_release):
    start_keeper()
    run_release("one")
    run_release("two", is_current=False)
    with pytest.raises(PlatformError, match="one is the current one"):
        platform.remove(target, "one")
    with pytest.raises(PlatformError, match="two still runs"):
        platform.remove(target, "two")
    platform.stop(target, "two", 30)
    platform.remove(target, "two")
    platform.remove(target, "two")
    assert [one.release_id for one in platform.releases(target)] == ["one"]
