"""The master keys of this process."""

from __future__ import annotations

import functools

from django.conf import settings

from autofix.core.encryption import KEY_FILE, KeyRing, read_keys


@functools.cache
def key_ring() -> KeyRing:
    """The keys of ``AUTOFIX_MASTER_KEYS``, else of the file in the data folder; raises ``EncryptionError``."""
    text = settings.ENVIRONMENT.master_keys
    path = settings.ENVIRONMENT.data / KEY_FILE
    if not text and path.exists():
        text = path.read_text()
    return read_keys(text.replace(",", " "))
