"""Values for names of the environment: addresses of the stand-ins, and made-up secrets. Nothing else gets one.

What a report is about is never made up: origins, addresses of front ends and of other services, hosts, ports and
switches keep the value that they have, which is none.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Iterable
from dataclasses import replace

from autofix.engine.prove.standins.asked import Asked
from autofix.engine.prove.standins.drivers import MONGODB, PORTS, POSTGRESQL, REDIS, Wanted

ROLE, DATABASE = "postgres", "app"
A_NUMBER = "10"
MAX_MADE_UP = 200

# Names that decide what a report is about, or that the sandbox itself sets.
_NEVER = frozenset(
    "ORIGIN ORIGINS CORS ALLOWED ALLOW WHITELIST ALLOWLIST FRONTEND FRONT DOMAIN DOMAINS HOSTS DEBUG ENV ENVIRONMENT "
    "MODE ENABLE ENABLED DISABLE DISABLED FEATURE FLAG USE IS HAS PUBLIC SITE WEBSITE".split()
)
_OURS = frozenset(
    "PATH HOME USER LANG LOGNAME TMPDIR PWD SHELL NODE_OPTIONS NODE_PATH PYTHONPATH PORT HOST NODE_ENV".split()
)
_BROWSER = re.compile(r"^(?:REACT_APP|NEXT_PUBLIC|VITE|VUE_APP|NUXT|EXPO|GATSBY|PUBLIC|NG_APP)_")
_SECRET = frozenset(
    "SECRET SECRETS KEY KEYS TOKEN TOKENS SALT PASSWORD PASSWD PASSPHRASE PASS PEPPER JWT APIKEY SECRETKEY".split()
)
# What ends so speaks of a secret and is none.
_NO_SECRET = frozenset(
    "EXP EXPIRE EXPIRES EXPIRY EXPIRATION IN TTL AGE ROUNDS ROUND ALGORITHM ALG MINUTES MIN HOURS DAYS SECONDS MS "
    "LENGTH LIFETIME TIME TIMEOUT URL URI HOST HEADER NAME PATH FILE ISSUER AUDIENCE TYPE EMAIL COOKIE PREFIX DURATION "
    "PUBLIC LIMIT SIZE VERSION REGION USER USERNAME PORT SCHEME METHOD".split()
)
_NO_NUMBER = frozenset({"PORT", "URL", "URI", "HOST", "SERVER"})
_ACCOUNT = ("CLIENT_ID", "APP_ID", "ACCESS_KEY_ID", "ACCOUNT_SID")
_STORE_WORDS = frozenset("DB DATABASE SQLALCHEMY SQL TYPEORM DATASOURCE DBURL DBURI".split())
_PARTS = {
    **dict.fromkeys(
        "URL URI DSN STRING CONNECTION CONNECT CONN ADDRESS ADDR BROKER BACKEND DBURL DBURI LOCAL".split(), "url"
    ),
    **dict.fromkeys("HOST HOSTNAME SERVER IP ENDPOINT".split(), "host"),
    "PORT": "port",
    **dict.fromkeys("USER USERNAME USR".split(), "user"),
    **dict.fromkeys("PASSWORD PASS PASSWD PWD".split(), "password"),
    **dict.fromkeys("NAME DBNAME DATABASE DB".split(), "name"),
    **dict.fromkeys("ENGINE DIALECT CLIENT TYPE DRIVER".split(), "engine"),
}
# A default of these kinds works here as it stands.
_WORKS_ALONE = re.compile(r"sqlite|\.db$|^(?:memory|locmem|simple|filesystem|null)\b|:memory:", re.I)


def words(name: str) -> tuple[str, ...]:
    """The words of a name in upper case: of ``DB_HOST``, ``dbHost`` and ``db-host`` alike."""
    return tuple(word.upper() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name))


def is_left_alone(name: str) -> bool:
    """Whether ``name`` may decide what a report is about, or is not the application's."""
    return name in _OURS or bool(_BROWSER.match(name)) or bool(_NEVER & set(words(name)))


def addresses(asked: Iterable[Asked], kinds: frozenset[str], wanted: Wanted, framework: str) -> dict[str, str]:
    """Values for the names that address one of the stores ``kinds``, or are a part of such an address."""
    given: dict[str, str] = {}
    asked = tuple(asked)
    has_async = any("ASYNC" in words(one.name) for one in asked)
    for one in asked:
        if is_left_alone(one.name) or (one.default is not None and _WORKS_ALONE.search(one.default)):
            continue
        kind = _store_of(one, kinds)
        # Of two addresses each says by its name whom it is for.
        is_plain = "SYNC" in words(one.name) or (has_async and "ASYNC" not in words(one.name))
        spelled = replace(wanted, scheme=wanted.scheme.replace("+asyncpg", "")) if is_plain else wanted
        value = _part(one, kind, spelled, framework) if kind else ""
        if value:
            given.setdefault(one.name, value)
    return given


