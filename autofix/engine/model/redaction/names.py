"""Names under which secrets are kept."""

from __future__ import annotations

import re

# Whatever stands under these is a secret: detect-secrets' own list of key words, and more languages and spellings.
_SURE = (
    r"pass[_-]?(?:word|wd|phrase|code|wort)|passwd|pwd|mot[_-]?de[_-]?passe|contrase(?:ñ|n)a|kennwort|senha"
    r"|secret|api[_-]?key|auth[_-]?key|access[_-]?key|service[_-]?key|account[_-]?key|private[_-]?key|priv[_-]?key"
    r"|(?:db|database|smtp|mail|redis|mysql|pg|postgres|ftp|ssh|key|user|admin|root)[_-]?pass(?![a-z])"
    r"|encryption[_-]?key|signing[_-]?key|master[_-]?key|client[_-]?key|license[_-]?key|shared[_-]?key|db[_-]?key"
    r"|database[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|bearer[_-]?token|api[_-]?token|_authtoken"
)
# Under these a secret stands where it looks like one.
_MAYBE = (
    r"token|credential|apikey|bearer|jwt|session|sess[_-]?id|\bsid\b|csrf|xsrf|cookie|signature|\bsig\b|salt|nonce"
    r"|mnemonic"
    r"|seed|webhook|dsn|auth|pass(?![a-z])|key(?![a-z])|pat(?![a-z])|pin(?![a-z])|otp|cert|connection[_-]?string|\bpw\b"
)
WORDS = re.compile(rf"(?P<sure>{_SURE})|(?P<maybe>{_MAYBE})")
# What follows makes the name one of something else: a field, a rule, a place.
_SOMETHING_ELSE = re.compile(
    r"s?[_-]?(?:name|field|type|kind|url|uri|path|file|dir|header|len|min|max|label|placeholder|ref|hasher|valid|policy"
    r"|rule|reset|forgot|change|confirm|input|form|strength|error|message|hint|help|text|title|expir|ttl|age|timeout"
    r"|format|regex|pattern|prefix|suffix|algorithm|alg\b|scheme|provider|store|manager|service|mode|enabled|required"
    r"|count|index|column|map|list|set|class|style|icon|id\b|ids\b|prop|page|route|link|button|screen|view|schema"
    r"|endpoint|host|port|env|variable|var\b|alias|arn|version|rotation|management|owner|scope|email|check|test|is|has)"
)


def lowered(text: str) -> str:
    """``text`` in small letters, each where it stood: the few that become two are left as they are."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def is_something_else(suffix: str) -> bool:
    """Whether ``suffix``, what follows the word in its name, makes it no name of a secret (``password_field``)."""
    return bool(_SOMETHING_ELSE.match(suffix.lower()))
