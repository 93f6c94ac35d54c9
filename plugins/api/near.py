"""The route that a path most likely meant, and in what the two differ."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from plugins.api.contract import Served
from plugins.api.paths import is_catch_all, is_parameter, likeness, plain_word, segments, takes

ALIKE = 0.62
# What a path and a route differ in when there is hardly another reading.
BY_SERVER = frozenset({"server_doubled", "junk", "colon", "slash", "double_slash", "segment"})
STRONG = frozenset({"server_doubled", "junk", "doubled", "double_slash", "slash", "colon", "tail", "extra_prefix"})
_ACTS = {
    "GET": ("list", "all", "index", "get", "getall", "fetch", "filter", "paginate", "paginated"),
    "POST": ("new", "create", "add", "save"),
    "PUT": ("update", "edit"),
    "PATCH": ("update", "edit"),
    "DELETE": ("delete", "remove"),
}
NAMES_VALUE = re.compile(r"(?:id|pk|slug|uuid)|[a-z]\w*(?:Id|ID|_id|Name|Slug|_slug|_pk)")
_VALUE = re.compile(r"\d+|(?=.*\d)[\w-]{8,}")


@dataclass(frozen=True)
class Near:
    """A route near a path. ``kind`` says in what they differ; a lower ``rank`` is nearer.

    ``wrong`` and ``right`` are the segments of the path and of the route that differ.
    """

    served: Served
    kind: str
    rank: float
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


def renamed(path: str, method: str, among: tuple[Served, ...], is_tied: Callable[[Near], bool]) -> list[Near]:
    """The routes that have one quite other word where ``path`` has one, and that ``is_tied`` joins to it."""
    found: dict[str, Near] = {}
    asked = segments(path)
    for each in among:
        wanted = segments(each.route.path)
        if len(asked) != len(wanted) or not takes(each.route, method) or is_catch_all(each.route):
            continue
        differing = [i for i, (a, w) in enumerate(zip(asked, wanted, strict=True)) if not _meets((a,), (w,))]
        if len(differing) != 1 or is_parameter(asked[differing[0]]) or is_parameter(wanted[differing[0]]):
            continue
        near = Near(each, "renamed", 1.0, (asked[differing[0]],), (wanted[differing[0]],))
        if is_tied(near):
            found.setdefault(each.route.path, near)
    return list(found.values())


def nearest(path: str, method: str, among: tuple[Served, ...]) -> list[Near]:
    """The nearest routes: those of the lowest rank, of the method asked for if there are any."""
    found = [near for each in among if (near := _near(path, each)) is not None]
    fitting = [near for near in found if takes(near.served.route, method)]
    chosen = fitting or ([] if method else found)
    if not chosen:
        return []
    lowest = min(near.rank for near in chosen)
    best = [near for near in chosen if near.rank <= lowest + 0.02]
    return list({near.served.route.path: near for near in best}.values())


def _near(path: str, served: Served) -> Near | None:
    route = served.route
    if is_catch_all(route) or "*" in route.path:
        return None
    asked, wanted = segments(path), segments(route.path)
    if not wanted or not asked:
        return None
    if asked == wanted and "//" not in path:
        return None
    # A literal is nearer than a parameter that takes anything.
    loose = 0.05 * sum(is_parameter(part) for part in wanted)
    if "//" in path and _meets(asked, wanted):
        return Near(served, "double_slash", 0.0)
    if len(asked) != len(wanted) and _is_glued(asked, wanted):
        return Near(served, "slash", 0.1)
    clean = _clean(wanted)
    if clean != wanted and _meets(asked, clean):
        return Near(served, "junk", 0.1 + loose, (), wanted[-1:])
    doubled = _without_repeat(asked, wanted)
    if doubled is not None:
        return Near(served, "server_doubled", 0.15 + loose, (), doubled)
    tail = _tail(served, asked, wanted, loose)
    if tail is not None:
        return tail
    extra = len(asked) - len(wanted)
    if extra > 0 and _meets(asked[extra:], wanted):
        is_doubled = asked[:extra] == asked[extra : 2 * extra]
        if not _is_bare(wanted):
            return Near(
                served, "doubled" if is_doubled else "extra_prefix", (0.2 if is_doubled else 0.4) + loose, asked[:extra]
            )
    if extra < 0 and _meets(asked, wanted[-extra:]) and not _is_bare(wanted[-extra:]):
        return Near(served, "missing_prefix", 0.4 + loose, (), wanted[:-extra])
    if extra == 0:
        return _one_segment(served, asked, wanted, loose)
    return _other_prefix(served, asked, wanted, loose)


def _is_glued(asked: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether both say the same but for the places of their slashes."""
    if abs(len(asked) - len(wanted)) != 1:
        return False
    longer, shorter = (asked, wanted) if len(asked) > len(wanted) else (wanted, asked)
    for at in range(len(shorter)):
        if is_parameter(longer[at]) or is_parameter(longer[at + 1]):
            continue
        glued = (*longer[:at], longer[at] + longer[at + 1], *longer[at + 2 :])
        if shorter[at].lower() != glued[at].lower():
            continue
        return _meets(*((shorter, glued) if shorter is asked else (glued, shorter)))
    return False


