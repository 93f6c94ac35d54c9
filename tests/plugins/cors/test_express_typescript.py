"""Express in TypeScript as repositories have it: options of other files, helpers, classes, order across files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
MISSING = (
    f"Access to fetch at 'http://localhost:4000/api/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
MANIFEST = json.dumps(
    {
        "scripts": {"dev": "tsx watch src/index.ts"},
        "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"},
        "devDependencies": {"@types/cors": "^2.8.17", "@types/express": "^4.17.0", "tsx": "^4.0.0"},
    }
)
MAIN = "src/index.ts"


def main(top: str, mount: str) -> str:
    return (
        f"import express, {{ Request }} from 'express';\nimport cors, {{ CorsOptions }} from 'cors';\n{top}\n"
        f"const app = express();\n{mount}\napp.get('/api/items', (req, res) => {{ res.json([]); }});\napp.listen(4000);\n"
    )


APP = (
    "import express from 'express';\n\nconst app = express();\n"
    "app.get('/api/items', (req, res) => { res.json([]); });\nexport default app;\n"
)

CASES: dict[str, tuple[dict[str, str], str, str, str]] = {
    "typed options": (
        {
            MAIN: main(
                "const options: CorsOptions = { origin: ['http://localhost:3000'] as string[] };",
                "app.use(cors<Request>(options));",
            )
        },
        "express_add_origin",
        MAIN,
        f"['http://localhost:3000', '{ORIGIN}'] as string[]",
    ),
    "a static member of a class": (
        {
            MAIN: main("import { Config } from './config';", "app.use(cors({ origin: Config.ORIGINS }));"),
            "src/config.ts": "export class Config {\n  static readonly ORIGINS = ['http://localhost:3000'];\n}\n",
        },
        "express_add_origin",
        "src/config.ts",
        f"['http://localhost:3000', '{ORIGIN}'];",
    ),
    "a helper of another file": (
        {
            MAIN: main(
                "import { isAllowed } from './origins';",
                "app.use(cors({ origin: (origin, cb) => cb(null, isAllowed(origin)) }));",
            ),
            "src/origins.ts": "const ALLOWED = ['http://localhost:3000'];\n"
            "export const isAllowed = (origin?: string) => !origin || ALLOWED.includes(origin);\n",
        },
        "express_add_origin",
        "src/origins.ts",
        f"const ALLOWED = ['http://localhost:3000', '{ORIGIN}'];",
    ),
    "a pattern in a function": (
        {
            MAIN: main(
                "",
                "app.use(cors({ origin: (origin, cb) => {\n  if (!/^http:\\/\\/localhost:300\\d$/.test(origin ?? '')) {\n"
                "    return cb(new Error('no'));\n  }\n  cb(null, true);\n} }));",
            )
        },
        "express_add_origin",
        MAIN,
        f"if (!(/^http:\\/\\/localhost:300\\d$/.test(origin ?? '') || origin === '{ORIGIN}')) {{",
    ),
    "a function that is given the application": (
        {
            MAIN: main("import { setupCors } from './cors';", "setupCors(app);"),
            "src/cors.ts": "import cors from 'cors';\nimport type { Express } from 'express';\n"
            "export function setupCors(app: Express): void {\n  app.use(cors({ origin: 'http://localhost:3000' }));\n}\n",
        },
        "express_add_origin",
        "src/cors.ts",
        f"['http://localhost:3000', '{ORIGIN}']",
    ),
    "mounted in another file, after the routes": (
        {
            MAIN: "import app from './app';\nimport cors from 'cors';\n\napp.use(cors());\napp.listen(4000);\n",
            "src/app.ts": APP,
        },
        "express_cors_order",
        "src/app.ts",
        f"const app = express();\napp.use(cors({{ origin: '{ORIGIN}' }}));\napp.get(",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_origin_is_let_in(name: str, ask: Ask, tmp_path: Path) -> None:
    files, strategy, changed, expected = CASES[name]
    for path, text in {"package.json": MANIFEST, **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    answer = ask(tmp_path, MISSING)
    assert answer.candidate is not None, answer.diagnosis
    assert answer.candidate.strategy == f"recipe:{strategy}"
    assert expected in (tmp_path / changed).read_text()
    assert ask(tmp_path, MISSING).candidate is None


def test_what_came_too_late_is_taken_out(ask: Ask, tmp_path: Path) -> None:
    files = CASES["mounted in another file, after the routes"][0]
    for path, text in {"package.json": MANIFEST, **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    ask(tmp_path, MISSING)
    assert "app.use(cors(" not in (tmp_path / MAIN).read_text()


def test_routes_of_the_later_file_keep_its_own_middleware_in_force(ask: Ask, tmp_path: Path) -> None:
    late = (
        "import app from './app';\nimport cors from 'cors';\n\n"
        f"app.use(cors({{ origin: '{ORIGIN}' }}));\napp.get('/late', (req, res) => {{ res.json([]); }});\napp.listen(4000);\n"
    )
    for path, text in {"package.json": MANIFEST, MAIN: late, "src/app.ts": APP}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert ask(tmp_path, MISSING.replace("/api/items", "/late")).candidate is None
