"""A secret reaches the server that runs, and nothing else: no build, event, phase or log."""

import json

import pytest

from autofix.core.models import Event
from autofix.core.tenancy import tenant_scope
from autofix.deployments.models import Phase
from autofix.deployments.states import Status
from autofix.projects.secrets import delete_secret, set_secret

# Nothing that looks like a key: it only has to be found again.
VALUE = "the-ledger-opens-at-noon"
VARIABLES = "  environments: {production: {environment_vars: ['LEDGER=${LEDGER_WORD}', 'PLACE=here']}}"
ROUTE = """

@app.get("/ledger")
def ledger():
    return jsonify(os.environ.get("LEDGER"), os.environ.get("PLACE"))


if __name__"""


@pytest.fixture
def works(make_works):
    works = make_works()
    with tenant_scope(works.tenant):
        set_secret(works.project(), "LEDGER_WORD", VALUE, actor="user:boss")
    text = (works.repository.checkout / ".autofix.yml").read_text()
    works.write(".autofix.yml", text + VARIABLES + "\n")
    return works


def test_the_server_has_it_and_no_record_does(works, caplog):
    works.edit("\n\nif __name__", ROUTE)

    with caplog.at_level("DEBUG"):
        deployment = works.deployed()

    assert deployment.status == Status.SUCCESS, deployment.reason
    assert json.loads(works.get("/ledger")) == [VALUE, "here"]
    told = [json.dumps([event.changes, event.data]) for event in works.rows(Event)]
    told += [json.dumps([phase.message, phase.data, phase.errors, phase.warnings]) for phase in works.rows(Phase)]
    told += [json.dumps(deployment.metadata), deployment.reason, caplog.text]
    assert [text for text in told if VALUE in text] == []


def test_one_that_is_missing_is_named_before_anything_is_built(works):
    good = works.deployed()
    assert good.status == Status.SUCCESS, good.reason
    with tenant_scope(works.tenant):
        delete_secret(works.project(), "LEDGER_WORD", actor="user:boss")

    bad = works.deployed()

    assert (bad.status, bad.is_rolled_back) == (Status.FAILED, False)
    assert "secrets: missing: LEDGER_WORD" in bad.reason
    assert works.statuses(bad)["validation"] == "failed"
    assert works.statuses(bad)["preparation"] == "cancelled"
    assert works.current() == good.release


def test_a_server_that_prints_it_and_does_not_start_is_told_without_it(works, caplog):
    works.edit(
        "import os\n",
        "import os\n\nraise SystemExit(f\"the word {os.environ['LEDGER']} opens no ledger {'.' * 1470}\")\n",
    )

    with caplog.at_level("DEBUG"):
        bad = works.deployed()

    assert bad.status == Status.FAILED
    assert "opens no ledger" in bad.reason
    _check_untold(works, bad, caplog)


def test_a_server_that_prints_it_and_falls_over_is_told_without_it(works, caplog):
    works.edit("import os\n", "import os\nimport threading\n")
    works.edit(
        '\nif __name__ == "__main__":\n',
        '\nif __name__ == "__main__":\n'
        "    print(f\"the word is {os.environ['LEDGER']}, it says\", flush=True)\n"
        "    threading.Timer(1, os._exit, [3]).start()\n",
    )
    text = (works.repository.checkout / ".autofix.yml").read_text()
    works.write(".autofix.yml", text.replace("settle_time: 0", "settle_time: 3"))

    with caplog.at_level("DEBUG"):
        bad = works.deployed()

    assert bad.status == Status.FAILED
    assert bad.reason.startswith("verification: ")
    assert "the word is [secret LEDGER_WORD], it says" in bad.reason
    _check_untold(works, bad, caplog)


def _check_untold(works, deployment, caplog):
    # Neither the value nor the end of it, which a cut in the middle would leave.
    told = [json.dumps([event.changes, event.data]) for event in works.rows(Event)]
    told += [json.dumps([phase.message, phase.data, phase.errors, phase.warnings]) for phase in works.rows(Phase)]
    told += [json.dumps(deployment.metadata), deployment.reason, caplog.text]
    assert [text for text in told if VALUE[-8:] in text] == []


def test_a_value_is_taken_out_of_whatever_a_phase_says(works):
    with tenant_scope(works.tenant):
        set_secret(works.project(), "PLACE_WORD", "health", actor="user:boss")

    deployment = works.deployed()

    probes = works.phases(deployment)["verification"].data["probes"]
    assert (len(probes), [said for said in probes if "/[secret PLACE_WORD] answered 200" not in said]) == (3, [])
