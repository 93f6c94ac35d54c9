"""What alembic (and Flask-Migrate, which runs it) says of revisions.

Source: alembic's ``script/revision.py``, ``script/base.py`` and ``util/messaging.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_SAYS = r"(?:^FAILED: |\[alembic\.util\.messaging\] |CommandError: |^ERROR: |^Error: )?"
_PATTERNS = (
    re.compile(
        _SAYS + r"(?:Multiple head revisions are present for given argument '(?P<value>[^'\n]{1,100})'|"
        r"Multiple heads are present)[^\n]{0,300}",
        re.M,
    ),
    re.compile(_SAYS + r"Can't locate revision identified by '(?P<value>[^'\n]{1,100})'", re.M),
    re.compile(_SAYS + r"Target database is not up to date\.?", re.M),
    re.compile(_SAYS + r"Revision (?P<value>[\w-]{1,100}) referenced from [^\n]{1,300} is not present"),
    re.compile(
        _SAYS + r"(?:Requested revision (?P<value>[\w-]{1,100}) overlaps|"
        r"Revision (?P<other>[\w-]{1,100}) is present more than once)[^\n]{0,200}"
    ),
    re.compile(
        _SAYS + r"(?:Cycle|Loop|Self-loop|Dependency loop) (?:is )?detected in revisions \((?P<value>[^)\n]{1,300})\)"
    ),
    re.compile(_SAYS + r"New upgrade operations detected: [^\n]{1,500}", re.M),
)
_NO_FOLDER = re.compile(
    r"(?:Path doesn't exist: '?(?P<value>[^'\n.]{1,300})'?|No (?:config file|'script_location' "
    r"key)[^\n]{1,200}found[^\n]{0,100})"
)
_ALEMBIC = re.compile(r"\balembic\b|flask db |flask_migrate|FAILED: |revision")


def parse_alembic(text: str) -> Iterator[Finding]:
    """Every message of alembic about revisions in ``text``."""
    if _ALEMBIC.search(text) is None:
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            value = groups.get("value") or groups.get("other")
            yield Finding("alembic", "build.migration", match[0].strip(), value=value, at=match.start())
    for match in _NO_FOLDER.finditer(text):
        value = (match["value"] or "alembic.ini").strip()
        yield Finding("alembic", "build.config", match[0].strip(), value=value, at=match.start())
