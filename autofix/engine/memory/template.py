"""One step of a lesson from the tokens of a window before and after."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from autofix.engine.memory.layout import indentation_at, read_gap, unit_of, without_comments
from autofix.engine.memory.lesson import Item, Slot, Step
from autofix.engine.memory.slots import has_hole, slot_of, wildcard_of
from autofix.engine.memory.tokens import Token
from autofix.engine.memory.window import Window


class Untold(Exception):
    """The change cannot be told as a template; says why."""


def make_step(before: str, after: str, kind: str, window: Window, values: Mapping[str, str]) -> Step:
    """The step that turns the window's tokens into what they became; raises ``Untold``."""
    old, new = window.before, window.after
    if not old:
        raise Untold("nothing stands there that could be found again")
    kept = _kept(old, new)
    came = frozenset(kept.values())
    listed = _listed(old, came)
    slots = [_before_slot(token, at in came, at in listed, values) for at, token in enumerate(old)]
    items = _items(before, after, kind, old, new, kept, slots, values)
    return _with_lists(Step(0, tuple(slots), tuple(items)))


def _kept(old: Sequence[Token], new: Sequence[Token]) -> dict[int, int]:
    """For each token after that is one from before, which one."""
    matcher = difflib.SequenceMatcher(None, [t.key for t in old], [t.key for t in new], autojunk=False)
    return {b + at: a + at for a, b, size in matcher.get_matching_blocks() for at in range(size)}


def _listed(old: Sequence[Token], kept: frozenset[int]) -> frozenset[int]:
    """The strings that are kept in a list of strings, from its bracket on."""
    found: set[int] = set()
    for at, token in enumerate(old):
        is_begun = at > 0 and old[at - 1].text in ("[", ",") and (old[at - 1].text == "[" or at - 2 in found)
        if token.kind == "string" and at in kept and is_begun:
            found.add(at)
    return frozenset(found)


def _before_slot(token: Token, is_kept: bool, is_listed: bool, values: Mapping[str, str]) -> Slot:
    slot, wild = slot_of(token, values), wildcard_of(token)
    # Whatever else a list holds is that list's affair, whether the problem names it too or not.
    if wild and is_listed:
        return Slot(token.kind, wild=wild)
    # An address that goes is anybody's; another word that goes is what was wrong.
    if wild and not has_hole(slot) and (is_kept or wild == "url"):
        return Slot(token.kind, wild=wild)
    return slot


def _items(
    before: str,
    after: str,
    kind: str,
    old: Sequence[Token],
    new: Sequence[Token],
    kept: Mapping[int, int],
    slots: list[Slot],
    values: Mapping[str, str],
) -> list[Item]:
    base, unit = indentation_at(before, old[0].start), unit_of(before, kind)
    if new and indentation_at(after, new[0].start) != base:
        raise Untold("the indentation changes from the first line on")
    found: list[Item] = []
    last = -1
    for at, token in enumerate(new):
        gap = without_comments(after[new[at - 1].end : token.start], kind) if at else ""
        if at not in kept:
            told = _gap(gap, base, unit) if at else ""
            copied = _copied(token, old, slots)
            new_slot = slot_of(token, values) if copied is None else None
            found.append(Item(told, copy=copied, slot=new_slot))
            continue
        came = kept[at]
        was = before[old[came - 1].end : old[came].start] if came else ""
        is_as_it_was = came == last + 1 and (
            at == 0 or (came > 0 and (_is_same(gap, was, base, unit) or _is_laid_out(new[at - 1], token, gap, was)))
        )
        found.append(Item(None if is_as_it_was else _gap(gap, base, unit), keep=came))
        last = came
    return found


def _is_same(gap: str, was: str, base: str, unit: str) -> bool:
    """Whether the layout between two tokens is what it was, as far as layouts are told."""
    return gap == was or ((told := read_gap(gap, base, unit)) is not None and told == read_gap(was, base, unit))


def _is_laid_out(before: Token, token: Token, gap: str, was: str) -> bool:
    """Whether only a bracket was broken into lines there, or joined: how the next file has it is that file's affair."""
    is_in_brackets = before.text in ("[", "(", "{", ",") or token.text in ("]", ")", "}")
    return is_in_brackets and ("\n" in gap) != ("\n" in was)


def _copied(token: Token, old: Sequence[Token], slots: Sequence[Slot]) -> int | None:
    if not wildcard_of(token):
        return None
    return next((at for at, each in enumerate(old) if each.key == token.key and slots[at].wild), None)


def _gap(gap: str, base: str, unit: str) -> str:
    told = read_gap(gap, base, unit)
    if told is None:
        raise Untold("odd indentation stands in what changed")
    return told


def _with_lists(step: Step) -> Step:
    """``step`` with strings between brackets, all of them kept, taken as a list of any length."""
    slots, after = list(step.before), list(step.after)
    copied = {item.copy for item in after if item.copy is not None}
    at = 0
    while at + 1 < len(slots):
        size = _size_of_list(slots, after, at + 1, copied) if slots[at].parts == ("[",) else 0
        if size:
            slots, after = _as_list(slots, after, at + 1, size)
            copied = {item.copy for item in after if item.copy is not None}
        at += 1
    return Step(step.file, tuple(slots), tuple(after))


def _size_of_list(slots: Sequence[Slot], after: Sequence[Item], start: int, copied: set[int]) -> int:
    """How many slots from ``start`` on are such a list: all of them, from the bracket to what is no string."""
    end = start
    while end < len(slots) and slots[end].wild in ("url", "path", "text") and slots[end].kind == "string":
        end += 2
        if end - 1 >= len(slots) or slots[end - 1].parts != (",",):
            break
    size = end - 1 - start
    # A list ends where no string follows; one that a hole follows would swallow what the hole stands for.
    if size < 1 or (end < len(slots) and slots[end - 1].parts == (",",) and slots[end].kind == "string"):
        return 0
    kept = {item.keep: (at, item.gap) for at, item in enumerate(after) if item.keep is not None}
    whole = range(start, start + size)
    if any(at not in kept or at in copied for at in whole):
        return 0
    first = kept[start][0]
    is_untouched = all(kept[at] == (first + at - start, None) for at in whole if at > start)
    return size if is_untouched else 0


def _as_list(slots: list[Slot], after: list[Item], start: int, size: int) -> tuple[list[Slot], list[Item]]:
    merged = [*slots[:start], Slot("string", wild="list"), *slots[start + size :]]
    gone = range(start + 1, start + size)

    def moved(at: int | None) -> int | None:
        return at if at is None or at <= start else at - size + 1

    items = [Item(item.gap, moved(item.keep), moved(item.copy), item.slot) for item in after if item.keep not in gone]
    return merged, items
