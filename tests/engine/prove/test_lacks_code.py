"""A module that is missing ends the search for stand-ins, unless it is one that only a preparation missed."""

from autofix.engine.prove.observe import Observed
from autofix.engine.prove.starts import lacks_code

MISSED = "ModuleNotFoundError: No module named 'shop'\n"
UNSET = "ValidationError: secret_key: Field required\n"


def test_what_the_server_misses_no_value_mends():
    assert lacks_code(Observed(False, "it exited with status 1", MISSED, own_log=MISSED))
    assert lacks_code(Observed(False, "its build exited with 2", ""))


def test_what_its_migrations_miss_may_be_no_matter():
    assert not lacks_code(Observed(False, "it exited with status 1", MISSED + UNSET, own_log=UNSET))
