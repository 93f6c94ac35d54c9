"""The report in an SDK's event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from autofix.engine.tool_output.browser import parse_browser
from autofix.issues.fingerprint import expand_fingerprint, normalise, normalise_file, normalise_url
from autofix.issues.moments import read_moment
from autofix.issues.reports import MAX_CULPRIT, MAX_LEVEL, MAX_TITLE, Report, first_line, join_sections
from autofix.issues.sdk_stack import Frame, Raised, dicts, format_frames, read_chain, read_threads, text_of

MAX_CRUMBS, MAX_TAGS = 20, 50
_UNKNOWN = "an event without a message"


def read_sdk_report(event: Mapping[str, Any], received_at: datetime) -> Report:
    """What the event says; every event says something, if only that it came."""
    chain, platform = read_chain(event), text_of(event.get("platform"), 40)
    message, console = _message(event), tuple(_console(event))
    frames = () if chain else read_threads(event)
    place = next((raised.place for raised in chain if raised.place), frames[0] if frames else None)
    headline = chain[0].message if chain else message
    sections = [
        headline or _UNKNOWN,
        message if chain and message not in headline else "",
        *(_exception(raised, platform, is_cause=number > 0) for number, raised in enumerate(chain)),
        format_frames(frames, platform),
        "\n".join(_request(event)),
        "\n".join(_surroundings(event)),
        "\n".join(("Console:", *console)) if console else "",
    ]
    blocked = _blocked((headline, message, *console))
    default = _identity(chain[0] if chain else None, message, place, blocked)
    return Report(
        title=first_line(headline, MAX_TITLE) or _UNKNOWN,
        text=join_sections(sections),
        identity=expand_fingerprint(event.get("fingerprint"), default),
        seen_at=read_moment(event.get("timestamp"), received_at),
        level=text_of(event.get("level"), MAX_LEVEL) or "error",
        culprit=_culprit(event, place)[:MAX_CULPRIT],
    )


def identify(kind: str, message: str, place: str, blocked: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The identity of an error that is described by its type, message and place."""
    return "error", kind, normalise(message), place, *blocked


def _identity(raised: Raised | None, message: str, place: Frame | None, blocked: tuple[str, ...]) -> tuple[str, ...]:
    named = f"{normalise_file(place.file)} {place.function}" if place else ""
    if raised is None:
        return identify("", message, named, blocked)
    return identify(raised.type, raised.value, named, blocked)


def _blocked(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The last cross-origin request that a console complains of: it tells one "Failed to fetch" from another."""
    found = [finding for text in texts for finding in parse_browser(text) if finding.code.startswith("cors")]
    if not found:
        return ()
    return "cors", found[-1].origin or "", normalise_url(found[-1].url or "")


def _message(event: Mapping[str, Any]) -> str:
    entry = event.get("logentry") or event.get("message")
    if isinstance(entry, dict):
        return text_of(entry.get("formatted") or entry.get("message"))
    return text_of(entry) or text_of(event.get("message"))


def _exception(raised: Raised, platform: str, *, is_cause: bool) -> str:
    head = f"Caused by: {raised.message}" if is_cause else ""
    return "\n".join(part for part in (head, format_frames(raised.frames, platform)) if part)


def _request(event: Mapping[str, Any]) -> Iterator[str]:
    request = event.get("request")
    if not isinstance(request, dict) or not isinstance(request.get("url"), str):
        return
    # The query is left out: it holds people's data more often than the cause.
    url = request["url"].split("?")[0].split("#")[0][:2000]
    method = text_of(request.get("method"), 10)
    # Browsers' SDKs tell the page, and no method; servers tell the request that failed.
    yield f"Request: {method.upper()} {url}" if method else f"Page: {url}"


def _surroundings(event: Mapping[str, Any]) -> Iterator[str]:
    for name in ("release", "environment", "server_name", "transaction"):
        if event.get(name):
            yield f"{name.capitalize().replace('_', ' ')}: {text_of(event[name], 300)}"
    tags = event.get("tags")
    pairs = list(tags.items()) if isinstance(tags, dict) else tags if isinstance(tags, list) else []
    told = [f"{text_of(pair[0], 60)}={text_of(pair[1], 200)}" for pair in pairs[:MAX_TAGS] if _is_pair(pair)]
    if told:
        yield f"Tags: {', '.join(told)}"


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list | tuple) and len(pair) == 2


def _console(event: Mapping[str, Any]) -> Iterator[str]:
    crumbs = [crumb for crumb in dicts(event.get("breadcrumbs"), "values") if crumb.get("category") == "console"]
    for crumb in crumbs[-MAX_CRUMBS:]:
        data = crumb.get("data")
        arguments = data.get("arguments") if isinstance(data, dict) else None
        joined = " ".join(map(text_of, arguments)) if isinstance(arguments, list) else ""
        if line := text_of(crumb.get("message")) or joined[:8_000]:
            yield line


def _culprit(event: Mapping[str, Any], place: Frame | None) -> str:
    if place is not None:
        return f"{place.file} in {place.function}"
    return text_of(event.get("transaction"), MAX_CULPRIT)
