"""Secrets at rest: AES-256-GCM with a key id, bound to their tenant and purpose.

A sealed value is ``v1`` (1 byte, 0x01), the length of the key id (1 byte), the key id, a nonce
(12 bytes) and the ciphertext with its tag (NIST SP 800-38D). The associated data is the key id,
the tenant and the purpose, so a value moved to another tenant's row, or to another field, does
not open.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 1
KEY_FILE = "master.key"
KEY_BYTES, NONCE_BYTES = 32, 12
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class EncryptionError(Exception):
    """A key is missing or malformed, or a sealed value does not open; never shows a value."""

    permanent = True


@dataclass(frozen=True)
class KeyRing:
    """The master keys by id; new values are sealed with ``newest``."""

    newest: str
    keys: dict[str, bytes]

    def seal(self, plaintext: str, *, tenant_id: str, purpose: str) -> bytes:
        """Encrypt ``plaintext`` for one tenant and one purpose."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        bound = _associated(self.newest, tenant_id, purpose)
        ciphertext = AESGCM(self.keys[self.newest]).encrypt(nonce, plaintext.encode(), bound)
        key_id = self.newest.encode()
        return bytes([VERSION, len(key_id)]) + key_id + nonce + ciphertext

    def open(self, sealed: bytes, *, tenant_id: str, purpose: str) -> str:
        """The plaintext; raises ``EncryptionError``."""
        sealed = bytes(sealed)
        if len(sealed) < 2 or sealed[0] != VERSION:
            raise EncryptionError(f"the secret {purpose} is not in a format that this version knows")
        key_id = key_id_of(sealed)
        key = self.keys.get(key_id)
        if key is None:
            raise EncryptionError(f"the secret {purpose} was sealed with the master key {key_id!r}, which is not here")
        body = sealed[2 + sealed[1] :]
        try:
            plaintext = AESGCM(key).decrypt(
                body[:NONCE_BYTES], body[NONCE_BYTES:], _associated(key_id, tenant_id, purpose)
            )
        except (InvalidTag, ValueError):
            raise EncryptionError(
                f"the secret {purpose} does not open: it was changed, or it belongs to another tenant"
            ) from None
        return plaintext.decode()


def key_id_of(sealed: bytes) -> str:
    """Which master key sealed the value."""
    return bytes(sealed)[2 : 2 + sealed[1]].decode("ascii", errors="replace")


def read_keys(text: str) -> KeyRing:
    """The key ring of ``id:base64`` words, the newest first; raises ``EncryptionError``."""
    keys: dict[str, bytes] = {}
    for word in text.split():
        key_id, _, encoded = word.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not _KEY_ID.fullmatch(key_id) or len(key) != KEY_BYTES:
            raise EncryptionError(
                f"a master key is written as id:base64 of {KEY_BYTES} bytes; number {len(keys) + 1} is not"
            )
        if key_id in keys:
            raise EncryptionError(f"two master keys are called {key_id!r}")
        keys[key_id] = key
    if not keys:
        raise EncryptionError(
            "there is no master key: start the service once with 'autofix up', or set AUTOFIX_MASTER_KEYS"
        )
    return KeyRing(next(iter(keys)), keys)


def make_key_file(path: Path) -> bool:
    """Write a first master key to ``path``, readable by us alone; false when the file is there already."""
    line = f"k1:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"
    return make_private_file(path, line)


def make_private_file(path: Path, text: str) -> bool:
    """Write ``text`` to a new file of mode 0600, whole or not at all; false when it exists."""
    made = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(made, path)
    except FileExistsError:
        return False
    finally:
        made.unlink()
    return True


def _associated(key_id: str, tenant_id: str, purpose: str) -> bytes:
    return "\x1f".join(("autofix", str(VERSION), key_id, tenant_id, purpose)).encode()
