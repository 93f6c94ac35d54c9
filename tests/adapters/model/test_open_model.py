"""What the settings open: the operator's models, wherever they are, and nothing where none is named."""

import subprocess
import sys

import pytest

from autofix.env import SettingError, read_environment
from autofix.workbench import open_model
from tests.simulators.model import Says, too_long


@pytest.fixture
def opened(model_endpoint, monkeypatch):
    def open_with(**variables):
        settings = {"OPENAI_MODEL": "simulated-1", "OPENAI_BASE_URL": model_endpoint.base_url} | variables
        for name, value in {"OPENAI_API_KEY": model_endpoint.key, **settings}.items():
            monkeypatch.setenv(name, value)
        return open_model(read_environment())

    return open_with


def test_the_operators_own_model_may_be_on_this_machine(model_endpoint, opened, question, answer):
    model_endpoint.then(Says(answer, usage=(1_000_000, 0)), Says(answer, usage=(1_000_000, 1_000_000)))
    model = opened(AUTOFIX_MODEL_PRICES="simulated-1=2/8")

    assert model.name == "simulated-1"
    assert not model.ask(question).usage.is_told
    assert model.ask(question).usd == pytest.approx(10.0)


def test_a_second_model_stands_behind_it(model_endpoint, opened, question, answer):
    model_endpoint.then(too_long(), answer)

    assert opened(AUTOFIX_FALLBACK_MODEL="simulated-2").ask(question).model == "simulated-2"


def test_a_server_without_keys_is_asked_without_one(model_endpoint, opened, question, answer):
    model_endpoint.key = "none"
    model_endpoint.then(answer)

    assert opened(OPENAI_API_KEY="").ask(question).data == answer


def test_an_address_that_is_none_stops_it(opened):
    with pytest.raises(SettingError, match=r"the address of the model simulated-1: .* is no address"):
        opened(OPENAI_BASE_URL="models.example.org/v1")


def test_without_a_model_nothing_of_it_is_loaded():
    script = (
        "import sys; from autofix.env import read_environment; from autofix.workbench import open_model\n"
        "assert open_model(read_environment()) is None\n"
        "print([name for name in ('openai', 'httpx2', 'httpcore2', 'jsonschema') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)

    assert ran.stdout.strip() == "[]"
