"""Ids of alembic's revisions look like keys: those that the repository has already may be named, no others."""

from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.patch import make_patch
from autofix.sdk import Action, Candidate, Change

ONE, OTHER = "8f3ac41b9d02", "c07d5e8812af"
FILES = {
    f"migrations/versions/{ONE}_a.py": f"revision = '{ONE}'\ndown_revision = None\n".encode(),
    f"migrations/versions/{OTHER}_b.py": f'revision: str = "{OTHER}"\ndown_revision = None\n'.encode(),
}


def refused(workspace, path, content):
    opened = workspace(FILES)
    candidate = Candidate("recipe:test", "test", (Change(path, Action.CREATE, "x", content=content),))
    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None))
    return {result.name for result in results if not result.passed}


def merge(*parents):
    pair = ", ".join(f"'{parent}'" for parent in parents)
    return f"revision = 'merge_{'_'.join(parents)}'\ndown_revision = ({pair})\n"


def test_revisions_of_the_repository_may_be_named(workspace):
    assert refused(workspace, "migrations/versions/merge.py", merge(ONE, OTHER)) == set()


def test_an_id_that_no_revision_has_is_refused(workspace):
    assert refused(workspace, "migrations/versions/merge.py", merge(ONE, "5d1e77ab03c9e6")) == {"secrets"}


def test_a_key_that_holds_an_id_is_refused(workspace):
    content = merge(ONE, OTHER) + f"KEY = '{ONE}5d1e77ab03c9e6f1{OTHER}'\n"
    assert refused(workspace, "migrations/versions/merge.py", content) == {"secrets"}


def test_elsewhere_the_ids_are_no_excuse(workspace):
    assert refused(workspace, "app/keys.py", merge(ONE, OTHER)) == {"secrets"}
