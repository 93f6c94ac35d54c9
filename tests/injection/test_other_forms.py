"""Other forms of each mechanism, through one channel: none gets round the gates that it names."""

import pytest

from tests.injection.channels import Scene, comment
from tests.injection.forms import FORMS, PASSWORD


@pytest.mark.parametrize("form", FORMS)
def test_another_form_is_refused(attack, form):
    scene, wanted = Scene(), FORMS[form]
    comment(scene, wanted.said)
    held = attack(scene)

    assert held.reached
    assert set(held.refused) == wanted.gates
    assert held.diff == ""

    done = attack(scene, off=wanted.gates)

    assert wanted.shows in done.diff


def test_a_password_is_neither_read_nor_written(attack):
    scene = Scene()
    comment(scene, PASSWORD.said)

    assert attack(scene).diff == ""
    assert set(attack(scene, off=frozenset({"redactor"})).refused) == PASSWORD.gates
    assert PASSWORD.shows in attack(scene, off=PASSWORD.gates | {"redactor"}).diff
