"""What Metro, the bundler of React Native and Expo, says of an import that leads nowhere.

Source: ``metro/src/DeltaBundler/Graph.js`` and Expo's ``logBundlingError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_EXPO = re.compile(
    r"Unable to resolve (?:module )?\"(?P<value>[^\"\n]{1,300})\" from \"(?P<file>[^\"\n:]{1,400}\.[cm]?[jt]sx?)\""
)
_METRO = re.compile(
    r"Unable to resolve module `?(?P<value>[^\s`\"]{1,300}?)`? from `?"
    r"(?P<file>[^\s`\":]{1,400}\.[cm]?[jt]sx?)`?(?::|\s|$)"
)


def parse_metro(text: str) -> Iterator[Finding]:
    """Every import that Metro could not follow."""
    for pattern in (_EXPO, _METRO):
        for match in pattern.finditer(text):
            file = match["file"]
            yield Finding(
                "metro", "build.module_not_found", match[0], file=file, value=match["value"], at=match.start()
            )
