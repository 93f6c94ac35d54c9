"""No text keeps a detector for long: the suite's own limit would end these."""

import multiprocessing

import pytest

from autofix.engine.model.redaction import Redactor

HOSTILE = {
    "one long word": "a" * 200_000,
    "names": "password" * 25_000,
    "assignments": "password=" * 20_000,
    "quotes": "'" * 200_000,
    "armour": ("-----BEGIN PRIVATE" + " KEY-----\n") * 6_000,
    "addresses": "a://b:c" * 30_000,
    "at signs": "a@" * 100_000,
    "escapes": "%25" * 60_000,
    "literals": "'a'+" * 50_000,
    "digits": "1234 " * 40_000,
    "cookies": "cookie:" + "a=b;" * 50_000,
    "slashes": "\\" * 200_000,
    "dots": "a." * 100_000,
    "colons": "ab:" * 60_000,
    "tags": "<a hidden>" * 20_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_it_ends(name: str) -> None:
    worker = multiprocessing.get_context("fork").Process(
        target=Redactor({"X": "copper-Harbor7"}).redact, args=(HOSTILE[name],)
    )
    worker.start()
    worker.join(120)
    if worker.is_alive():
        worker.kill()
    assert worker.exitcode == 0
