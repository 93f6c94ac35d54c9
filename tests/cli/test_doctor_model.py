"""What the doctor says of the operator's models; it asks none of them anything but which ones there are."""

import pytest

from autofix.cli.checks.check import State
from autofix.cli.checks.models import check_models
from autofix.env import read_environment
from tests.simulators.model import ModelSimulator

PRICED = "simulated-1=0.25/2"


@pytest.fixture
def checks(model_endpoint, monkeypatch):
    """The checks by name, with the simulator as the first model unless told otherwise."""

    def run(**variables):
        known = {
            "OPENAI_BASE_URL": model_endpoint.base_url, "OPENAI_API_KEY": model_endpoint.key,
            "OPENAI_MODEL": "simulated-1", "AUTOFIX_MODEL_PRICES": PRICED, **variables,
        }  # fmt: skip
        for name, value in known.items():
            monkeypatch.setenv(name, value)
        found = {check.name: check for check in check_models(read_environment())}
        assert all(bool(check.remedy) == (check.state is not State.OK) for check in found.values())
        return found

    return run


def test_without_a_model_all_is_well_and_nobody_is_asked(checks, model_endpoint):
    found = checks(OPENAI_MODEL="")

    assert list(found) == ["model"]
    assert found["model"].state is State.OK
    assert "none is set" in found["model"].found
    assert model_endpoint.asked == []


def test_a_model_that_is_there_with_a_known_price(checks, model_endpoint):
    found = checks()

    assert [check.state for check in found.values()] == [State.OK, State.OK]
    assert f"simulated-1 at 127.0.0.1:{model_endpoint.port}, which answers and lists it" == found["model"].found
    assert [(asked.method, asked.path) for asked in model_endpoint.asked] == [("GET", "/v1/models")]


def test_a_key_that_is_not_taken(checks):
    check = checks(OPENAI_API_KEY="wrong-key-of-nobody")["model"]

    assert (check.state, check.remedy) == (State.WARNING, "correct OPENAI_API_KEY, or what it may use")
    assert "does not take the key" in check.found and "wrong-key" not in check.found


def test_a_model_that_is_not_listed(checks):
    check = checks(OPENAI_MODEL="simulated-9")["model"]

    assert check.state is State.WARNING
    assert "has no simulated-9; it lists simulated-1, simulated-2" in check.found
    assert "correct OPENAI_MODEL" in check.remedy


def test_a_tag_may_be_left_out(checks):
    with ModelSimulator(models=("llama3:latest",)) as ollama:
        found = checks(OPENAI_BASE_URL=ollama.base_url, OPENAI_MODEL="llama3")

    assert found["model"].state is State.OK


def test_a_server_that_keeps_no_list(checks, model_endpoint):
    found = checks(OPENAI_BASE_URL=f"{model_endpoint.base_url}/elsewhere")

    assert found["model"].state is State.OK
    assert "does not list its models" in found["model"].found


def test_nobody_there(checks):
    check = checks(OPENAI_BASE_URL="http://127.0.0.1:9/v1")["model"]

    assert (check.state, check.remedy) == (State.WARNING, "start it, or correct OPENAI_BASE_URL")


def test_an_address_that_no_fix_can_use_is_missing(checks, model_endpoint):
    check = checks(OPENAI_BASE_URL="http://user:hunter2@127.0.0.1/v1")["model"]

    assert (check.state, check.remedy) == (State.MISSING, "correct OPENAI_BASE_URL")
    assert "hunter2" not in check.found
    assert model_endpoint.asked == []


def test_the_second_model_has_a_line_of_its_own(checks):
    with ModelSimulator(models=("other",), key="another-key-of-nobody") as second:
        given = {"AUTOFIX_FALLBACK_MODEL": "other", "AUTOFIX_FALLBACK_BASE_URL": second.base_url}
        well = checks(**given, AUTOFIX_FALLBACK_API_KEY=second.key)
        ill = checks(**given, AUTOFIX_FALLBACK_API_KEY="wrong-key-of-nobody")

    assert [well["model"].state, well["second model"].state] == [State.OK, State.OK]
    assert "AUTOFIX_FALLBACK_API_KEY" in ill["second model"].remedy
    assert "what other costs is not known" in well["model prices"].found


def test_a_price_that_nobody_told(checks):
    check = checks(AUTOFIX_MODEL_PRICES="")["model prices"]

    assert check.state is State.WARNING
    assert "what simulated-1 costs is not known" in check.found
    assert "add simulated-1=READ/WRITTEN to AUTOFIX_MODEL_PRICES" in check.remedy


def test_the_highest_prices_stand_in_for_it(checks):
    check = checks(AUTOFIX_MODEL_PRICES="", AUTOFIX_MODEL_HIGHEST_PRICES="15/75")["model prices"]

    assert (check.state, check.found) == (State.OK, "simulated-1 is counted with 15/75 in the service")


def test_the_command_shows_it(autofix, model_endpoint, tmp_path):
    ran = autofix(
        "doctor", "--json", AUTOFIX_DATA=str(tmp_path / "data"), AUTOFIX_PORT="0", OPENAI_MODEL="simulated-1",
        OPENAI_BASE_URL=model_endpoint.base_url, OPENAI_API_KEY=model_endpoint.key,
    )  # fmt: skip

    told = {check["name"]: check["state"] for check in ran.json()["checks"]}
    assert (told["model"], told["model prices"]) == ("ok", "warning")
    assert model_endpoint.key not in ran.out
