"""Names that a tool's configuration uses without importing them."""

from __future__ import annotations

import json

import pytest

LOAD = (
    "failed to load config from /app/vite.config.js\nerror during build:\nReferenceError: defineConfig is not defined\n"
    "    at file:///app/vite.config.js.timestamp-1718031-a1b2.mjs:2:16\n"
)
CONFIG = "// https://vite.dev/config/\nexport default defineConfig({\n  plugins: [react()],\n})\n"
ESLINT = "import { defineConfig } from 'eslint/config'\n\nexport default defineConfig([])\n"


def manifest(**packages):
    return json.dumps({"name": "shop", "devDependencies": packages})


@pytest.mark.parametrize("plugin", ["@vitejs/plugin-react", "@vitejs/plugin-react-swc"])
def test_all_that_vite_would_stop_at_is_imported(fix, plugin):
    files = {
        "package.json": manifest(vite="^5.0.0", eslint="^9.0.0", **{plugin: "^4.0.0"}),
        "vite.config.js": CONFIG,
        "eslint.config.js": ESLINT,
    }
    text = fix(files, LOAD).files["vite.config.js"]
    assert "import { defineConfig } from 'vite'" in text
    assert f"import react from '{plugin}'" in text
    assert text.endswith(CONFIG.partition("\n")[2])


def test_another_tools_name_of_the_kind_is_not_meant(fix):
    files = {"package.json": manifest(eslint="^9.0.0"), "vite.config.js": CONFIG, "eslint.config.js": ESLINT}
    assert fix(files, LOAD).files == {}
