"""Personal data and credentials are taken out of an event before it is stored (requirement B3)."""

from __future__ import annotations

import functools
import re
from typing import Any

FILTERED = "[Filtered]"
# A key that holds one of these words holds a credential.
_SECRET_WORDS = (
    "passw",
    "secret",
    "token",
    "api_key",
    "apikey",
    "credential",
    "private_key",
    "authorization",
    "cookie",
)
_PERSONAL_KEYS = frozenset(
    "email ip_address remote_addr x_forwarded_for x_real_ip forwarded client_ip username phone ssn "
    "card_number credit_card cvv iban session sessionid csrf auth pwd".split()
)
MAX_KEY = 64
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
_IN_QUERY = re.compile(
    r"(?P<key>\b[\w-]{0,40}(?:passw|secret|token|api_?key|session|auth)[\w-]{0,40}=)[^&\s'\"#]{1,4000}", re.I
)
_REPLACED = rf"\g<key>{FILTERED}"


def scrub(value: Any) -> bool:
    """Take personal data and credentials out of ``value``, in place; answers whether there was any.

    What goes: values of keys that name them, email addresses in any text, and credentials in the
    query of an address.
    """
    if isinstance(value, dict):
        return _scrub_object(value)
    if isinstance(value, list):
        return _scrub_list(value)
    return False


def _scrub_object(value: dict[str, Any]) -> bool:
    is_changed = False
    for key, inner in value.items():
        if inner and _is_private(key[:MAX_KEY]):
            value[key] = FILTERED
            is_changed = True
        elif isinstance(inner, str):
            scrubbed = _IN_QUERY.sub(_REPLACED, inner) if key == "query_string" else _scrub_text(inner)
            # An untouched text comes back as the same object.
            if scrubbed is not inner:
                value[key] = scrubbed
                is_changed = True
        elif scrub(inner):
            is_changed = True
    return is_changed


def _scrub_list(value: list[Any]) -> bool:
    # SDKs send headers and query strings as pairs, too.
    if len(value) == 2 and isinstance(value[0], str) and " " not in value[0] and _is_private(value[0][:MAX_KEY]):
        value[1] = FILTERED
        return True
    is_changed = False
    for place, inner in enumerate(value):
        if isinstance(inner, str):
            scrubbed = _scrub_text(inner)
            if scrubbed is not inner:
                value[place] = scrubbed
                is_changed = True
        elif scrub(inner):
            is_changed = True
    return is_changed


@functools.lru_cache(4096)
def _is_private(key: str) -> bool:
    name = key.lower().replace("-", "_")
    return name in _PERSONAL_KEYS or any(word in name for word in _SECRET_WORDS)


def _scrub_text(text: str) -> str:
    if "@" in text:
        text = _EMAIL.sub(FILTERED, text)
    if "=" in text and ("?" in text or "&" in text):
        text = _IN_QUERY.sub(_REPLACED, text)
    return text
