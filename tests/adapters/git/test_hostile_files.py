"""Links out, huge, deep, binary and mis-encoded files: a clear refusal or a normal answer, never a crash."""

import os

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.diagnose import diagnose
from autofix.engine.plugins import load_plugins
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import MAX_TEXT_BYTES, Snapshot
from autofix.sdk import Verdict, WorkspaceError

REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by "
    "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)


def diagnosed(folder):
    """The application beside the hostile file is still diagnosed."""
    plugins = load_plugins(("plugins.cors",))
    found = diagnose(read_report(REPORT), Snapshot(FolderSource(folder)), plugins)
    assert plugins.failures == []
    assert found.verdict is Verdict.CODE_FIX
    return found


def refusal(folder, path):
    """Why a file is not read."""
    with pytest.raises(WorkspaceError) as caught:
        Snapshot(FolderSource(folder)).read(path)
    return str(caught.value)


def test_a_link_out(hostile, tmp_path):
    folder = hostile().folder
    (tmp_path / "secret.txt").write_text("cors secret")
    (folder / "cors.js").symlink_to(tmp_path / "secret.txt")

    assert "is a link" in refusal(folder, "cors.js")
    diagnosed(folder)


def test_a_folder_that_is_a_link_out(hostile, tmp_path):
    folder = hostile().folder
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/cors.js").write_text("require('cors')")
    (folder / "src").symlink_to(tmp_path / "outside")

    with pytest.raises(WorkspaceError, match="is a link"):
        FolderSource(folder).read_bytes("src/cors.js", 100)
    diagnosed(folder)


def test_a_path_upwards(hostile, tmp_path):
    (tmp_path / "secret.txt").write_text("x")

    with pytest.raises(WorkspaceError, match="leaves the repository"):
        FolderSource(hostile().folder).read_bytes("../secret.txt", 100)


def test_a_pipe_does_not_block(hostile):
    folder = hostile().folder
    os.mkfifo(folder / "cors.js")

    diagnosed(folder)


def test_a_huge_file(hostile):
    folder = hostile().folder
    with (folder / "cors.js").open("wb") as file:
        file.truncate(MAX_TEXT_BYTES + 1)

    assert "more than the" in refusal(folder, "cors.js")
    diagnosed(folder)


@pytest.mark.parametrize("name", ["cors.js", "cors.ts", "cors.py"])
def test_a_deep_file(hostile, name):
    folder = hostile().folder
    (folder / name).write_text("cors(" + "[" * 200_000 + "]" * 200_000 + ")")

    diagnosed(folder)


def test_deep_folders(hostile):
    folder = hostile().folder
    deep = folder.joinpath(*["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "cors.js").write_text("require('cors')")

    diagnosed(folder)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\x7fELF\0\0cors", "binary"), (b"// cors caf\xe9", "not UTF-8"), ("// cors".encode("utf-16"), "not UTF-8")],
)
def test_a_file_that_is_no_text(hostile, data, words):
    folder = hostile().folder
    (folder / "cors.js").write_bytes(data)

    assert words in refusal(folder, "cors.js") or "binary" in refusal(folder, "cors.js")
    diagnosed(folder)


def test_names_that_are_no_text(hostile):
    folder = hostile().folder
    with open(os.fsencode(str(folder)) + b"/caf\xe9.js", "wb") as file:
        file.write(b"require('cors')")
    (folder / "new\nline.js").write_text("require('cors')")

    assert "new\nline.js" in FolderSource(folder).files()
    diagnosed(folder)


def test_a_damaged_index(hostile):
    folder = hostile().folder
    (folder / ".git/index").write_bytes(b"DIRC" + b"\xff" * 200)

    assert "server.js" in FolderSource(folder).files()
    diagnosed(folder)


def test_a_folder_without_git(tmp_path, hostile):
    folder = hostile().folder
    (folder / ".git").rename(tmp_path / "elsewhere")
    (folder / ".gitignore").write_text("ignored.js\n")
    (folder / "ignored.js").write_text("x")

    source = FolderSource(folder)

    assert source.files() == (".gitignore", "package.json", "server.js")
    assert source.is_ignored("ignored.js")
    diagnosed(folder)
