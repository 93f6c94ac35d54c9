from collections import Counter

import pytest

from autofix.engine.model.redaction import Redactor
from bench.redaction.alone import found_alone
from bench.redaction.planted import planted


@pytest.mark.parametrize("seed", [5, 11])
def test_no_planted_secret_is_left(seed: int) -> None:
    texts = planted(seed)
    assert len(texts) >= 300 and len({one.kind for one in texts}) >= 30 and len({one.place for one in texts}) >= 50
    leaks = [(one.kind, one.place, leak) for one in texts if (leak := one.leaks(Redactor(one.known).redact(one.text)))]
    assert leaks == []


def test_each_text_shows_its_secret_before() -> None:
    assert [one for one in planted() if not one.leaks(one.text)] == []


def test_a_gate_is_told_of_each() -> None:
    assert [(one.kind, one.place) for one in planted() if not Redactor(one.known).holds(one.text)] == []


def test_detect_secrets_alone_misses_many() -> None:
    texts = planted()
    found = found_alone(texts)
    assert 0 < sum(found) < len(texts) / 2, Counter(found)
