"""Allow-lists that functions give back, and settings that are handed on as parameters."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk import Verdict
from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
REPORT = (
    f"Access to fetch at 'http://localhost:4000/api/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
MANIFEST = json.dumps({"type": "module", "dependencies": {"cors": "^2.8.5", "express": "^4.19.2"}})
END = "app.get('/api/items', (req, res) => res.json([]));\napp.listen(4000);\n"
TOP = "import cors from 'cors';\nimport express from 'express';\n"
LISTED = "['http://localhost:3000', 'http://localhost:5173']"

CASES: dict[str, tuple[dict[str, str], str, str]] = {
    "options of a function": (
        {"o.js": "export function options() { return { origin: ['http://localhost:3000'] }; }\n"},
        "import { options } from './o.js';\nconst app = express();\napp.use(cors(options()));\n",
        "o.js",
    ),
    "options of an arrow, spread": (
        {"o.js": "export const options = () => ({ origin: ['http://localhost:3000'] });\n"},
        "import { options } from './o.js';\nconst app = express();\napp.use(cors({ ...options(), maxAge: 9 }));\n",
        "o.js",
    ),
    "member of what a function gives back": (
        {"o.js": "export const settings = () => ({ web: { origins: ['http://localhost:3000'] } });\n"},
        "import { settings } from './o.js';\nconst app = express();\napp.use(cors({ origin: settings().web.origins }));\n",
        "o.js",
    ),
    "list of a function that is called on the spot": (
        {},
        "const app = express();\nconst origins = (() => { const raw = process.env.ORIGINS;\n"
        "if (raw === '*') return true;\nreturn raw ? raw.split(',') : ['http://localhost:3000']; })();\n"
        "app.use(cors({ origin: origins }));\n",
        "server.js",
    ),
    "parameter of the function that makes the server": (
        {
            "o.js": "import { make } from './server.js';\nconst given = { origins: ['http://localhost:3000'] };\nmake(given);\n"
        },
        "const app = express();\nexport function make(settings) { app.use(cors({ origin: settings.origins })); }\n",
        "o.js",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_list_is_found(name: str, ask: Ask, tmp_path: Path) -> None:
    files, middle, changed = CASES[name]
    lay(tmp_path, middle, files)
    answer = ask(tmp_path, REPORT)
    assert answer.candidate is not None, answer.diagnosis
    assert LISTED in (answer.written[changed] or b"").decode()
    assert ask(tmp_path, REPORT).candidate is None


@pytest.mark.parametrize(
    "middle",
    [
        # Two calls give the parameter different values.
        "const app = express();\nfunction make(list) { app.use(cors({ origin: list })); }\n"
        "make(['http://localhost:3000']);\nmake(['http://localhost:3001']);\n",
        "const app = express();\napp.use(cors(load()));\n",
    ],
)
def test_what_nothing_tells_is_left_alone(middle: str, ask: Ask, tmp_path: Path) -> None:
    lay(tmp_path, middle, {})
    answer = ask(tmp_path, REPORT)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.verdict is Verdict.ACTION_RECOMMENDED


def lay(folder: Path, middle: str, files: dict[str, str]) -> None:
    for path, text in {"package.json": MANIFEST, "server.js": TOP + middle + END, **files}.items():
        (folder / path).write_text(text)
