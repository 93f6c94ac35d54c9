"""A model's edit that leaves the cause in the code is refused by reading it, said back, and no failure of ours."""

import pytest

from tests.simulators.model import ModelSimulator

REPORT = """\
    def test_an_item_that_does_not_exist_is_not_found():
>       assert app.test_client().get("/api/items/99").status_code == 404
E       assert 200 == 404

tests/test_items.py:11: AssertionError
FAILED tests/test_items.py::test_an_item_that_does_not_exist_is_not_found - assert 200 == 404
"""
CAUSE = {
    "verdict": "code_fix",
    "root_cause": "A smaller number is taken for the one that is asked for.",
    "reason": "The numbers are compared by <=.",
    "located": [{"file": "app.py", "line": 25}],
    "read": [],
}
SOLUTION = {"approaches": [{"title": "Compare otherwise", "explanation": "One matches.", "files": ["app.py"]}]}
FIND = '        if item["id"] <= item_id:'


@pytest.mark.needs_bwrap
def test_it_is_said_back_and_ends_without_a_change(autofix, sample):
    project = sample("flask-static")
    (project / "app.py").write_text((project / "app.py").read_text().replace('["id"] == item_id', '["id"] <= item_id'))
    edit = {"file": "app.py", "find": FIND, "replace": FIND.replace("<=", "<"), "why": "It is smaller."}
    with ModelSimulator() as model:
        model.on("cause", CAUSE)
        model.on("solution", SOLUTION)
        model.on("edits", {"edits": [edit], "new_files": []})
        ran = autofix(
            "fix", "--error", "-", "--json", str(project), report=REPORT, OPENAI_MODEL="simulated-1",
            OPENAI_BASE_URL=model.base_url, OPENAI_API_KEY=model.key,
        )  # fmt: skip

    assert ran.status == 3, ran.err
    assert ran.json()["changes"] == []
    assert "does not hold" in model.questions[-1].text
