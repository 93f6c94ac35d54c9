"""What is verified may be merged without a person where the policy says so; what is plausible never is."""

from autofix.fixes.states import Approval, Publication

POLICY = {"stop_at": "merge", "approval": "unverified", "auto_merge": True}


def test_a_verified_fix_is_merged(make_shop):
    shop = make_shop(**POLICY)
    shop.report()
    shop.work()
    fix = shop.fix()

    assert (fix.result, fix.approval, fix.publication) == ("verified", Approval.NOT_NEEDED, Publication.MERGED)
    assert shop.tip() == fix.merge_commit
    assert shop.merges(fix) == 1


def test_a_plausible_one_waits(make_shop):
    shop = make_shop(**POLICY)
    text = (shop.repository.checkout / "app.py").read_text()
    # Without its own settings the server does not start here, so nothing can be shown.
    base = shop.write("app.py", text.replace("import os\n", 'import os\n\nos.environ["ONLY_IN_PRODUCTION"]\n', 1))
    shop.report()
    shop.work()
    fix = shop.fix()

    assert (fix.result, fix.approval, fix.publication) == ("plausible", Approval.AWAITING, Publication.BRANCH)
    assert fix.reason
    assert shop.tip() == base
    assert shop.jobs("fix.merge") == []
