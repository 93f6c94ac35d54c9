"""Template filters for text that others wrote: reports, logs, diffs, file names.

Escaping is the template's. These make visible what a browser would hide or act on: control
characters, and the marks that turn the direction of writing, which let a diff look like another
(https://trojansource.codes).
"""

from __future__ import annotations

import json
import re

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()

MAX_SHOWN = 200_000
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LOOKS = {
    "good": ("success", "completed", "verified", "approved", "merged", "active", "done", "resolved"),
    "bad": ("failed", "dead", "rejected", "error", "fatal", "critical", "reverted", "full_review"),
    "busy": ("running", "in_progress", "branch", "pull_request", "plausible", "open"),
    "waiting": ("awaiting", "awaiting_approval", "paused", "warning", "unproven", "cursory_review"),
}
LOOK_OF = {word: look for look, words in _LOOKS.items() for word in words}


@register.filter
def shown(text: object) -> str:
    """``text`` with every character that cannot be seen written out, and cut where it is far too long."""
    found = str(text)
    cut = found[:MAX_SHOWN]
    visible = _HIDDEN.sub(_written_out, cut)
    return visible + (f"\n… {len(found) - MAX_SHOWN} more characters" if len(found) > MAX_SHOWN else "")


@register.filter
def look(word: object) -> str:
    """How the badge of a state looks: good, bad, busy, waiting or neutral."""
    return LOOK_OF.get(str(word), "neutral")


@register.filter
def words(name: object) -> str:
    """``pull_request`` as people write it."""
    return str(name).replace("_", " ")


@register.filter
def percent(share: float) -> str:
    """0.92 as ``92 %``."""
    return f"{share * 100:.0f} %"


@register.filter
def pretty(value: object) -> str:
    """A JSON value, a line for each thing."""
    return json.dumps(value, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
