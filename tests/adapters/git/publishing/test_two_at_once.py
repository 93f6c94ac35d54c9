"""Several processes publish to one repository at the same time, with one mirror or with one each."""

import pytest

MERGE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.publish import merge_branch
from autofix.adapters.git.remote import open_remote
address, root, state, *branches = sys.argv[1:]
mirror = Mirror(Path(state), open_remote(address, [Path(root)]))
for branch in branches:
    print(merge_branch(mirror, branch, "main", "Merge " + branch, datetime(2026, 1, 2, tzinfo=UTC)).commit)
"""


@pytest.mark.parametrize("mirrors", [("one", "two"), ("same", "same")], ids=["a mirror each", "one mirror"])
def test_each_branch_is_merged_once(origin, python, mirrors):
    mirror = origin.mirror("first")
    branches = [f"autofix/{number}" for number in range(6)]
    for number, branch in enumerate(branches):
        origin.fix(mirror, branch, {f"new{number}.js": b"1\n"})

    processes = [
        python(MERGE, str(origin.bare), str(origin.root), str(origin.state / name), *order)
        for name, order in zip(mirrors, (branches[:4], branches[:1:-1]), strict=True)
    ]
    answers = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
        answers.append(out.decode().split())

    merges = origin.git("log", "--merges", "--first-parent", "--format=%H %s", "main").splitlines()
    assert sorted(line.partition(" ")[2] for line in merges) == sorted(f"Merge {branch}" for branch in branches)
    assert {line.partition(" ")[0] for line in merges} == set(answers[0]) | set(answers[1])
    assert origin.git("ls-tree", "--name-only", "main").count("new") == len(branches)
