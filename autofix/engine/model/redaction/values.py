"""Is what stands under a secret's name a secret, or a reference to one, a type, a label, a word of an example?"""

from __future__ import annotations

import re

from autofix.engine.model.redaction.likeness import is_hash, is_random
from autofix.engine.model.redaction.placeholders import find_placeholder

_TRIVIAL = frozenset(
    "password passwd pass pwd secret token key user username test testing example none null nil true false undefined "
    "changeme change_me change-me changeit string str text number int integer float bool boolean bytes any "
    "unknown never void object "
    "array list dict map hidden required optional default empty postgres root guest mysql redis dev local email "
    "name value type field apikey api_key optional[str] str|none bearer basic self this on off yes no include omit "
    "same-origin redacted masked removed xxx todo tbd fixme session cookie jwt oauth oauth2 header query body".split()
)
# A reference: what fills it stands elsewhere.
_REFERENCE = re.compile(
    r"\$\{|\$\(|\{[A-Za-z_][\w.]*[({[]|\$[A-Za-z_]\w*$|\{\{|\{[A-Za-z_][\w.]*\}|<[A-Za-z_ \-]+>|%\(|%s|%[A-Z_]+%"
    r"|\[[a-z _-]+\]$|@@|__[A-Z]"
    r"|(?:process\.env|import\.meta|os\.environ|os\.getenv|env|config|settings|secrets|vars|self|this|request|req|args"
    r"|options|opts|props|params|ctx|context)[.\[(]|!(?:Ref|Sub|GetAtt|secret)|(?:file|op|vault|ssm|env|arn):"
)
_TOLD_TO_FILL = re.compile(
    r"^django-insecure-|(?:your|my|some|insert|enter|replace|change|put|paste|add|use|dummy|fake)[-_ ]|\.\.\.$"
    r"|x{4,}|\*{3,}",
    re.I,
)
_CALL = re.compile(r"[\w$.]*\(")
_PLAIN_WORD = re.compile(r"[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*|-[A-Za-z]+)*[',.]?")
_WRITTEN = re.compile(r"[(\"'`]{0,3}(?:[A-Za-z]+(?:['/\-][A-Za-z]+)*|\d{1,4}|[&–—-])[)\"'`,.:;?!]{0,4}")
_TYPE = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)*(?:\[.*)?")
_PLACE = re.compile(r"(?:\.{0,2}/|~/|[A-Za-z]:\\|https?://|wss?://|#/)")


def is_literal(value: str, *, sure: bool, quoted: bool) -> bool:
    """Whether ``value`` is a secret itself.

    ``sure`` says that its name is that of a secret whatever stands there; otherwise it has to look like one by chance.
    Without quotes a mere word is a name in most languages, and is taken for a secret by ``is_bare_literal`` alone.
    """
    value = value.strip()
    if len(value) < 4 or find_placeholder(value) or value.lower().strip("*.-_") in _TRIVIAL or len(set(value)) < 3:
        return False
    if _REFERENCE.match(value) or (_TOLD_TO_FILL.search(value) and not is_random(value)):
        return False
    if _is_told_elsewhere(value):
        return False
    if not sure:
        return len(value) >= 8 and not _UNSUSPECTED.search(value) and is_random(value) and " " not in value
    if not quoted and (_PLAIN_WORD.fullmatch(value) or _CALL.match(value)) and not is_random(value):
        return False
    if _is_prose(value):
        return False
    return not (_PLACE.match(value) and not is_random(value, 12))


_UNSUSPECTED = re.compile(
    r"^(?:sha\d{1,3}[-:]|https?://|data:|/|\.{1,2}/|[@~^]|\d+\.\d+)|\.(?:js|ts|py|css|json|svg|png|html)$"
)


def _is_prose(value: str) -> bool:
    """Words with blanks between them, as a label or a message has."""
    words = value.split()
    written = sum(bool(_WRITTEN.fullmatch(word)) for word in words)
    return len(words) > 1 and (written == len(words) or (len(words) > 3 and written * 10 >= len(words) * 6))


def _is_told_elsewhere(value: str) -> bool:
    """A value made of references alone, such as ``Bearer ${token}``."""
    rest = re.sub(r"\$?\{\{?[^{}]{1,200}\}?\}|\$\([^()]{1,200}\)|%\(\w+\)s|%s", "", value)
    signs = [sign for sign in rest if sign.isalnum()]
    return rest != value and (len(signs) < 8 or not any(sign.isdigit() for sign in signs))


def is_bare_literal(value: str) -> bool:
    """Whether a word without quotes at the end of a line of configuration is a value and no type or name."""
    return (
        len(value) >= 4 and value.lower() not in _TRIVIAL and not _TYPE.fullmatch(value) and not _REFERENCE.match(value)
    )


def is_digest(value: str) -> bool:
    """Whether ``value`` may as well be a digest."""
    return is_hash(value)
