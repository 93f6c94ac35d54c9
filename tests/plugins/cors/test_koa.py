"""Koa: the middleware absent, undeclared, for another origin, or behind the router."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk import Verdict
from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
BLOCKED = (
    f"Access to fetch at 'http://localhost:4000/api/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
)
MISSING = BLOCKED + "No 'Access-Control-Allow-Origin' header is present on the requested resource."
METHOD = BLOCKED + "Method PUT is not allowed by Access-Control-Allow-Methods in preflight response."
ROUTER = (
    "const Router = require('koa-router');\nconst router = new Router({ prefix: '/api' });\n"
    "router.get('/items', (ctx) => { ctx.body = []; });\nmodule.exports = router;\n"
)
USE = "app.use(router.routes());\n"
BARE = json.dumps({"dependencies": {"koa": "^2.15.0", "koa-router": "^12.0.0"}}, indent=2)
BOTH = json.dumps({"dependencies": {"@koa/cors": "^5.0.0", "koa": "^2.15.0", "koa-router": "^12.0.0"}}, indent=2)
OLD = json.dumps({"dependencies": {"koa": "^2.15.0", "koa2-cors": "^2.0.6"}}, indent=2)


def server(middle: str, top: str = "const cors = require('@koa/cors');\n") -> str:
    return (
        f"const Koa = require('koa');\n{top}const router = require('./router');\n\nconst app = new Koa();\n"
        f"{middle}app.listen(4000);\n"
    )


CASES: dict[str, tuple[dict[str, str], str, str, dict[str, str]]] = {
    "absent": (
        {"package.json": BARE, "server.js": server(USE, "")},
        MISSING,
        "koa_add_cors",
        {
            "package.json": '"@koa/cors": "^5.0.0"',
            "server.js": f"new Koa();\napp.use(cors({{ origin: '{ORIGIN}' }}));\napp.use(router",
        },
    ),
    "absent in TypeScript": (
        {
            "package.json": json.dumps(
                {"dependencies": {"koa": "2.15.0"}, "devDependencies": {"@types/koa": "^2.15.0", "tsx": "^4.0.0"}}
            ),
            "server.ts": "import Koa from 'koa'\nimport router from './router'\n\nexport const app = new Koa()\n\n"
            "app.use(router.routes())\napp.listen(4000)\n",
            "router.ts": "import Router from '@koa/router'\nconst router = new Router()\n"
            "router.get('/api/items', async (ctx) => {})\nexport default router\n",
        },
        MISSING,
        "koa_add_cors",
        {
            "package.json": '"@types/koa__cors": "^5.0.0"',
            "server.ts": f"import cors from '@koa/cors'\nimport router from './router'\n\n"
            f"export const app = new Koa()\napp.use(cors({{ origin: '{ORIGIN}' }}))\n",
        },
    ),
    "used and not declared": (
        {"package.json": BARE, "server.js": server("app.use(cors());\n" + USE)},
        MISSING,
        "koa_declare_cors",
        {"package.json": '"@koa/cors": "^5.0.0"'},
    ),
    "another origin": (
        {"package.json": BOTH, "server.js": server("app.use(cors({ origin: 'http://localhost:3000' }));\n" + USE)},
        MISSING,
        "koa_origin_function",
        {
            "server.js": f"(ctx.get('Origin') === '{ORIGIN}' ? '{ORIGIN}' : 'http://localhost:3000');\n"
            "app.use(cors({ origin: allowedOrigin }));"
        },
    ),
    "another origin by default": (
        {
            "package.json": OLD,
            "server.js": server(
                "app.use(cors({\n  origin: process.env.CLIENT || 'http://localhost:3000',\n  credentials: true,\n}));\n"
                + USE,
                "const cors = require('koa2-cors');\n",
            ),
        },
        MISSING,
        "koa_origin_function",
        {
            "server.js": f"'{ORIGIN}' : process.env.CLIENT || 'http://localhost:3000');\napp.use(cors({{\n  origin: allowedOrigin,"
        },
    ),
    "a function asks a list of another file": (
        {
            "package.json": BOTH,
            "server.js": server(
                "app.use(cors({\n  origin(ctx) {\n    const asked = ctx.get('Origin');\n"
                "    return config.origins.includes(asked) ? asked : '';\n  },\n}));\n" + USE,
                "const cors = require('@koa/cors');\nconst config = require('./config');\n",
            ),
            "config.js": "module.exports = {\n  origins: [\n    'http://localhost:3000',\n  ],\n};\n",
        },
        MISSING,
        "koa_add_origin",
        {"config.js": f"    'http://localhost:3000',\n    '{ORIGIN}',\n"},
    ),
    "behind the router": (
        {"package.json": BOTH, "server.js": server(USE + f"app.use(cors({{ origin: '{ORIGIN}' }}));\n")},
        MISSING,
        "koa_cors_order",
        {"server.js": f"app.use(cors({{ origin: '{ORIGIN}' }}));\napp.use(router.routes());"},
    ),
    "methods": (
        {
            "package.json": BOTH,
            "server.js": server(f"app.use(cors({{ origin: '{ORIGIN}', allowMethods: ['GET'] }}));\n" + USE),
        },
        METHOD,
        "koa_add_method",
        {"server.js": "allowMethods: ['GET', 'PUT']"},
    ),
    "headers by hand": (
        {
            "package.json": BARE,
            "server.js": server(
                "app.use(async (ctx, next) => {\n  ctx.set('Access-Control-Allow-Origin', 'http://localhost:3000');\n"
                "  await next();\n});\n" + USE,
                "",
            ),
        },
        MISSING,
        "koa_header_origin",
        {"server.js": "  ctx.vary('Origin');\n  ctx.set('Access-Control-Allow-Origin', allowedOrigin);"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_origin_is_let_in(name: str, ask: Ask, tmp_path: Path) -> None:
    files, report, strategy, expected = CASES[name]
    for path, text in {"router.js": ROUTER, **files}.items():
        (tmp_path / path).write_text(text)
    answer = ask(tmp_path, report)
    assert answer.candidate is not None, answer.diagnosis
    assert answer.candidate.strategy == f"recipe:{strategy}"
    for path, part in expected.items():
        assert part in (tmp_path / path).read_text()
    assert ask(tmp_path, report).candidate is None


@pytest.mark.parametrize(
    ("middle", "report", "verdict"),
    [
        (f"app.use(cors({{ origin: '{ORIGIN}' }}));\n", MISSING, Verdict.NOT_CODE),
        ("app.use(cors({ origin: (ctx) => ctx.get('Origin') }));\n", MISSING, Verdict.NOT_CODE),
        ("app.use(cors({ origin: process.env.CLIENT }));\n", MISSING, Verdict.ACTION_RECOMMENDED),
        ("app.use(cors({ origin: decide }));\n", MISSING, Verdict.ACTION_RECOMMENDED),
        ("", f"{MISSING}\nGET http://localhost:4000/api/items net::ERR_FAILED 502 (Bad Gateway)", Verdict.NOT_CODE),
        ("", "GET http://localhost:4000/api/items net::ERR_CONNECTION_REFUSED\n" + MISSING, Verdict.NOT_CODE),
    ],
)
def test_no_fault_of_the_code_is_left_alone(
    middle: str, report: str, verdict: Verdict, ask: Ask, tmp_path: Path
) -> None:
    for path, text in {"package.json": BOTH, "router.js": ROUTER, "server.js": server(middle + USE)}.items():
        (tmp_path / path).write_text(text)
    answer = ask(tmp_path, report)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.verdict is verdict
