"""What Django says: system checks, migrations, static files.

Sources: Django's ``core/checks/messages.py``, ``core/management/commands/`` and ``db/migrations/`` (3.2 to 5.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_CHECK = re.compile(
    r"^(?P<where>[^\s:][^\n:]{0,300}|\?): \((?P<id>[\w.]{1,60}\.[ECW]\d{3})\) (?P<message>[^\n]{1,2000})"
    r"(?:\n\tHINT: (?P<hint>[^\n]{1,1000}))?",
    re.M,
)
_CONFLICT = re.compile(
    r"Conflicting migrations detected; multiple leaf nodes in the migration graph: "
    r"\((?P<names>[^\n)]{1,1000}) in (?P<value>[\w.]{1,100})"
)
_INCONSISTENT = re.compile(
    r"InconsistentMigrationHistory: Migration (?P<value>[\w.]{1,200}) is applied before its "
    r"dependency (?P<source>[\w.]{1,200}) on database"
)
_NODE = re.compile(
    r"NodeNotFoundError: Migration (?P<value>[\w.]{1,200}) dependencies reference nonexistent parent "
    r"node \('(?P<app>[^'\n]{1,100})', '(?P<name>[^'\n]{1,200})'\)"
)
_CIRCULAR = re.compile(r"CircularDependencyError: (?P<value>[^\n]{1,500})")
_UNREFLECTED = re.compile(
    r"Your models in app\(s\): '(?P<value>[^\n]{1,500}?)' have changes that are not yet reflected in a migration"
)
_WOULD_MAKE = re.compile(r"^Migrations for '(?P<value>[\w.]{1,100})':$", re.M)
_STATIC = re.compile(
    r"ImproperlyConfigured: (?P<message>[^\n]{0,200}(?:STATIC_ROOT|STATICFILES_DIRS|STATICFILES_FINDERS)[^\n]{0,300})|"
    r"ValueError: (?P<gone>The file '(?P<value>[^'\n]{1,400})' could not be found with <[^\n]{1,300})|"
    r"ValueError: (?P<entry>Missing staticfiles manifest entry for '(?P<named>[^'\n]{1,400})')|"
    r"FileNotFoundError: (?P<path>\[Errno 2\] No such file or directory: "
    r"'(?P<folder>[^'\n]{1,300}/static[^'\n]{0,100})')"
)
_STATIC_CHECKS = ("staticfiles.",)
_NO_PACKAGE = re.compile(r"Cannot use \w{1,40} because (?P<value>\w{1,40}) is not installed")


def parse_django(text: str) -> Iterator[Finding]:
    """Django's own messages; what it raises besides is for Python's parser."""
    yield from _checks(text)
    for match in _CONFLICT.finditer(text):
        yield _found("build.migration", match, value=match["value"], source=match["names"])
    for match in _INCONSISTENT.finditer(text):
        yield _found("build.migration", match, value=match["value"], source=match["source"])
    for match in _NODE.finditer(text):
        yield _found("build.migration", match, value=match["value"], source=f"{match['app']}.{match['name']}")
    # Without --check the same lines tell of a success.
    for match in _WOULD_MAKE.finditer(text) if "--check" in text else ():
        yield _found("build.migration", match, value=match["value"])
    for pattern in (_CIRCULAR, _UNREFLECTED):
        for match in pattern.finditer(text):
            yield _found("build.migration", match, value=match["value"])
    for match in _STATIC.finditer(text):
        value = match["value"] or match["named"] or match["folder"]
        yield _found("build.static", match, value=value or ("STATIC_ROOT" if "STATIC_ROOT" in match[0] else None))


def _checks(text: str) -> Iterator[Finding]:
    """Errors of the system check; warnings only where there are no errors."""
    matches = list(_CHECK.finditer(text))
    errors = [match for match in matches if not match["id"].rpartition(".")[2].startswith("W")]
    for match in errors or (matches if "staticfiles.W" in text else []):
        package = _NO_PACKAGE.search(match["message"])
        if match["id"].startswith(_STATIC_CHECKS):
            code, value = "build.static", match["id"]
        elif package:
            code, value = "build.dependency_missing", package["value"]
        elif errors:
            code, value = "build.config", match["id"]
        else:
            continue
        where = match["where"] if match["where"] != "?" else None
        yield _found(code, match, value=value, source=where, hint=match["hint"])


def _found(
    code: str, match: re.Match[str], *, value: str | None, source: str | None = None, hint: str | None = None
) -> Finding:
    return Finding("django", code, match[0].strip(), value=value, source=source, hint=hint, at=match.start())