def _store_of(asked: Asked, kinds: frozenset[str]) -> str:
    """The store that a name addresses; empty for none."""
    upper, parts = asked.name.upper(), set(words(asked.name))
    if "MYSQL" in upper or "REST" in parts:
        return ""
    for kind, sign in ((MONGODB, "MONGO|ATLAS"), (REDIS, "REDIS"), (POSTGRESQL, "POSTGRES|PSQL|PGSQL|^PG")):
        if re.search(sign, upper):
            return kind if kind in kinds else ""
    if parts & {"BROKER", "CELERY", "CACHE", "QUEUE"}:
        is_other = asked.default is not None and not re.search(r"redis|amqp", asked.default)
        return REDIS if REDIS in kinds and not is_other else ""
    if parts & _STORE_WORDS or asked.is_address:
        if re.search(r"[rR]edis\w*\W*\(?\W*$|createClient\W*\(\W*$", asked.before[-40:]) and REDIS in kinds:
            return REDIS
        return next((kind for kind in (POSTGRESQL, MONGODB) if kind in kinds), "")
    return ""


def _part(asked: Asked, kind: str, wanted: Wanted, framework: str) -> str:
    spelled = words(asked.name)
    last = spelled[-1] if spelled else ""
    part = _PARTS.get(last, "")
    if re.search(r"UR[LI]$", last):
        part = "url"
    is_whole = kind != POSTGRESQL if len(spelled) == 1 else kind == MONGODB and asked.is_address
    if part in ("name", "") and (is_whole or (len(spelled) == 1 and asked.is_address)):
        part = "url"
    if re.match(r"^PG(?:HOST|PORT|USER|PASSWORD|DATABASE)$", asked.name):
        part = _PARTS[asked.name[2:]]
    if part == "url":
        return _address(asked, kind, wanted)
    return _fixed(part, kind, wanted, framework)


def _address(asked: Asked, kind: str, wanted: Wanted) -> str:
    if kind == POSTGRESQL:
        return f"{wanted.scheme}://{ROLE}:{ROLE}@localhost:{PORTS[kind]}/{_database(wanted)}"
    scheme, tail = ("mongodb", f"/{DATABASE}") if kind == MONGODB else ("redis", "/0")
    # Where the code goes on with a path of its own.
    tail = "" if re.match(r"\s*\}\s*/|\s*\+\s*['\"`]/", asked.after) else tail
    return f"{scheme}://127.0.0.1:{PORTS[kind]}{tail}"


def _database(wanted: Wanted) -> str:
    """The one that the code names, which its migrations may name as well, else ours."""
    return wanted.databases[0] if len(wanted.databases) == 1 else DATABASE


def _fixed(part: str, kind: str, wanted: Wanted, framework: str) -> str:
    if part == "host":
        return "127.0.0.1"
    if part == "port":
        return str(PORTS[kind])
    if kind == POSTGRESQL and part == "engine":
        return "django.db.backends.postgresql" if framework == "django" else "postgres"
    if kind == POSTGRESQL and part in ("user", "password"):
        return ROLE
    names = {POSTGRESQL: _database(wanted), MONGODB: DATABASE}
    return names.get(kind, "") if part == "name" else ""


def made_up(asked: Iterable[Asked], taken: Iterable[str]) -> dict[str, str]:
    """Random secrets, and a number for each number that has to be there, but for names in ``taken``."""
    given: dict[str, str] = {}
    known = set(taken)
    for one in asked:
        if one.default is not None or one.name in known or one.name in given or is_left_alone(one.name):
            continue
        if len(given) >= MAX_MADE_UP:
            break
        if is_secret(one.name) and one.kind == "text":
            given[one.name] = _secret(one.name)
        elif one.kind == "number" and not set(words(one.name)) & _NO_NUMBER:
            given[one.name] = A_NUMBER
    return given


def is_secret(name: str) -> bool:
    """Whether ``name`` is one of something that only has to be unknown."""
    spelled = words(name)
    if name.upper().endswith(_ACCOUNT):
        return True
    # TOKEN_SCOPE is a setting of something that has to do with tokens, SECRET_DEV is a secret.
    is_one = bool(spelled) and (spelled[-1] in _SECRET or "SECRET" in spelled)
    return is_one and not _NO_SECRET & set(spelled[-2:])


def _secret(name: str) -> str:
    """A secret of the shape that whoever reads ``name`` looks for."""
    if "FERNET" in name.upper():
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    # Twilio's library refuses any other beginning.
    return f"AC{secrets.token_hex(16)}" if name.upper().endswith("ACCOUNT_SID") else secrets.token_hex(32)
