"""The reference of the command line names every key of the answer and every status."""

import re
from pathlib import Path

from autofix.cli.repair_json import repair_as_json
from autofix.engine.repair import Repair
from autofix.engine.trials import Result

TEXT = (Path(__file__).parents[2] / "docs/cli.md").read_text()


def test_every_key_is_listed_and_no_other():
    answer = repair_as_json(Repair(Result.NO_FIX, "why", None))

    table = TEXT.split("| key | meaning |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.M) == list(answer)


def test_every_status_is_listed():
    for result in Result:
        assert f"`{result.value}`" in TEXT
