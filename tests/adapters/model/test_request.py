"""What goes out for a question: all that was asked, and nothing of this machine."""

from dataclasses import replace

from autofix.sdk.model import Message, upper_bound


def test_a_question_is_asked_with_its_schema_its_limit_and_its_temperature(
    model_endpoint, make_model, question, answer
):
    model_endpoint.then(answer)

    make_model().ask(question)

    (asked,) = model_endpoint.questions
    assert asked.body == {
        "model": "simulated-1",
        "messages": [
            {"role": "system", "content": "You find causes."},
            {"role": "user", "content": "Access to fetch has been blocked ✗"},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "cause", "strict": True, "schema": dict(question.schema)},
        },
        "max_tokens": 500,
        "temperature": 0.2,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_the_environment_adds_nothing(model_endpoint, make_model, question, answer, monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "operators-organisation")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "operators-project")
    monkeypatch.setenv("OPENAI_API_KEY", "operators-key")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "operators-admin-key")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Inside: operators-header\nAuthorization: Bearer operators-other-key")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://operators.example.org")
    model_endpoint.then(answer)

    make_model().ask(question)

    (asked,) = model_endpoint.questions
    assert set(asked.headers) == {
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "idempotency-key",
        "user-agent",
    }
    assert "operators" not in repr(asked)
    assert asked.headers["user-agent"] == "autofix"


def test_the_same_question_has_the_same_key_and_another_one_another(model_endpoint, make_model, question, answer):
    other = replace(question, messages=(*question.messages, Message("user", "Try again")))
    model_endpoint.script = answer

    for asked in (question, question, other):
        make_model().ask(asked)
    make_model(model="simulated-2").ask(question)

    keys = [asked.headers["idempotency-key"] for asked in model_endpoint.questions]
    assert keys[0] == keys[1] and len(set(keys)) == 3
    assert keys[0].startswith("cause-")


def test_whatever_is_sent_is_within_the_bound_of_the_question(model_endpoint, make_model, question, answer):
    model_endpoint.lacks = frozenset({"json_schema", "json_object"})
    model_endpoint.script = answer

    make_model().ask(question)

    sent = sum(len(message["content"].encode()) for message in model_endpoint.questions[-1].body["messages"])
    assert "additionalProperties" in model_endpoint.questions[-1].text
    assert sent <= upper_bound(question).input_tokens
