"""Changes that do not fit the files they name are refused with the file and the reason."""

import pytest

from autofix.engine.patch import PatchError, make_patch
from autofix.sdk import Action, Candidate, Change, Edit

EDIT = (Edit(0, 1, "x"),)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((Change("none.txt", Action.MODIFY, "x", EDIT),), "none.txt is not in the repository"),
        ((Change("image.png", Action.MODIFY, "x", EDIT),), "image.png is a binary file"),
        ((Change("latin.txt", Action.MODIFY, "x", EDIT),), "latin.txt is not UTF-8 text"),
        ((Change("a.txt", Action.CREATE, "x", content="y"),), "a.txt is to be created but exists"),
        ((Change("new.txt", Action.CREATE, "x"),), "new.txt is to be created without content"),
        ((Change("a.txt", Action.RENAME, "x", new_file="b.txt"),), "a.txt is to be renamed to b.txt"),
        ((Change("a.txt", Action.MODIFY, "x", (Edit(0, 9, ""),)),), "edits of a.txt overlap or leave the text"),
        ((Change("a.txt", Action.MODIFY, "x", (Edit(0, 2, ""), Edit(1, 3, ""))),), "edits of a.txt overlap"),
        (
            (Change("a.txt", Action.MODIFY, "x", EDIT), Change("a.txt", Action.DELETE, "x")),
            "two changes of one candidate",
        ),
        ((Change("a.txt", Action.MODIFY, "x", (Edit(0, 1, "o"),)),), "changes nothing"),
    ],
)
def test_refusal(workspace, changes, words):
    files = {"a.txt": b"one", "b.txt": b"two", "image.png": b"\x89PNG\0", "latin.txt": b"caf\xe9"}

    with pytest.raises(PatchError) as caught:
        make_patch(workspace(files), Candidate("recipe:test", "test", changes))

    assert words in str(caught.value)
