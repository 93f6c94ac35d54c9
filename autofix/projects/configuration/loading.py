"""``.autofix.yml``: the whole file or none of it."""

from __future__ import annotations

from collections.abc import Collection

from autofix.projects.configuration.build import build
from autofix.projects.configuration.checking import check, without_nulls
from autofix.projects.configuration.model import Configuration
from autofix.projects.configuration.problems import ConfigurationError
from autofix.projects.configuration.reading import read_document
from autofix.projects.configuration.rules import check_rules


def load_configuration(text: str | bytes, secrets: Collection[str] = ()) -> Configuration:
    """The configuration in ``text``; ``secrets`` are the names of the project's secrets.

    Raises ``ConfigurationError`` with every mistake at once.
    """
    document = read_document(text)
    problems = [*document.problems, *check(document), *check_rules(document, secrets)]
    if problems:
        raise ConfigurationError(problems)
    value = without_nulls(document.value)
    return build(value if isinstance(value, dict) else {})
