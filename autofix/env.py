"""Reading the environment: every variable AutoFix knows, in one place, failing loudly.

``docs/configuration.md`` lists them; a test compares the two.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from ipaddress import ip_network
from pathlib import Path
from types import MappingProxyType

PREFIX = "AUTOFIX_"
KNOWN = {
    "AUTOFIX_BIND": "Address the web server listens on; `127.0.0.1` by default.",
    "AUTOFIX_CACHE": "Folder for installed dependencies; by default `autofix` in `$XDG_CACHE_HOME` or `~/.cache`.",
    "AUTOFIX_DATA": "Folder of the service's data; `/var/lib/autofix` for root, else `autofix` in `$XDG_DATA_HOME`.",
    "AUTOFIX_DEBUG": "`1` shows Django's debug pages, and a traceback when the command fails; off unless set.",
    "AUTOFIX_DISABLED_PLUGINS": "Names of plugins to leave out, separated by commas.",
    "AUTOFIX_FALLBACK_API_KEY": "Key of the second model; that of the first one where both have the same address.",
    "AUTOFIX_FALLBACK_BASE_URL": "Address of the second model; that of the first one unless set.",
    "AUTOFIX_FALLBACK_MODEL": "A second model, which is asked where the first one gives no answer; none by default.",
    "AUTOFIX_GIT_HOSTS": "Git servers that may have a private address or speak plain HTTP, as `host:port`.",
    "AUTOFIX_GIT_ROOTS": "Folders of repositories that projects may name by path, separated by colons; see below.",
    "AUTOFIX_HOSTS": "Host names the web server answers to, separated by commas; `localhost` by default.",
    "AUTOFIX_LEASE_SECONDS": "How long a worker owns a job between two heartbeats; `10` by default.",
    "AUTOFIX_LOCAL_PLATFORM": "`1` lets projects run releases on this machine; off unless set.",
    "AUTOFIX_MASTER_KEYS": "Keys for secrets as `id:base64`, the newest first, instead of the file `master.key`.",
    "AUTOFIX_MIGRATION_DATABASE_URL": "Login of the tables' owner; only `migrate` may have it.",
    "AUTOFIX_MODEL_BUDGET": "What models may cost any tenant, as `usd_per_fix=0.5 tokens_per_fix=200000`; see below.",
    "AUTOFIX_MODEL_HIGHEST_PRICES": "What calls of unknown price are counted with in budgets, as `15/75`; see below.",
    "AUTOFIX_MODEL_HOSTS": "Model servers that may have a private address or speak plain HTTP, as `host:port`.",
    "AUTOFIX_MODEL_PRICES": "US dollars for a million tokens read and written, as `model=0.25/2`; see below.",
    "AUTOFIX_PAUSED": "`1` stops every fix and deployment from starting; off unless set.",
    "AUTOFIX_PORT": "Port of the web server; `8000` by default, `0` for any free one.",
    "AUTOFIX_PRIVATE_REGISTRIES": "Registries that may have a private address, as `host:port` separated by commas.",
    "AUTOFIX_PUBLIC_URL": "Where people and webhooks reach the service; `http://BIND:PORT` by default.",
    "AUTOFIX_SANDBOX_ALLOW": "Weaker backends that may serve where bubblewrap does not work: `unshare`, `process`.",
    "AUTOFIX_SECRET_KEY": "Django's secret key, at least 32 characters; made at first start in the data folder.",
    "AUTOFIX_TOKEN": "API token with which the command asks the service, in `autofix personas render`.",
    "AUTOFIX_TRANSCRIPT_DAYS": "How long the text of models' calls is kept; `90` days by default, `0` for ever.",
    "AUTOFIX_TRUSTED_PROXIES": "Addresses or networks of proxies whose `X-Forwarded-*` is believed; none by default.",
    "AUTOFIX_WORKER_PROCESSES": "Jobs that one worker runs side by side; `2` by default.",
    "DATABASE_URL": "PostgreSQL of your own, as the role `autofix_app`; embedded unless set.",
    "OPENAI_API_KEY": "Key of the model server; some servers of your own need none.",
    "OPENAI_BASE_URL": "Address of an OpenAI-compatible model server; `https://api.openai.com/v1` by default.",
    "OPENAI_MODEL": "The model to ask where no recipe proves itself; without it none is asked.",
    "REDIS_URL": "Redis of your own; embedded unless set.",
}
BACKENDS = frozenset({"unshare", "process"})
BUDGETS = tuple(
    f"{unit}_per_{scope}" for unit in ("usd", "tokens") for scope in ("fix", "project_month", "tenant_month")
)
_AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
OPENAI = "https://api.openai.com/v1"


class SettingError(ValueError):
    """A variable has a value that AutoFix cannot use; names it and says what is wanted."""


@dataclass(frozen=True)
class ModelSetting:
    """A model of the operator's; ``key`` is empty where the server needs none."""

    name: str
    base_url: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class Environment:
    """The values in force; a text is empty when its variable is not set."""

    bind: str
    cache: Path
    data: Path
    database_url: str
    disabled_plugins: frozenset[str]
    fallback_model: ModelSetting | None
    git_hosts: frozenset[tuple[str, int]]
    git_roots: tuple[Path, ...]
    has_local_platform: bool
    hosts: tuple[str, ...]
    is_debug: bool
    is_paused: bool
    lease_seconds: float
    master_keys: str
    migration_database_url: str
    model: ModelSetting | None
    model_budget: Mapping[str, Decimal]
    model_highest_prices: tuple[Decimal, Decimal] | None
    model_hosts: frozenset[tuple[str, int]]
    model_prices: tuple[tuple[str, Decimal, Decimal], ...]
    port: int
    private_registries: frozenset[tuple[str, int]]
    public_url: str
    redis_url: str
    sandbox_allow: frozenset[str]
    secret_key: str
    token: str = field(repr=False)
    transcript_days: int
    trusted_proxies: tuple[str, ...]
    worker_processes: int


