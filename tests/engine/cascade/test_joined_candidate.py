"""Two candidates, the second made for the tree that the first gives, become one change of the repository."""

from __future__ import annotations

from autofix.adapters.folder import FolderSource
from autofix.engine.cascade import join
from autofix.engine.patch import make_patch
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Action, Candidate, Change, Dependency, Edit, Risk


def joined(folder, files, first, second):
    """The candidate that does both, and what it makes of the files."""
    for path, data in files.items():
        (folder / path).write_bytes(data)
    workspace = Snapshot(FolderSource(folder))
    patch = make_patch(workspace, first)
    changed = Snapshot(Overlay(workspace.source, patch.contents()))
    candidate = join(workspace, first, patch, second, make_patch(changed, second))
    return candidate, make_patch(workspace, candidate).contents()


def one(title, *changes, **named):
    return Candidate(f"recipe:{title}", title, changes, **named)


def test_two_changes_of_a_file_are_one_with_both_reasons(tmp_path):
    first = one("a", Change("m.js", Action.MODIFY, "why a", (Edit(0, 1, "A\nAA"),)))
    second = one("b", Change("m.js", Action.MODIFY, "why b", (Edit(5, 6, "B"),)))

    candidate, contents = joined(tmp_path, {"m.js": b"a\nb\n"}, first, second)

    assert contents == {"m.js": b"A\nAA\nB\n"}
    assert [change.description for change in candidate.changes] == ["why a; why b"]
    assert candidate.title == "a; b"


def test_a_new_file_that_is_changed_again_is_new(tmp_path):
    first = one("a", Change("new.js", Action.CREATE, "why a", content="x\n"))
    second = one("b", Change("new.js", Action.MODIFY, "why b", (Edit(0, 1, "y"),)))

    candidate, contents = joined(tmp_path, {"m.js": b"a\n"}, first, second)

    assert contents == {"new.js": b"y\n"}
    assert candidate.changes[0].action is Action.CREATE


def test_a_renamed_file_that_is_changed_is_renamed_with_the_change(tmp_path):
    first = one("a", Change("Old.js", Action.RENAME, "why a", new_file="old.js"))
    second = one("b", Change("old.js", Action.MODIFY, "why b", (Edit(0, 1, "y"),)))

    candidate, contents = joined(tmp_path, {"Old.js": b"x\n1\n2\n"}, first, second)

    assert contents == {"Old.js": None, "old.js": b"y\n1\n2\n"}
    assert [(change.file, change.new_file) for change in candidate.changes] == [("Old.js", "old.js")]


def test_line_ends_and_the_mark_at_the_start_are_kept(tmp_path):
    first = one("a", Change("m.js", Action.MODIFY, "why a", (Edit(0, 1, "A"),)))
    second = one("b", Change("m.js", Action.MODIFY, "why b", (Edit(3, 4, "B\nC"),)))

    _, contents = joined(tmp_path, {"m.js": b"\xef\xbb\xbfa\r\nb\r\n"}, first, second)

    assert contents == {"m.js": b"\xef\xbb\xbfA\r\nB\r\nC\r\n"}


def test_what_the_second_takes_back_is_no_change(tmp_path):
    first = one(
        "a",
        Change("m.js", Action.MODIFY, "why a", (Edit(0, 1, "A"),)),
        *[Change("n.js", Action.MODIFY, "why n", (Edit(0, 1, "N"),))],
    )
    second = one("b", Change("n.js", Action.MODIFY, "why b", (Edit(0, 1, "n"),)))

    _, contents = joined(tmp_path, {"m.js": b"a\n", "n.js": b"n\n"}, first, second)

    assert contents == {"m.js": b"A\n"}


def test_the_riskier_of_the_two_and_both_dependencies_count(tmp_path):
    cors = Dependency("npm", "cors", "package.json")
    first = one(
        "a", Change("m.js", Action.MODIFY, "w", (Edit(0, 1, "A"),)), risk=Risk.FULL_REVIEW, dependencies=(cors,)
    )
    second = one(
        "b", Change("n.js", Action.MODIFY, "w", (Edit(0, 1, "N"),)), risk=Risk.MERGE_FREELY, dependencies=(cors,)
    )

    candidate, _ = joined(tmp_path, {"m.js": b"a\n", "n.js": b"n\n"}, first, second)

    assert (candidate.risk, candidate.dependencies) == (Risk.FULL_REVIEW, (cors,))
