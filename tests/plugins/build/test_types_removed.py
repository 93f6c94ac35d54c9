"""Options of Next's configuration that are gone."""

from __future__ import annotations

import pytest

NEXT = "Failed to compile.\n\n./{0}:{1}:{2}\nType error: {3}\n"
CONFIG = (
    'import type {{ NextConfig }} from "next";\n\nconst config: NextConfig = {{\n  reactStrictMode: true,\n  {0}: {{\n    '
    "a: true,\n  }},\n}};\n\nexport default config;\n"
)
UNKNOWN = "Object literal may only specify known properties, and '{0}' does not exist in type 'NextConfig'."


def test_one_that_is_gone_is_taken_out(fix):
    report = NEXT.format("next.config.ts", 5, 3, UNKNOWN.format("eslint"))
    got = fix({"next.config.ts": CONFIG.format("eslint")}, report, {"next": "16.0.7", "react": "^19"})
    assert "eslint" not in got.files["next.config.ts"]
    assert "  reactStrictMode: true,\n};\n" in got.files["next.config.ts"]


@pytest.mark.parametrize("name", ["esling", "images2"])
def test_one_that_may_be_misspelt_is_left_alone(fix, name):
    report = NEXT.format("next.config.ts", 5, 3, UNKNOWN.format(name))
    assert fix({"next.config.ts": CONFIG.format(name)}, report, {"next": "16.0.7", "react": "^19"}).files == {}
