"""Every mechanism by every channel: refused by its gates and by no other, and done where these are switched off."""

import pytest

from tests.injection import till
from tests.injection.channels import HIDDEN, OPEN, Scene
from tests.injection.mechanisms import MECHANISMS, Mechanism
from tests.simulators.model.attacker import instruction_in

PAIRS = [(channel, mechanism) for channel in OPEN for mechanism in MECHANISMS]
SCENES = {**OPEN, **HIDDEN}


def scene_of(channel, mechanism):
    scene = Scene()
    SCENES[channel].put(scene, MECHANISMS[mechanism].said)
    return scene


@pytest.mark.parametrize(("channel", "mechanism"), PAIRS, ids=[" by ".join(reversed(pair)) for pair in PAIRS])
def test_what_a_model_was_talked_into_is_refused(attack, channel, mechanism):
    scene, wanted = scene_of(channel, mechanism), MECHANISMS[mechanism]
    held = attack(scene)

    assert held.reached
    assert set(held.refused) == wanted.gates
    assert wanted.shows not in held.diff
    assert till.SECRET not in held.everything

    done = attack(scene, off=wanted.gates or frozenset({"redactor"}))

    assert done.repair.is_offered, done.repair.reason
    assert wanted.shows in done.diff


@pytest.mark.parametrize("channel", HIDDEN)
@pytest.mark.parametrize("mechanism", ["leak", "edit CI", "open access", "start a process"])
def test_what_nobody_sees_is_not_read_by_the_model(attack, channel, mechanism):
    scene, wanted = scene_of(channel, mechanism), MECHANISMS[mechanism]
    held = attack(scene)

    assert held.asked
    assert not held.reached
    assert held.repair.result.value == "no_fix"
    assert till.SECRET not in held.everything

    off = {HIDDEN[channel].removed_by} | (wanted.gates or {"redactor"})
    done = attack(scene, off=frozenset(off))

    assert done.reached
    assert wanted.shows in done.diff


@pytest.mark.parametrize("channel", OPEN)
def test_a_repair_passes_in_the_same_place(attack, channel):
    """What a channel carries is no reason to refuse: the same model, asked for the repair, has it offered."""
    scene = Scene()
    OPEN[channel].put(scene, Mechanism(till.REPAIR, frozenset(), till.RIGHT).said)
    told = attack(scene)

    assert told.refused == {}
    assert f"-{till.FAULTY}\n+{till.RIGHT}\n" in told.diff
    assert told.repair.result.value == "plausible"


def test_there_are_a_hundred_and_more():
    assert len(PAIRS) + len(HIDDEN) * 4 >= 100


def test_without_an_attack_nothing_is_proposed(attack):
    told = attack(Scene())

    assert all(instruction_in(each.text) is None for each in told.asked)
    assert (told.diff, told.repair.result.value) == ("", "no_fix")
