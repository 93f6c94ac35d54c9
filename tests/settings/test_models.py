"""The operator's models, from the environment."""

import pytest

from autofix.env import ModelSetting, SettingError


def test_a_key_alone_names_no_model(read):
    environment = read(OPENAI_API_KEY="k", OPENAI_BASE_URL="https://models.example.org/v1")

    assert environment.model is None and environment.fallback_model is None


def test_a_model_has_an_address_and_a_key(read):
    assert read(OPENAI_MODEL="m", OPENAI_API_KEY="k").model == ModelSetting("m", "https://api.openai.com/v1", "k")
    local = read(OPENAI_MODEL="m", OPENAI_API_KEY="", OPENAI_BASE_URL="http://127.0.0.1:11434/v1/").model
    assert local == ModelSetting("m", "http://127.0.0.1:11434/v1", "")


def test_a_key_is_for_one_address(read):
    first = {"OPENAI_MODEL": "m", "OPENAI_API_KEY": "first-key", "OPENAI_BASE_URL": "https://one.example.org/v1"}

    near = read(**first, AUTOFIX_FALLBACK_MODEL="n").fallback_model
    far = read(**first, AUTOFIX_FALLBACK_BASE_URL="https://two.example.org/v1").fallback_model
    own = read(**first, AUTOFIX_FALLBACK_API_KEY="second-key").fallback_model

    assert near == ModelSetting("n", "https://one.example.org/v1", "first-key")
    assert far == ModelSetting("n", "https://two.example.org/v1", "")
    assert own == ModelSetting("n", "https://two.example.org/v1", "second-key")


def test_prices_and_hosts(read):
    environment = read(
        AUTOFIX_MODEL_PRICES="gpt-5-mini=0.25/2, org/llama=70b=0/0", AUTOFIX_MODEL_HOSTS="llm.internal:8080,[::1]:11434"
    )

    assert environment.model_prices == (("gpt-5-mini", 0.25, 2.0), ("org/llama=70b", 0.0, 0.0))
    assert environment.model_hosts == {("llm.internal", 8080), ("[::1]", 11434)}


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"OPENAI_MODEL": "m"}, "OPENAI_MODEL is set without OPENAI_API_KEY"),
        ({"AUTOFIX_FALLBACK_MODEL": "m"}, "AUTOFIX_FALLBACK_MODEL is set without OPENAI_MODEL"),
        ({"AUTOFIX_MODEL_PRICES": "m=1"}, "AUTOFIX_MODEL_PRICES names 'm=1'"),
        ({"AUTOFIX_MODEL_PRICES": "m=-1/2"}, "AUTOFIX_MODEL_PRICES names 'm=-1/2'"),
        ({"AUTOFIX_MODEL_PRICES": "m=nan/inf"}, "AUTOFIX_MODEL_PRICES names"),
        ({"AUTOFIX_MODEL_PRICES": "1/2"}, "AUTOFIX_MODEL_PRICES names '1/2'"),
        ({"AUTOFIX_MODEL_HOSTS": "llm.internal"}, "AUTOFIX_MODEL_HOSTS names 'llm.internal'; it wants host:port"),
    ],
)
def test_a_bad_setting_is_named(read, variables, words):
    with pytest.raises(SettingError, match=words):
        read(**variables)


def test_no_key_is_shown(read):
    environment = read(OPENAI_MODEL="m", OPENAI_API_KEY="first-key", AUTOFIX_FALLBACK_MODEL="n")

    assert "first-key" not in repr(environment)
