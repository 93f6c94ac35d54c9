"""A person goes back to the release before: a deployment of its own, without a build."""

import pytest

from autofix.core.errors import Conflict
from autofix.core.events import recorded_state, replay
from autofix.deployments.services import roll_back
from autofix.deployments.states import Status


def test_the_former_release_serves_again(works):
    first = works.deployed()
    with pytest.raises(Conflict, match="there is no release to go back to"):
        works.ask(roll_back, first, actor="user:boss")
    works.edit('status="ok"', 'status="newer"')
    second = works.deployed()
    assert "newer" in works.get()

    asked = works.ask(roll_back, second, actor="user:boss")
    with pytest.raises(Conflict, match="under way"):
        works.ask(roll_back, asked, actor="user:boss")
    works.work()
    back = works.deployment(asked)

    assert (back.operation, back.status) == ("rollback", Status.SUCCESS), back.reason
    assert (back.release, back.commit, back.previous) == (first.release, first.commit, second.release)
    assert list(works.statuses(back)) == ["execution", "verification", "completion"]
    assert works.current() == first.release
    assert "ok" in works.get()
    assert works.deployment(second).status == Status.SUCCESS
    assert replay(works.events(back)) == recorded_state(back)

    works.ask(roll_back, back, actor="user:boss")
    works.work()

    assert works.current() == second.release
    assert "newer" in works.get()
