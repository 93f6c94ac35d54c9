"""A fix that a tool of the repository's own ecosystem made is stored, offered and put up like a recipe's."""

from autofix.fixes.models import Attempt
from autofix.fixes.states import Approval, Execution

REPORT = (
    "$ ruff check .\nprices.py:1:1: I001 [*] Import block is un-sorted or un-formatted\nFound 1 error.\n"
    "[*] 1 fixable with the `--fix` option.\n"
)


def test_what_ruff_mended_waits_for_a_person(open_shop, tmp_path):
    sample = tmp_path / "linted"
    sample.mkdir()
    (sample / "requirements.txt").write_text("")
    (sample / "pyproject.toml").write_text('[tool.ruff.lint]\nselect = ["I"]\n')
    (sample / "prices.py").write_text("import sys\nimport os\n\nprint(os.sep, sys.path)\n")
    shop = open_shop(sample=sample)
    shop.report(REPORT)
    shop.work()
    fix = shop.fix()

    assert (fix.execution, fix.result, fix.strategy) == (Execution.COMPLETED, "verified", "fixer:ruff"), fix.reason
    assert fix.approval == Approval.AWAITING
    assert [attempt.status for attempt in shop.rows(Attempt)] == ["verified"]
    assert shop.git("show", f"{fix.branch}:prices.py").startswith("import os\nimport sys\n")
