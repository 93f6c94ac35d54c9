"""Texts with a secret planted in each, and whether what is left of one still shows it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bench.redaction.disguises import DISGUISES
from bench.redaction.places import PLACES
from bench.redaction.secrets import KINDS

# So many signs of a secret that follow each other are a leak.
SHOWN = 10


@dataclass(frozen=True)
class Planted:
    """``text`` of a file called ``file`` that holds a secret of ``kind`` at ``place``, as ``traces`` of it show.

    ``known`` are the secrets that the project itself has.
    """

    kind: str
    place: str
    file: str
    text: str
    traces: tuple[str, ...]
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """Under which line of a table it is counted."""
        if self.known:
            return f"the project's own, {self.place}"
        return self.place.split(", ")[0] if "," in self.place else f"at its place: {self.place}"

    def leaks(self, text: str) -> str:
        """The part of the secret that ``text`` shows, empty when it shows none."""
        for trace in self.traces:
            size = min(SHOWN, len(trace))
            for at in range(len(trace) - size + 1):
                if trace[at : at + size] in text:
                    return trace[at : at + size]
        return ""


def planted(seed: int = 5) -> list[Planted]:
    """The same for the same ``seed``: every kind at every place that it can stand at, and every disguise."""
    chance = random.Random(seed)
    return [*_in_places(chance), *_in_code(chance), *_addresses(chance), *_disguised(chance)]


def _in_places(chance: random.Random) -> Iterator[Planted]:
    for kind in KINDS:
        for place in PLACES:
            value = kind.make(chance)
            if not (place.is_named or kind.is_form) or (kind.name == "AWS secret" and not place.is_named):
                continue
            if kind.is_long and not place.lines:
                # In one line, as JSON and environment files have it.
                value = value.replace("\n", "\\n")
                if place.name not in ("json", "javascript", "python", "typescript", "minified", "kubernetes", "toml"):
                    continue
            traces = [part for line in value.split("\n") for part in line.split("\\n") if "PRIVATE" not in part]
            yield Planted(kind.name, place.name, place.file, place.write(kind.variable, value), tuple(traces))


def _in_code(chance: random.Random) -> Iterator[Planted]:
    """Keys that the project does not know, put together by code or encoded."""
    for kind in KINDS:
        if kind.is_long or not kind.is_form or kind.name in ("AWS secret", "Telegram token"):
            continue
        for name in ("added up", "over lines", "base64", "percent", "unicode escapes", "string escapes"):
            text, traces = DISGUISES[name](kind.make(chance), chance)
            yield Planted(kind.name, f"keys put together or encoded, {name}", "code.js", text, tuple(traces))


def _addresses(chance: random.Random) -> Iterator[Planted]:
    forms = {
        "postgresql": "DATABASE = 'postgresql://app:{}@db.shop.dev:5432/shop'\n",
        "mongodb": 'mongoose.connect("mongodb+srv://app:{}@cluster0.shop.mongodb.net/shop?retryWrites=true")\n',
        "redis": "REDIS=redis://:{}@cache.shop.dev:6379/0\n",
        "amqp": "  broker: amqp://guest:{}@queue.shop.dev//\n",
        "git": "git clone https://x-access-token:{}@github.com/shop/shop.git\n",
        "sentry": "dsn: 'https://{}@o1234.ingest.sentry.io/5678'\n",
        "ado.net": '"Default": "Server=tcp:db.shop.dev,1433;Database=shop;User ID=app;Password={};Encrypt=true"\n',
        "pwd": "Server=db.shop.dev;Uid=app;Pwd={};\n",
        "azure": "AccountName=shop;AccountKey={}==;EndpointSuffix=core.windows.net\n",
        "curl": "curl -u app:{} https://api.shop.dev/v1/items\n",
        "basic": "Authorization: Basic {}\n",
        "npmrc": "//packages.example.org/:_authToken={}\n",
        "netrc": "machine api.shop.dev\n  login app\n  password {}\n",
        "pgpass": "db.shop.dev:5432:shop:app:{}\n",
        "docker": '{{"auths": {{"registry.shop.dev": {{"auth": "{}"}}}}}}\n',
        "slack webhook": "url: https://hooks.slack.com/services/T0" + "1ABCDEF/B0" + "1ABCDEF/{}\n",
        "signature": "https://shop.blob.core.windows.net/a/b.png?sv=2022-11-02&sig={}\n",
        "set-cookie": "Set-Cookie: connect.sid={}; Path=/; HttpOnly\n",
        "name and value": '{{"name": "API_SECRET", "value": "{}"}}\n',
        "add key": '<add key="ApiSecret" value="{}" />\n',
    }
    for name, form in forms.items():
        for length in (16, 24, 40):
            value = "".join(chance.choices("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=length))
            yield Planted(
                f"{length} signs", f"credentials in other forms, {name}", "notes.txt", form.format(value), (value,)
            )


def _disguised(chance: random.Random) -> Iterator[Planted]:
    """The project's own secrets, of shapes that no detector knows by themselves, in every disguise."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    shapes = {
        "random": "".join(chance.choices(letters, k=32)),
        "hexadecimal": "".join(chance.choices("0123456789abcdef", k=40)),
        "with signs": "".join(chance.choices(letters + "!#*-_.~", k=28)),
        "of words": "copper-Harbor.lantern_Meadow-juniper",
    }
    for shape, value in shapes.items():
        known = {"APP_SECRET": value, "OTHER": "".join(chance.choices(letters, k=30))}
        for name, disguise in DISGUISES.items():
            text, traces = disguise(value, chance)
            yield Planted(f"known, {shape}", name, "notes.txt", text, tuple(traces), known)
