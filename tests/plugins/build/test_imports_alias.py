"""An alias that works for the compiler and is unknown to Vite."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

REPORT = (
    'vite v5.4.8 building for production...\nerror during build:\n[vite]: Rollup failed to resolve import "@/lib/time" '
    'from "/app/src/App.tsx".\n'
)
CONFIG = """import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [],
  server: { port: 3000 },
})
"""
FILES = {
    "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}\n',
    "vite.config.ts": CONFIG,
    "src/App.tsx": "import { time } from '@/lib/time'\n\nexport default time\n",
    "src/lib/time.ts": "export const time = 1\n",
}


def test_vite_is_told_what_it_stands_for(fix):
    text = fix(FILES, REPORT).files["vite.config.ts"]
    alias = "  plugins: [],\n  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },\n  server"
    assert alias in text
    assert "import { fileURLToPath } from 'node:url'\n" in text


@pytest.mark.parametrize(
    "config",
    [
        CONFIG.replace("plugins: []", "plugins: [],\n  resolve: { alias: [] }"),
        CONFIG.replace("plugins: []", "plugins: [tsconfigPaths()]"),
        CONFIG.replace("plugins: [],\n", ""),
        CONFIG.replace("defineConfig({", "mergeConfig(base, {"),
    ],
)
def test_a_configuration_that_may_know_it_is_left_alone(fix, config):
    got = fix({**FILES, "vite.config.ts": config}, REPORT)
    assert (got.files, got.verdict) == ({}, Verdict.NOT_CODE)
