"""Secrets are sealed for one tenant and one purpose, and a changed byte does not open."""

import base64
import stat

import pytest

from autofix.core.encryption import EncryptionError, KeyRing, key_id_of, make_key_file, read_keys

KEY, OLDER = bytes(range(32)), bytes(range(32, 64))
RING = KeyRing("k1", {"k1": KEY})
BOUND = {"tenant_id": "ten_1", "purpose": "project:prj_1:TOKEN"}
SECRET = "a secret with ümlauts and a \x00"


def words(**keys):
    return " ".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in keys.items())


def test_what_was_sealed_opens():
    sealed = RING.seal(SECRET, **BOUND)

    assert RING.open(sealed, **BOUND) == SECRET
    assert RING.open(memoryview(sealed), **BOUND) == SECRET
    assert key_id_of(sealed) == "k1"
    assert SECRET.encode() not in sealed


def test_the_same_secret_is_sealed_differently_each_time():
    assert len({RING.seal(SECRET, **BOUND) for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"tenant_id": "ten_2", "purpose": "project:prj_1:TOKEN"},
        {"tenant_id": "ten_1", "purpose": "project:prj_2:TOKEN"},
        {"tenant_id": "ten_1", "purpose": "project:prj_1:OTHER"},
        {"tenant_id": "ten_1\x1fproject:prj_1", "purpose": "TOKEN"},
        {"tenant_id": "", "purpose": ""},
    ],
)
def test_it_opens_nowhere_else(elsewhere):
    with pytest.raises(EncryptionError, match="does not open"):
        RING.open(RING.seal(SECRET, **BOUND), **elsewhere)


def test_every_byte_counts():
    sealed = RING.seal("short", **BOUND)

    for place in range(len(sealed)):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            with pytest.raises(EncryptionError):
                RING.open(bytes(changed), **BOUND)


def test_every_length_counts():
    sealed = RING.seal("short", **BOUND)

    for length in range(len(sealed)):
        with pytest.raises(EncryptionError):
            RING.open(sealed[:length], **BOUND)
    with pytest.raises(EncryptionError):
        RING.open(sealed + b"\x00", **BOUND)


def test_another_key_of_the_same_name_does_not_open():
    with pytest.raises(EncryptionError, match="does not open"):
        KeyRing("k1", {"k1": OLDER}).open(RING.seal(SECRET, **BOUND), **BOUND)


def test_a_value_relabelled_with_another_key_id_does_not_open():
    """Both ids hold the same key here: the id itself is bound."""
    ring = KeyRing("k1", {"k1": KEY, "k2": KEY})
    sealed = bytearray(ring.seal(SECRET, **BOUND))
    sealed[3:4] = b"2"

    assert key_id_of(bytes(sealed)) == "k2"
    with pytest.raises(EncryptionError, match="does not open"):
        ring.open(bytes(sealed), **BOUND)


def test_a_key_that_is_not_here_is_named():
    with pytest.raises(EncryptionError, match="sealed with the master key 'k1', which is not here"):
        KeyRing("k2", {"k2": KEY}).open(RING.seal(SECRET, **BOUND), **BOUND)


def test_after_a_rotation_the_old_opens_and_the_new_seals():
    before = read_keys(words(k1=OLDER))
    old = before.seal(SECRET, **BOUND)
    after = read_keys(words(k2=KEY, k1=OLDER))

    assert after.open(old, **BOUND) == SECRET
    new = after.seal(SECRET, **BOUND)
    assert key_id_of(new) == "k2"
    with pytest.raises(EncryptionError, match="'k2', which is not here"):
        before.open(new, **BOUND)


def test_no_error_shows_a_secret_or_a_key():
    sealed = RING.seal(SECRET, **BOUND)
    try:
        RING.open(sealed, tenant_id="ten_2", purpose="x")
    except EncryptionError as error:
        assert SECRET not in str(error)
        assert error.__cause__ is None
    encoded = base64.b64encode(KEY[:31]).decode()
    with pytest.raises(EncryptionError) as caught:
        read_keys(f"k1:{encoded}")
    assert encoded not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is no master key"),
        ("k1:", "number 1 is not"),
        ("k1:not-base64!", "number 1 is not"),
        (words(k1=KEY) + " k2", "number 2 is not"),
        (words(k1=KEY[:16]), "number 1 is not"),
        (words(**{"a b": KEY}), "number 1 is not"),
        (words(**{"k" * 33: KEY}), "number 1 is not"),
        (words(k1=KEY) + " " + words(k1=OLDER), "two master keys are called 'k1'"),
    ],
)
def test_keys_that_cannot_be_used_are_refused(text, message):
    with pytest.raises(EncryptionError, match=message):
        read_keys(text)


def test_the_first_key_is_made_once_for_us_alone(tmp_path):
    path = tmp_path / "master.key"

    assert make_key_file(path)
    first = path.read_text()
    assert not make_key_file(path)

    assert path.read_text() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["master.key"]
    ring = read_keys(first)
    assert ring.open(ring.seal(SECRET, **BOUND), **BOUND) == SECRET
