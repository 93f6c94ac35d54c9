"""What tells who somebody is: mail addresses, telephone numbers, addresses of machines, cards, accounts, user names.

The patterns are held to what is surely personal: addresses of documents' examples, private networks and accounts that
every machine has stay, so that a redacted file is still of use.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from autofix.engine.model.redaction.span import Span

_EMAIL = re.compile(
    r"(?:@|%40|&#64;|&commat;|\\u0040)"
    r"(?P<host>(?:[A-Za-z0-9\-]{1,63}\.){1,5}(?P<end>[A-Za-z]{2,24}))(?![\w\-@])"
)
# RFC 2606 and 6761, and addresses of machines.
_EXAMPLE = re.compile(
    r"(?:.*\.)?(?:example\.(?:com|org|net)|[\w.\-]*\.?(?:test|invalid|localhost|example|local))$", re.I
)
_NOBODY = frozenset("git noreply no-reply donotreply mailer-daemon postmaster hg svn".split())
_FILES = frozenset(
    "png jpg jpeg gif svg webp avif ico js mjs cjs ts tsx jsx vue css scss less json yaml yml py md html htm xml "
    "txt map lock "
    "woff woff2 ttf java class component service module prop property setter".split()
)
_PHONE = re.compile(
    r"(?<![\w.+])(?:tel:)?\+[1-9]\d{0,2}[ .\-/]?(?:\(\d{1,4}\)[ .\-/]?)?\d{1,4}(?:[ .\-/]?\d{2,4}){2,4}(?![\w.])"
)
_PHONE_HERE = re.compile(r"(?<![\w.])\(\d{3}\)[ \-]?\d{3}-\d{4}(?!\w)|(?<![\w.\-])\d{3}[.\-]\d{3}[.\-]\d{4}(?![\w.\-])")
_IPV4 = re.compile(
    r"(?<![\w.\-/=@^~<>+])(?:\d{1,3}\.){3}\d{1,3}(?![\w\-]|\.\d)|(?<=//)(?:\d{1,3}\.){3}\d{1,3}(?![\w\-]|\.\d)"
    r"|(?<=[=@])(?:\d{1,3}\.){3}\d{1,3}(?![\w.\-])"
)
_IPV6 = re.compile(
    r"(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){2,7}(?::?[0-9a-fA-F]{1,4}){1,6}(?![\w:])"
    r"|(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){1,6}:(?:[0-9a-fA-F]{1,4}:?){1,6}(?![\w:])"
)
# Name servers that anybody asks, and Azure's own address inside of each of its machines.
_EVERYBODYS = frozenset("8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 168.63.129.16".split())
_VERSION = re.compile(r"(?:version|ver|v|release|chrome|firefox|safari|edg|==|@|\^|~)[\"'\s:=/]{0,4}$", re.I)
_CARD = re.compile(
    r"(?<![\w.\-+/])[2-6]\d{3}(?:[ \-]?\d{4}){2}[ \-]?\d{2,4}(?:\d{0,3})(?![\w\-./])"
    r"|(?<![\w.\-+/])3[47]\d{2}[ \-]?\d{6}[ \-]?\d{5}(?![\w\-./])"
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_HOME = re.compile(
    r"(?:/Users/|[A-Za-z]:(?:\\{1,4}|/)Users(?:\\{1,4}|/)|/[a-z]/Users/"
    r"|/home/(?=[\w.\-]{2,40}/[^\s\"'`]{0,200}?(?:\.\w{1,5}\b|node_modules|/src|/app|\.venv"
    r"|/bin|/lib|/projects?|/repos?|/work|/code|/dev|/git"
    r"|site-packages)))(?P<name>[A-Za-z][\w.\-]{1,39})(?=[/\\\s\"':]|$)",
    re.M,
)
_SHARED = frozenset(
    "user users app apps node nodejs runner ubuntu debian centos root vscode circleci docker shared public "
    "default admin "
    "administrator ec2-user www-data www jovyan you me username name dev build deploy git travis gitpod vagrant "
    "pi project projects "
    "code site web django flask python nonroot appuser runneradmin containeruser vercel render service server "
    "worker".split()
)
_SUBJECT = re.compile(
    r"\\{0,2}[\"'](?:sub|preferred_username|upn"
    r"|unique_name)\\{0,2}[\"']\s{0,3}:\s{0,3}\\{0,2}[\"'](?P<name>[^\"'\\\n]{3,120})\\{0,2}[\"']"
)
_CLAIM = re.compile(r"[\"'](?:iat|exp|iss|aud|nbf|jti)\\{0,2}[\"']\s{0,3}:")


def find_personal(text: str) -> Iterator[Span]:
    """Every personal datum that ``text`` shows."""
    yield from _emails(text)
    for pattern in (_PHONE, _PHONE_HERE):
        for found in pattern.finditer(text):
            if 9 <= sum(sign.isdigit() for sign in found[0]) <= 15:
                yield Span(found.start(), found.end(), "phone", "telephone number")
    for pattern in (_IPV4, _IPV6):
        for found in pattern.finditer(text):
            if _is_somebodys(found[0]) and not _VERSION.search(text, max(0, found.start() - 20), found.start()):
                yield Span(found.start(), found.end(), "ip", "address of a machine")
    for found in _CARD.finditer(text):
        if is_card(found[0]):
            yield Span(found.start(), found.end(), "card", "card number")
    for found in _IBAN.finditer(text):
        if is_iban(found[0]):
            yield Span(found.start(), found.end(), "iban", "bank account")
    for found in _HOME.finditer(text):
        if found["name"].lower() not in _SHARED:
            yield Span(found.start("name"), found.end("name"), "user", "user name")
    for found in _SUBJECT.finditer(text):
        if _CLAIM.search(text, max(0, found.start() - 300), found.end() + 300):
            yield Span(found.start("name"), found.end("name"), "user", "subject of a token")


def _emails(text: str) -> Iterator[Span]:
    if "@" not in text and "%40" not in text and "64;" not in text and "0040" not in text and "commat" not in text:
        return
    for found in _EMAIL.finditer(text):
        start = _start_of_local(text, found.start())
        local, end = text[start : found.start()].lower(), found["end"].lower()
        if (
            not local
            or text[max(0, start - 1) : start] in ("/", "%")
            or local in _NOBODY
            or end in _FILES
            or _EXAMPLE.match(found["host"])
            or (local[0].isdigit() and local.isdigit())
        ):
            continue
        yield Span(start, found.end(), "email", "mail address")


def _start_of_local(text: str, end: int) -> int:
    start = end
    while start > max(0, end - 64) and (text[start - 1].isalnum() or text[start - 1] in "._+-"):
        start -= 1
    return start


def _is_somebodys(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if address.version == 6 and (len(text) < 9 or text.count(":") < 3):
        return False
    return address.is_global and not address.is_multicast and text not in _EVERYBODYS


def is_card(text: str) -> bool:
    """Luhn's check (ISO/IEC 7812-1, annex B), for 14 to 19 digits."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    # Those of 14 digits begin with a 3; the others in ten that fit by chance are times.
    if not 14 <= len(digits) <= 19 or len(set(digits)) < 2 or (len(digits) == 14 and digits[0] != 3):
        return False
    doubled = [digit * 2 - 9 * (digit > 4) if at % 2 else digit for at, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def is_iban(text: str) -> bool:
    """The check of ISO 13616: the rest by 97 is 1."""
    signs = text.replace(" ", "")
    if not 15 <= len(signs) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1
