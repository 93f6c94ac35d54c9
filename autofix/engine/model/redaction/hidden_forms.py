"""Keys of vendors in disguise: put together of literals, escaped, encoded, in reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.model.redaction import views
from autofix.engine.model.redaction.assignments import find_assignments
from autofix.engine.model.redaction.credentials import find_credentials
from autofix.engine.model.redaction.formats import find_formats
from autofix.engine.model.redaction.private_keys import find_private_keys
from autofix.engine.model.redaction.span import SECRET, Span

KIND = "encoded secret"
_REVERSED_FORMS = re.compile(r"_(?:evil|tset)_k[sr]|_phg|_tap_buhtih|-taplg|-b?xox|AIKA|azIA|-tna-ks|\.GS|_mpn|Jye")


def find_hidden(text: str) -> Iterator[Span]:
    """What the other detectors find when ``text`` is read as a program, a browser or a person would read it."""
    plain = views.plain(text)
    read = views.read(plain)
    found: list[views.View] = [read] if read is not plain else []
    together = views.put_together(read)
    if together is not None:
        found.append(together)
    for view in found:
        for span in (*find_formats(view.text), *find_private_keys(view.text), *find_assignments(view.text)):
            yield _back(view, span)
        if view is read:
            for span in find_credentials(view.text):
                yield _back(view, span)
    if _REVERSED_FORMS.search(text):
        turned = views.reversed_view(plain)
        for span in find_formats(turned.text):
            start, end = len(text) - span.end, len(text) - span.start
            yield Span(start, end, span.label, span.kind)
    for start, end, said in views.said_by_tokens(text):
        if any(
            True for find in (find_formats, find_assignments, find_credentials, find_private_keys) for _ in find(said)
        ):
            yield Span(start, end, SECRET, KIND)


def _back(view: views.View, span: Span) -> Span:
    start, end = view.back(span.start, span.end)
    return Span(start, end, span.label, span.kind)
