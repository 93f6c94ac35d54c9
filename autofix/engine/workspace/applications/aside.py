"""Files that make an application for a test, an example or a stand-in, and not for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from autofix.sdk.workspace import Application

_ASIDE = re.compile(
    r"(?:^|/)(?:__tests__|__mocks__|tests?|specs?|e2e|cypress|fixtures?|examples?|samples?|demos?|docs?|mocks?|"
    r"benchmarks?|templates?|playground|storybook|\.storybook|scripts)(?:/|$)|[._](?:test|spec)\.|(?:^|/)(?:test_|conftest\.py$)"
)


def is_aside(path: str) -> bool:
    """Whether ``path`` is beside what the repository is for."""
    return _ASIDE.search(path) is not None


def main_first(paths: Iterable[str]) -> list[str]:
    """The paths in their order, those beside the repository's purpose last."""
    return sorted(paths, key=is_aside)


def is_enough(path: str, found: Sequence[Application]) -> bool:
    """Whether ``path`` is beside the purpose of a repository that has an application of its own among ``found``."""
    return is_aside(path) and any(not is_aside(application.source) for application in found)