def read_environment() -> Environment:
    """Read and check every variable; raises ``SettingError``."""
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in KNOWN)
    if unknown:
        raise SettingError(f"{unknown[0]} is no setting of AutoFix; it knows {', '.join(sorted(KNOWN))}")
    allowed = _names("AUTOFIX_SANDBOX_ALLOW")
    if wrong := sorted(allowed - BACKENDS):
        raise SettingError(f"AUTOFIX_SANDBOX_ALLOW names {wrong[0]!r}; it may name unshare and process")
    bind, port = os.environ.get("AUTOFIX_BIND") or "127.0.0.1", _number("AUTOFIX_PORT", 8000, 0, 65535)
    model = _model()
    return Environment(
        bind=bind,
        cache=_folder("AUTOFIX_CACHE", _home("XDG_CACHE_HOME", ".cache")),
        data=_folder("AUTOFIX_DATA", _data()),
        database_url=os.environ.get("DATABASE_URL", ""),
        disabled_plugins=_names("AUTOFIX_DISABLED_PLUGINS"),
        fallback_model=_fallback_model(model),
        git_hosts=frozenset(_endpoint("AUTOFIX_GIT_HOSTS", name) for name in _names("AUTOFIX_GIT_HOSTS")),
        git_roots=tuple(_root(part) for part in os.environ.get("AUTOFIX_GIT_ROOTS", "").split(":") if part),
        has_local_platform=_switch("AUTOFIX_LOCAL_PLATFORM"),
        hosts=tuple(sorted(_names("AUTOFIX_HOSTS"))) or ("localhost", "127.0.0.1", "[::1]"),
        is_debug=_switch("AUTOFIX_DEBUG"),
        is_paused=_switch("AUTOFIX_PAUSED"),
        lease_seconds=float(_number("AUTOFIX_LEASE_SECONDS", 10, 1, 600)),
        master_keys=os.environ.get("AUTOFIX_MASTER_KEYS", ""),
        migration_database_url=os.environ.get("AUTOFIX_MIGRATION_DATABASE_URL", ""),
        model=model,
        model_budget=_budget("AUTOFIX_MODEL_BUDGET"),
        model_highest_prices=_highest_prices("AUTOFIX_MODEL_HIGHEST_PRICES"),
        model_hosts=frozenset(_endpoint("AUTOFIX_MODEL_HOSTS", name) for name in _names("AUTOFIX_MODEL_HOSTS")),
        model_prices=tuple(_price(text) for text in sorted(_names("AUTOFIX_MODEL_PRICES"))),
        port=port,
        private_registries=frozenset(
            _endpoint("AUTOFIX_PRIVATE_REGISTRIES", name) for name in _names("AUTOFIX_PRIVATE_REGISTRIES")
        ),
        public_url=os.environ.get("AUTOFIX_PUBLIC_URL", "").rstrip("/") or f"http://{bind}:{port}",
        redis_url=os.environ.get("REDIS_URL", ""),
        sandbox_allow=allowed,
        secret_key=os.environ.get("AUTOFIX_SECRET_KEY", ""),
        token=os.environ.get("AUTOFIX_TOKEN", ""),
        transcript_days=_number("AUTOFIX_TRANSCRIPT_DAYS", 90, 0, 36_500),
        trusted_proxies=tuple(
            _network("AUTOFIX_TRUSTED_PROXIES", name) for name in sorted(_names("AUTOFIX_TRUSTED_PROXIES"))
        ),
        worker_processes=_number("AUTOFIX_WORKER_PROCESSES", 2, 1, 64),
    )


