"""``autofix fix`` with a model at the far end of real HTTP: what it proposes is proven, and believed in nothing."""

import json
import os
import subprocess

import pytest

from tests.simulators.model import ModelSimulator, Says

APP = """\
PRICES = {"tea": 3, "cake": 5}
TOKEN = "%s"


def total(names):
    return sum(PRICES[name] for name of names)


if __name__ == "__main__":
    print(total(["tea", "cake"]))
"""
REPORT = """\
$ python -m compileall -q .
*** Error compiling './app.py'...
  File "./app.py", line 6
    return sum(PRICES[name] for name of names)
                                ^^^^^^^
SyntaxError: invalid syntax. Perhaps you forgot a comma?
"""
CAUSE = {
    "verdict": "code_fix",
    "root_cause": "The loop of a generator is written with 'of'.",
    "reason": "Python says 'in'.",
    "located": [{"file": "app.py", "line": 6}],
    "read": [],
}
SOLUTION = {"approaches": [{"title": "Write the loop with 'in'", "explanation": "It parses.", "files": ["app.py"]}]}
RIGHT = {
    "edits": [
        {
            "file": "app.py",
            "find": "    return sum(PRICES[name] for name of names)",
            "replace": "    return sum(PRICES[name] for name in names)",
            "why": "Python's loops are written with 'in'.",
        }
    ],
    "new_files": [],
}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "app.py").write_text(APP % "nothing")
    (tmp_path / "requirements.txt").write_text("")
    return tmp_path


@pytest.fixture
def asked(autofix, project):
    """Runs the command on the project with a model that answers as it is told; the answer and the simulator."""
    made = []

    def run(*arguments, edits=(RIGHT,), cause=CAUSE, report=REPORT, **variables):
        with ModelSimulator() as model:
            model.on("cause", cause)
            model.on("solution", SOLUTION)
            model.on("edits", *edits)
            settings = {"OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": model.key, "OPENAI_MODEL": "simulated-1"}
            ran = autofix(
                "fix", "--error", "-", "--json", *arguments, str(project), report=report, **settings, **variables
            )
            made.append(model)
            return ran, model

    return run


@pytest.mark.needs_bwrap
def test_what_a_model_proposes_is_verified_where_no_recipe_is(asked, project):
    ran, model = asked()
    told = ran.json()

    assert (told["status"], told["strategy"], told["risk"]) == ("verified", "model:simulated-1", "full_review"), told
    assert told["cost"]["tokens"] > 0
    assert [each.purpose for each in model.asked] == ["cause", "solution", "edits"]
    (project / "app.diff").write_text(told["diff"])
    subprocess.run(
        ["git", "apply", "--unsafe-paths", "app.diff"],
        cwd=project,
        check=True,
        env={**os.environ, "GIT_DIR": "/nowhere"},
    )
    assert "for name in names" in (project / "app.py").read_text()


@pytest.mark.needs_bwrap
def test_what_is_not_proven_is_said_back_and_corrected(asked):
    wrong = json.loads(json.dumps(RIGHT))
    wrong["edits"][0]["replace"] = "    return sum(PRICES[name] for name off names)"
    ran, model = asked(edits=(wrong, RIGHT))

    assert ran.json()["status"] == "verified", ran.json()
    feedback = model.asked[-1].text
    assert "That was tried" in feedback
    assert "SyntaxError" in feedback or "would not parse" in feedback


def test_an_answer_that_does_not_fit_is_said_back(asked):
    misfit = json.loads(json.dumps(RIGHT))
    misfit["edits"][0]["find"] = "    return sum(of names)"
    ran, model = asked("--no-exec", edits=(misfit, RIGHT))

    assert "does not stand in the file" in model.asked[-1].text
    # Where a person would have to see to it, nothing but what is verified is offered.
    assert ran.json()["status"] == "no_fix"


def test_no_model_is_asked_when_none_is_wanted(asked):
    ran, model = asked("--no-exec", "--no-model")

    assert model.asked == []
    assert ran.json()["cost"] == {**ran.json()["cost"], "tokens": 0, "usd": 0.0}


def test_a_model_that_finds_no_fault_gives_its_reason(asked):
    report = "the pages of the shop look odd since this morning, says a customer in Bremen\n"
    cause = {**CAUSE, "verdict": "not_code", "reason": "The customer's proxy rewrites the pages; ask for its name."}
    told = asked("--no-exec", cause=cause, report=report)[0].json()

    assert told["status"] == "not_code"
    assert "simulated-1 says not_code: The customer's proxy" in told["reason"]


def test_a_secret_of_the_project_does_not_leave_it(asked, project):
    secret = "-".join(("zebra", "4417", "umbra", "lantern", "9x"))
    (project / "app.py").write_text(APP % secret)
    (project / ".env").write_text(f"SHOP_TOKEN={secret}\n")
    (project / ".gitignore").write_text(".env\n")
    ran, model = asked("--no-exec", "--explain", report=REPORT + f"token was {secret}\n")

    assert model.asked
    assert secret not in json.dumps([each.body for each in model.asked])
    assert secret not in ran.out
    assert "[secret" in model.asked[0].text


def test_an_endpoint_that_fails_is_a_reason_and_no_failure(autofix, project):
    told = autofix(
        "fix", "--error", "-", "--json", "--no-exec", str(project), report=REPORT,
        OPENAI_BASE_URL="http://127.0.0.1:9/v1", OPENAI_API_KEY="x", OPENAI_MODEL="simulated-1",
    ).json()  # fmt: skip

    assert told["status"] == "no_fix"
    assert "simulated-1 gave no answer" in told["reason"]


def test_explain_shows_the_conversation_to_people(autofix, project):
    with ModelSimulator(lambda asked: Says({**CAUSE, "verdict": "not_code"})) as model:
        ran = autofix(
            "fix", "--error", "-", "--no-exec", "--explain", str(project), report=REPORT,
            OPENAI_BASE_URL=model.base_url, OPENAI_API_KEY=model.key, OPENAI_MODEL="simulated-1",
        )  # fmt: skip

    assert "system, for the cause" in ran.out
    assert "simulated-1 answers" in ran.out