def _clean(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The segments without the brackets and commas that slipped into a route's string."""
    kept = (re.sub(r"[)\]};,]+$", "", part) for part in parts)
    return tuple(part for part in kept if part)


def _without_repeat(asked: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...] | None:
    """The segments that the route says twice in a row, where without the second it serves the path."""
    size = len(wanted) - len(asked)
    for at in range(len(wanted) - 2 * size + 1 if size > 0 else 0):
        block = wanted[at : at + size]
        repeats = block == wanted[at + size : at + 2 * size] and not any(map(is_parameter, block))
        if repeats and _meets(asked, wanted[: at + size] + wanted[at + 2 * size :]):
            return block
    return None


def _tail(served: Served, asked: tuple[str, ...], wanted: tuple[str, ...], loose: float) -> Near | None:
    """One word more at the end of either side that says what the method says already, such as ``/list``."""
    longer, shorter = (wanted, asked) if len(wanted) > len(asked) else (asked, wanted)
    if len(longer) - len(shorter) != 1 or len(shorter) < 2 - (len(wanted) > len(asked)):
        return None
    word, before = longer[-1], shorter[-1]
    same = _meets(asked, wanted[:-1]) if len(wanted) > len(asked) else _meets(asked[:-1], wanted)
    if not same or is_parameter(word):
        return None
    plain, noun = plain_word(word), plain_word(before)
    acts = _ACTS.get(served.route.method, ())
    if plain not in acts and not any(plain in (act + noun, noun + act) for act in acts):
        return None
    right, wrong = ((word,), ()) if len(wanted) > len(asked) else ((), (word,))
    return Near(served, "tail", 0.75 + loose, wrong, right)


def _one_segment(served: Served, asked: tuple[str, ...], wanted: tuple[str, ...], loose: float) -> Near | None:
    differing = [i for i, (a, w) in enumerate(zip(asked, wanted, strict=True)) if not _meets((a,), (w,))]
    if not differing and asked != wanted:
        return None
    if len(differing) == 1:
        at = differing[0]
        one, other = asked[at], wanted[at]
        if is_parameter(one) or is_parameter(other):
            return None
        if NAMES_VALUE.fullmatch(other) and _VALUE.fullmatch(one) and len(wanted) > 1:
            return Near(served, "colon", 0.3 + loose, (one,), (other,))
        alike = likeness(one, other)
        if alike >= ALIKE:
            return Near(served, "segment", 1.0 - 0.5 * alike + loose, (one,), (other,))
        if 0 < at < len(asked) - 1 and one == asked[at + 1]:
            return Near(served, "repeated", 0.5 + loose, (one,), (other,))
        others = [w for i, w in enumerate(wanted) if i != at and not is_parameter(w)]
        if at == 0 and len(others) >= 1 and len(wanted) >= 2:
            return Near(served, "prefix", 1.1 + loose, (one,), (other,))
        return None
    if sorted(asked) == sorted(wanted) or (len(differing) == 2 and _swapped(asked, wanted, differing)):
        return Near(served, "order", 0.7 + loose, asked, wanted)
    return None


def _swapped(asked: tuple[str, ...], wanted: tuple[str, ...], differing: list[int]) -> bool:
    first, second = differing
    return (
        _meets((asked[first],), (wanted[second],))
        and _meets((asked[second],), (wanted[first],))
        and second == first + 1
    )


def _other_prefix(served: Served, asked: tuple[str, ...], wanted: tuple[str, ...], loose: float) -> Near | None:
    """The same end below another beginning, such as ``/api/v1`` for ``/api``."""
    behind = 0
    while behind < min(len(asked), len(wanted)) and _meets((asked[-1 - behind],), (wanted[-1 - behind],)):
        behind += 1
    if not behind or _is_bare(wanted[len(wanted) - behind :]):
        return None
    ahead = 0
    while ahead < min(len(asked), len(wanted)) - behind and asked[ahead] == wanted[ahead]:
        ahead += 1
    wrong = asked[ahead : len(asked) - behind]
    right = wanted[ahead : len(wanted) - behind]
    if len(wrong) > 2 or len(right) > 2 or any(map(is_parameter, (*wrong, *right))):
        return None
    if ahead and (not wrong or not right):
        # One segment more or less inside: `/api/users` for `/api/v1/users`.
        return Near(served, "inner", 0.6 + loose, wrong, right)
    return Near(served, "prefix", 0.9 + loose, wrong, right)


def _meets(asked: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return len(asked) == len(wanted) and all(
        a == w or (is_parameter(w) and not _is_word_for(a)) or (is_parameter(a) and is_parameter(w))
        for a, w in zip(asked, wanted, strict=True)
    )


def _is_word_for(segment: str) -> bool:
    """Whether a segment reads like the name of a thing rather than a value."""
    return len(segment) > 2 and re.fullmatch(r"[a-z]+(?:_[a-z]+)*", segment) is not None


def _is_bare(parts: tuple[str, ...]) -> bool:
    return all(is_parameter(part) for part in parts)


def as_route(route: str, near: Near, path: str) -> str | None:
    """The asked path with the route's own parameters."""
    asked, wanted = segments(path), segments(route)
    if near.kind in ("segment", "renamed"):
        made = [p if w == near.right[0] and p == near.wrong[0] else w for p, w in zip(asked, wanted, strict=True)]
    elif near.kind == "prefix" and len(asked) == len(wanted):
        made = [
            p if w in near.right and not w.startswith(":") and p in near.wrong else w
            for p, w in zip(asked, wanted, strict=True)
        ]
    elif near.kind == "server_doubled":
        size = len(near.right)
        first = next(i for i in range(len(wanted)) if wanted[i : i + 2 * size] == near.right * 2)
        made = [*wanted[:first], *wanted[first + size :]]
    elif near.kind == "colon":
        made = [":" + w if w == near.right[0] and a == near.wrong[0] else w for a, w in zip(asked, wanted, strict=True)]
    elif near.kind == "junk":
        made = list(_clean(wanted))
    elif near.kind == "tail":
        made = [*wanted, *near.wrong] if near.wrong else list(wanted[:-1])
    elif near.kind in ("extra_prefix", "doubled"):
        made = [*near.wrong, *wanted]
    elif near.kind == "missing_prefix":
        made = list(wanted[len(near.right) :])
    elif near.kind in ("prefix", "inner"):
        at = next((i for i in range(len(wanted) + 1) if wanted[i : i + len(near.right)] == near.right), None)
        if near.kind == "inner":
            at = next((i for i, (a, w) in enumerate(zip(asked, wanted, strict=False)) if a != w), at)
        if at is None:
            return None
        made = [*wanted[:at], *near.wrong, *wanted[at + len(near.right) :]]
    elif near.kind == "slash":
        made = list(asked) if not any(p.startswith(":") for p in wanted) else []
    elif near.kind == "order":
        swapped = list(wanted)
        differing = [i for i, (a, w) in enumerate(zip(asked, wanted, strict=True)) if a != w and not w.startswith(":")]
        at = differing[0] if differing else -1
        if at < 0:
            return None
        other = asked.index(wanted[at]) if wanted[at] in asked else -1
        if other < 0:
            return None
        swapped[at], swapped[other] = swapped[other], swapped[at]
        made = swapped
    else:
        return None
    return "/" + "/".join(made) if made else None