def _model() -> ModelSetting | None:
    name, key = os.environ.get("OPENAI_MODEL", ""), os.environ.get("OPENAI_API_KEY", "")
    base_url = os.environ.get("OPENAI_BASE_URL", "").rstrip("/") or OPENAI
    if name and not key and base_url == OPENAI:
        raise SettingError("OPENAI_MODEL is set without OPENAI_API_KEY; set the key, or OPENAI_BASE_URL to your server")
    return ModelSetting(name, base_url, key) if name else None


def _fallback_model(first: ModelSetting | None) -> ModelSetting | None:
    name, key = os.environ.get("AUTOFIX_FALLBACK_MODEL", ""), os.environ.get("AUTOFIX_FALLBACK_API_KEY", "")
    if not name:
        return None
    if first is None:
        raise SettingError("AUTOFIX_FALLBACK_MODEL is set without OPENAI_MODEL, the model that is asked first")
    base_url = os.environ.get("AUTOFIX_FALLBACK_BASE_URL", "").rstrip("/") or first.base_url
    # A key is sent to nobody but the server that it is for.
    return ModelSetting(name, base_url, key or (first.key if base_url == first.base_url else ""))


def _price(text: str) -> tuple[str, Decimal, Decimal]:
    name, _, prices = text.rpartition("=")
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)/([0-9]+(?:\.[0-9]+)?)", prices, re.ASCII)
    if not name or found is None:
        raise SettingError(f"AUTOFIX_MODEL_PRICES names {text!r}; it wants model=0.25/2, US dollars read/written")
    return name, Decimal(found[1]), Decimal(found[2])


def _budget(variable: str) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = {}
    for word in os.environ.get(variable, "").replace(",", " ").split():
        name, _, value = word.partition("=")
        if name not in BUDGETS or name in found:
            raise SettingError(f"{variable} says {word!r}; it wants NAME=NUMBER once for each of {', '.join(BUDGETS)}")
        found[name] = _amount(variable, value)
        if name.startswith("tokens_") and found[name] % 1:
            raise SettingError(f"{variable} says {word!r}; tokens are a whole number")
    return MappingProxyType(found)


def _highest_prices(variable: str) -> tuple[Decimal, Decimal] | None:
    text = os.environ.get(variable, "")
    if not text:
        return None
    read, slash, written = text.partition("/")
    if not slash:
        raise SettingError(f"{variable} is {text!r}; it wants US dollars for a million tokens read/written, as 15/75")
    return _amount(variable, read), _amount(variable, written)


def _amount(variable: str, text: str) -> Decimal:
    if not _AMOUNT.fullmatch(text):
        raise SettingError(f"{variable} says {text!r}; it wants a number such as 2.5, with at most six places")
    return Decimal(text)


def _folder(variable: str, default: Path) -> Path:
    given = os.environ.get(variable)
    return Path(given) if given else default


def _root(text: str) -> Path:
    """A folder of repositories, absolute, as the service may be started from anywhere."""
    path = Path(text)
    if not path.is_absolute():
        raise SettingError(f"AUTOFIX_GIT_ROOTS names {text!r}; it wants absolute paths, separated by colons")
    return path


def _home(variable: str, below_home: str) -> Path:
    base = os.environ.get(variable)
    return (Path(base) if base else Path.home() / below_home) / "autofix"


def _data() -> Path:
    return Path("/var/lib/autofix") if os.geteuid() == 0 else _home("XDG_DATA_HOME", ".local/share")


def _names(variable: str) -> frozenset[str]:
    return frozenset(part.strip() for part in os.environ.get(variable, "").split(",") if part.strip())


def _switch(variable: str) -> bool:
    value = os.environ.get(variable, "")
    if value not in ("", "0", "1"):
        raise SettingError(f"{variable} is {value!r}; it may be 0 or 1")
    return value == "1"


def _number(variable: str, default: int, lowest: int, highest: int) -> int:
    value = os.environ.get(variable, "") or str(default)
    if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
        raise SettingError(f"{variable} is {value!r}; it wants a whole number from {lowest} to {highest}")
    return int(value)


def _endpoint(variable: str, text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingError(f"{variable} names {text!r}; it wants host:port")
    return host, int(port)


def _network(variable: str, text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError as error:
        raise SettingError(
            f"{variable} names {text!r}, which is no address and no network such as 10.0.0.0/8: {error}"
        ) from None
