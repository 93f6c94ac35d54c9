"""An answer that a fix has is not paid for again, and what is kept is what was used."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from autofix.adapters.model.persistent import Persistent
from autofix.llm.states import CallState
from autofix.sdk.model import Message, ModelError, Prices, Usage
from tests.llm.conftest import CAUSE
from tests.simulators.model import Says, overloaded

PRICES = Prices(Decimal(1), Decimal(1))


def kept(answer):
    """The answer as the ledger has it: to the millisecond."""
    return replace(answer, seconds=round(answer.seconds * 1000) / 1000)


def test_who_takes_over_gets_the_answer_without_paying(spend, calls, account, far_end):
    first = spend("fix_1").wrap(far_end(), PRICES).ask(CAUSE)
    model = far_end()
    again = spend("fix_1").wrap(model, PRICES).ask(CAUSE)

    assert (again, model.asked) == (kept(first), [])
    assert len(calls()) == 1 and account(3).spent_micro_usd == 30


def test_a_question_that_differs_is_asked(spend, far_end):
    spend("fix_1").wrap(far_end(), PRICES).ask(CAUSE)
    model = far_end()
    spend("fix_1").wrap(model, PRICES).ask(replace(CAUSE, messages=(Message("user", "and why?"),)))

    assert len(model.asked) == 1


@pytest.mark.parametrize(("fix_id", "turn"), [("fix_1", 2), ("fix_2", 1)])
def test_another_round_and_another_fix_ask_anew(fix_id, turn, spend, far_end):
    spend("fix_1").wrap(far_end(), PRICES).ask(CAUSE)
    model = far_end()
    spend(fix_id, round=turn).wrap(model, PRICES).ask(CAUSE)

    assert len(model.asked) == 1


def test_the_same_question_twice_is_two_answers_and_both_come_back_in_order(spend, far_end):
    paid = spend("fix_1").wrap(far_end(Says({"number": 1}), Says({"number": 2})), PRICES)
    texts = [paid.ask(CAUSE).text, paid.ask(CAUSE).text]
    assert texts == ['{"number": 1}', '{"number": 2}']

    model = far_end()
    again = spend("fix_1").wrap(model, PRICES)
    assert [again.ask(CAUSE).text, again.ask(CAUSE).text] == texts
    assert model.asked == []
    again.ask(CAUSE)
    assert len(model.asked) == 1


def test_the_fallbacks_answer_is_found_before_the_first_model_is_asked_again(spend, calls, far_end):
    spending = spend("fix_1")
    with pytest.raises(ModelError):
        spending.wrap(far_end(overloaded()), PRICES).ask(CAUSE)
    spending.wrap(far_end(name="second"), PRICES).ask(CAUSE)

    first = far_end()
    assert spend("fix_1").wrap(first, PRICES).ask(CAUSE).model == "second"
    assert first.asked == []
    assert [call.state for call in calls()] == [CallState.FAILED, CallState.ANSWERED]


def test_what_could_not_be_used_comes_back_too_and_what_was_asked_after_it_is_found(spend, calls, far_end):
    """The real correction: a second question that quotes the first answer."""
    script = (Says(text="{hunter2", usage=(10, 20)), Says({"why": "because"}, usage=(10, 20)))

    def ask(model):
        spending = spend("fix_1", lambda text: text.replace("hunter2", "[secret]"))
        return Persistent(spending.wrap(model, PRICES)).ask(CAUSE)

    first, model = ask(far_end(*script)), far_end()
    again = ask(model)

    assert (again.text, again.data, again.usage, model.asked) == (first.text, first.data, Usage(20, 40), [])
    assert len(calls()) == 2
    assert "hunter2" not in str([(call.messages, call.answer, call.reason) for call in calls()])


def test_the_transcript_names_everything_and_has_no_secret(spend, calls, far_end):
    model = far_end(Says({"hunter2": ["it is hunter2", {"a": 1}]}))
    spending = spend("fix_1", lambda text: text.replace("hunter2", "[secret]"), persona_id="per_1", persona_version=3)
    answer = spending.wrap(model, PRICES, "lep_1").ask(CAUSE)

    (call,) = calls()
    assert answer.data == {"[secret]": ["it is [secret]", {"a": 1}]}
    assert spend("fix_1").take(call.digest) == kept(answer)
    assert call.messages == [{"role": "user", "content": "why?"}]
    assert (call.endpoint, call.model, call.persona, call.persona_version) == ("lep_1", "gpt-test", "per_1", 3)
    assert (call.family, call.purpose, call.milliseconds) == ("cors_error", "cause", round(answer.seconds * 1000))


def test_a_message_that_the_database_cannot_hold_is_kept_nearly(spend, calls, far_end):
    question = replace(CAUSE, messages=(Message("user", "a\0b"), Message("user", "x" * 300_000)))
    spend().wrap(far_end(), PRICES).ask(question)

    first, second = calls()[0].messages
    assert first["content"] == "a\ufffdb"
    assert len(second["content"]) < 201_000 and second["content"].endswith("100000 more characters")
