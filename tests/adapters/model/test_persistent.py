"""A fault that passes is tried again, within bounds; an answer that cannot be used once more."""

from decimal import Decimal

import pytest

from autofix.adapters.model.persistent import Patience, Persistent
from autofix.sdk.model import Fault, ModelError, Prices, Usage, upper_bound
from tests.simulators.model import Breaks, Says, forbidden, overloaded, rate_limited, too_long

PRICES = Prices(Decimal(1), Decimal(1))


class Time:
    """A clock that sleeping moves on."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def make(make_model, time):
    def persistent(chance=0.5, prices=PRICES, **patience):
        return Persistent(
            make_model(prices=prices),
            Patience(**patience),
            chance=lambda: chance,
            sleep=time.sleep,
            clock=lambda: time.now,
        )

    return persistent


def test_it_waits_longer_each_time(model_endpoint, make, time, question, answer):
    model_endpoint.then(overloaded(), Breaks("reset"), rate_limited(), answer)

    assert make().ask(question).data == answer
    assert time.slept == [2.0, 4.0, 8.0]
    assert len({asked.headers["idempotency-key"] for asked in model_endpoint.questions}) == 1


def test_chance_spreads_the_waits(model_endpoint, make, time, question, answer):
    model_endpoint.then(overloaded(), answer, overloaded(), answer)

    make(chance=0.0).ask(question)
    make(chance=1.0).ask(question)

    assert time.slept == [1.0, 3.0]


def test_it_comes_back_when_the_endpoint_says_and_not_before(model_endpoint, make, time, question, answer):
    model_endpoint.then(rate_limited(30), answer)

    make(chance=0.9).ask(question)

    assert 30 <= time.slept[0] < 32


def test_a_time_beyond_the_patience_is_not_waited_for(model_endpoint, make, time, failing):
    model_endpoint.script = rate_limited(600)

    error = failing(make())

    assert error.fault is Fault.RATE_LIMITED and error.retry_after == 600
    assert time.slept == [] and len(model_endpoint.questions) == 1


def test_tries_have_a_number_and_a_time(model_endpoint, make, time, failing):
    model_endpoint.script = overloaded()

    failing(make(tries=3))
    assert len(model_endpoint.questions) == 3

    failing(make(tries=1000, seconds=60))
    assert time.now <= 6 + 60


@pytest.mark.parametrize("reply", [forbidden(), too_long(), Says(refusal="no"), Says(text="{", finish="length")])
def test_a_fault_that_stays_is_not_tried_again(model_endpoint, make, time, failing, reply):
    model_endpoint.script = reply

    failing(make())

    assert len(model_endpoint.questions) == 1 and time.slept == []


def test_an_answer_that_cannot_be_used_is_said_back_once(model_endpoint, make, time, question, answer):
    model_endpoint.then({"family": 7, "lines": []}, answer)

    assert make().ask(question).data == answer

    first, second = model_endpoint.questions
    asked, wrote, said = second.body["messages"][:2], *second.body["messages"][2:]
    assert asked == first.body["messages"]
    assert wrote == {"role": "assistant", "content": '{"family": 7, "lines": []}'}
    assert said["role"] == "user" and "family: 7 is not of type 'string'" in said["content"]
    assert time.slept == []


def test_twice_is_enough(model_endpoint, make, failing):
    model_endpoint.script = Says(text="no")

    assert failing(make()).fault is Fault.MALFORMED
    assert len(model_endpoint.questions) == 2


def test_what_failed_is_counted_in_the_answer(model_endpoint, make, question, answer):
    bound = upper_bound(question)
    model_endpoint.then(
        overloaded(500), rate_limited(), Says(text="no", usage=(100, 10)), Says(answer, usage=(200, 20))
    )

    answered = make().ask(question)

    assert answered.usage == Usage(bound.input_tokens + 300, bound.output_tokens + 30, is_told=False)
    assert answered.usd == pytest.approx(answered.usage.tokens / 1_000_000)


def test_what_failed_is_counted_in_the_error(model_endpoint, make, failing, question):
    model_endpoint.script = overloaded(500)

    error = failing(make(tries=3))

    assert error.usage.tokens == 3 * upper_bound(question).tokens
    assert error.usd == pytest.approx(error.usage.tokens / 1_000_000)


def test_a_cost_that_is_not_known_stays_so(model_endpoint, make, question, answer):
    model_endpoint.then(overloaded(500), answer)

    assert make(prices=None).ask(question).usd is None


def test_a_spent_budget_is_not_asked_again(make, question, time):
    class Spent:
        name = "spent"
        asked = 0

        def ask(self, question, heard=None):
            self.asked += 1
            raise ModelError(Fault.BUDGET, "the month's ceiling is reached")

    model = Spent()
    with pytest.raises(ModelError, match="ceiling"):
        Persistent(model, sleep=time.sleep, clock=lambda: time.now).ask(question)
    assert model.asked == 1
