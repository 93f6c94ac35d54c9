"""The configuration reference names every setting, and no other."""

import re
from pathlib import Path

from autofix.env import KNOWN

DOCS = Path(__file__).parents[2] / "docs"


def test_every_setting_is_documented_with_its_meaning():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+) \|$", (DOCS / "configuration.md").read_text(), re.M)

    assert dict(rows) == KNOWN
