"""What a schema cannot say: secrets, addresses, zones, and how services depend on each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autofix.projects.configuration.checking import near, problem, schema
from autofix.projects.configuration.model import PLACEHOLDER
from autofix.projects.configuration.problems import ConfigurationProblem
from autofix.projects.configuration.reading import Document, Path

_LOOKS_LIKE_ONE = re.compile(r"\$\{[^}]*\}?")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-/]{0,60}")
SLACK = ("notifications", "slack", "webhook_url")


def check_rules(document: Document, secrets: Collection[str]) -> Iterator[ConfigurationProblem]:
    """Every breach, in a document that may have others."""
    yield from _secrets(document, document.value, schema(), (), secrets)
    value = document.value if isinstance(document.value, dict) else {}
    slack = _at(value, *SLACK)
    if isinstance(slack, str) and not PLACEHOLDER.fullmatch(slack) and not _is_https(slack):
        yield problem(document, SLACK, "this is no https address", "write one, or a secret as a whole: ${SLACK_URL}")
    dsn = _at(value, "monitoring", "sentry", "dsn")
    if isinstance(dsn, str) and not PLACEHOLDER.search(dsn) and not urlsplit(dsn).username:
        yield problem(document, ("monitoring", "sentry", "dsn"), "this is no DSN", "https://KEY@HOST/NUMBER")
    zone = _at(value, "policy", "timezone")
    if isinstance(zone, str) and not _is_zone(zone):
        yield problem(document, ("policy", "timezone"), f"{zone!r} is no time zone", "such as Europe/Berlin or UTC")
    yield from _services(document, _at(value, "services"))


def _secrets(
    document: Document, value: object, rule: dict[str, object], path: Path, secrets: Collection[str]
) -> Iterator[ConfigurationProblem]:
    if isinstance(value, dict):
        properties, others = rule.get("properties", {}), rule.get("additionalProperties", {})
        for key, part in value.items():
            inner = properties.get(key, others) if isinstance(properties, dict) else {}
            yield from _secrets(document, part, inner if isinstance(inner, dict) else {}, (*path, key), secrets)
    elif isinstance(value, list):
        inner = rule.get("items", {})
        for number, part in enumerate(value):
            yield from _secrets(document, part, inner if isinstance(inner, dict) else {}, (*path, number), secrets)
    elif isinstance(value, str) and (named := _LOOKS_LIKE_ONE.findall(value)):
        if rule.get("format") != "secret":
            where = "it works in DSNs, webhook secrets and environment_vars"
            yield problem(document, path, f"{named[0]} is not filled in here", where)
        elif path == SLACK and not PLACEHOLDER.fullmatch(value):
            yield problem(document, path, "a secret cannot be part of an address", "make the whole address the secret")
        for name in named if rule.get("format") == "secret" else ():
            match = PLACEHOLDER.fullmatch(name)
            if match is None:
                yield problem(document, path, f"{name} is no secret's name", "write ${LIKE_THIS}")
            elif match[1] not in secrets:
                hint = near(match[1], secrets) or f"set the secret {match[1]} of the project first"
                yield problem(document, path, f"the project has no secret {match[1]}", hint)


def _services(document: Document, listed: object) -> Iterator[ConfigurationProblem]:
    services = [part for part in listed if isinstance(part, dict)] if isinstance(listed, list) else []
    needs: dict[str, list[str]] = {}
    for number, service in enumerate(services):
        name = str(service.get("name", ""))
        if name in needs:
            yield problem(document, ("services", number, "name"), f"two services are called {name!r}", "rename one")
        wanted = service.get("depends_on")
        needs[name] = [str(part.get("service", "")) for part in wanted or () if isinstance(part, dict)]
    for number, service in enumerate(services):
        for place, other in enumerate(needs.get(str(service.get("name", "")), ())):
            if other and other not in needs:
                path = ("services", number, "depends_on", place, "service")
                yield problem(document, path, f"there is no service {other!r}", near(other, needs))
    cycle = find_cycle(needs)
    if cycle:
        yield problem(document, ("services",), f"services depend on each other in a circle: {' -> '.join(cycle)}")


def find_cycle(needs: dict[str, list[str]]) -> list[str]:
    """A circle among the needs, its first name repeated at the end; empty when there is none."""
    done: set[str] = set()

    def walk(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for other in needs.get(name, ()):
            if found := walk(other, [*trail, name]):
                return found
        done.add(name)
        return []

    return next((found for name in needs if (found := walk(name, []))), [])


def _at(value: object, *path: str) -> object:
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _is_https(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not parts.username


def _is_zone(name: str) -> bool:
    if not _ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return name == "UTC"
    return True
