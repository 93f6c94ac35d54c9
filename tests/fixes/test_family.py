"""An issue is known by the family that its fix's diagnosis named."""

from autofix.core.events import recorded_state, replay
from autofix.issues.models import Issue


def test_it_is_noted_once(shop, offered):
    [issue] = shop.rows(Issue)

    assert (offered.family, issue.family) == ("cors_error", "cors_error")
    assert [event.name for event in shop.events(issue)].count("issue.classified") == 1
    assert replay(shop.events(issue)) == recorded_state(issue)


def test_what_nobody_recognises_has_none(make_shop):
    shop = make_shop()
    shop.report("The kettle is cold")
    shop.work()

    assert [issue.family for issue in shop.rows(Issue)] == [""]
