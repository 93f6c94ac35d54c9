"""A build that stops at one error after the other is taken to its end, as one change."""

from __future__ import annotations

import json

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_node, pytest.mark.needs_npm, pytest.mark.needs_registry]

SHOP = {
    "package.json": json.dumps(
        {"name": "shop", "scripts": {"build": "vite build"}, "devDependencies": {"vite": "5.4.11"}}, indent=2
    ),
    "index.html": '<!doctype html>\n<script type="module" src="/src/main.js"></script>\n',
    "src/main.js": "import { total } from './lib/Sums';\n\ndocument.title = total([1, 2]);\n",
    "src/lib/sums.js": "import { double } from './nubmers';\n\nexport const total = (list) => double(list.length);\n",
    "src/lib/numbers.js": "import { step } from './Steps.js';\n\nexport const double = (n) => n * 2 * step;\n",
    "src/lib/steps.js": "export const step = 1;\n",
}
REPORT = (
    "> shop@ build\n> vite build\n\nvite v5.4.11 building for production...\nerror during build:\n"
    'Could not resolve "./lib/Sums" from "src/main.js"\nfile: /app/src/main.js\n'
)


def test_each_further_error_is_repaired_in_the_same_change(repair):
    got = repair(SHOP, REPORT)

    assert got.result is Result.VERIFIED, got.reason
    texts = {path: data.decode() for path, data in got.chosen.patch.contents().items()}
    assert "from './lib/sums'" in texts["src/main.js"]
    assert "from './numbers'" in texts["src/lib/sums.js"]
    assert "from './steps.js'" in texts["src/lib/numbers.js"]
    assert len(texts) == 3
    assert all(file.description for file in got.chosen.patch.files)


def test_what_no_recipe_repairs_is_told(repair):
    files = {**SHOP, "src/lib/numbers.js": "import { a } from './somewhere-else';\n\nexport const double = a;\n"}
    del files["src/lib/steps.js"]

    got = repair(files, REPORT)

    assert got.result is Result.PLAUSIBLE
    assert "somewhere-else" in got.reason
    assert set(got.chosen.patch.contents()) == {"src/main.js", "src/lib/sums.js"}
