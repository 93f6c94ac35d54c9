"""detect-secrets by itself, as its command line runs it, over the same texts."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings

from bench.redaction.planted import Planted


def found_alone(planted: Sequence[Planted]) -> list[bool]:
    """Of each, whether detect-secrets reports a line on which a part of the secret stands."""
    with tempfile.TemporaryDirectory(prefix="autofix-bench-") as made, default_settings():
        return [_is_found(Path(made), number, one) for number, one in enumerate(planted)]


def false_hits_alone(files: Sequence[Path]) -> int:
    """How many secrets detect-secrets reports in ``files``."""
    with default_settings():
        return sum(len(list(scan_file(str(file)))) for file in files)


def _is_found(folder: Path, number: int, one: Planted) -> bool:
    file = folder / str(number) / one.file
    file.parent.mkdir()
    file.write_text(one.text)
    lines = one.text.split("\n")
    return any(one.leaks(lines[secret.line_number - 1]) for secret in scan_file(str(file)))
