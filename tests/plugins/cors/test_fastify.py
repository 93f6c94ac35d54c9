"""Fastify: the plugin absent, undeclared, not listing the origin, too late, or out of the route's reach."""

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
ITEMS = "module.exports = async (instance) => {\n  instance.get('/items', async () => []);\n};\n"
START = "fastify.register(require('./items'), { prefix: '/api' });\nfastify.listen({ port: 4000 });\n"
CORS = "fastify.register(require('@fastify/cors'), %s);\n"


def manifest(**dependencies: str) -> str:
    named = {name.replace("__", "/").replace("_", "-"): version for name, version in dependencies.items()}
    return json.dumps({"scripts": {"start": "node server.js"}, "dependencies": named}, indent=2) + "\n"


def server(middle: str = "", end: str = START) -> str:
    return f"const fastify = require('fastify')();\n{middle}{end}"


BOTH = json.dumps({"dependencies": {"@fastify/cors": "^9.0.1", "fastify": "^4.0.0"}})
NEWEST = json.dumps({"dependencies": {"@fastify/cors": "^11.0.0", "fastify": "^5.0.0"}})

CASES: dict[str, tuple[dict[str, str], str, str, dict[str, str]]] = {
    "absent, fastify 3": (
        {"package.json": manifest(fastify="^3.29.0"), "server.js": server()},
        MISSING,
        "fastify_add_cors",
        {"package.json": '"@fastify/cors": "^7.0.0"', "server.js": f"{{ origin: '{ORIGIN}' }});\nfastify.register("},
    ),
    "absent, fastify 5 pinned": (
        {"package.json": manifest(fastify="5.1.0"), "server.js": server()},
        MISSING,
        "fastify_add_cors",
        {"package.json": '"@fastify/cors": "10.1.0"'},
    ),
    "absent in a factory of TypeScript": (
        {
            "package.json": manifest(fastify="^4.0.0"),
            "server.js": "import { buildApp } from './app.js';\nconst app = buildApp();\napp.listen({ port: 4000 });\n",
            "app.ts": "import fastify, { FastifyInstance } from 'fastify';\nimport items from './items';\n\n"
            "export function buildApp(): FastifyInstance {\n  const app = fastify({ logger: true });\n"
            "  app.register(items, { prefix: '/api' });\n  return app;\n}\n",
        },
        MISSING,
        "fastify_add_cors",
        {
            "app.ts": "import cors from '@fastify/cors';\n",
        },
    ),
    "absent in a plugin that the command starts": (
        {
            "package.json": json.dumps(
                {"scripts": {"start": "fastify start -p 4000 app.js"}, "dependencies": {"fastify": "^4.0.0"}}
            ),
            "app.js": "module.exports = async function (instance, opts) {\n"
            "  instance.register(require('./items'), { prefix: '/api' });\n};\n",
        },
        MISSING,
        "fastify_add_cors",
        {
            "app.js": f"(instance, opts) {{\n  instance.register(cors, {{ origin: '{ORIGIN}' }});\n  instance.register(req"
        },
    ),
    "registered and not declared": (
        {"package.json": manifest(fastify="^4.0.0"), "server.js": server(CORS % f"{{ origin: '{ORIGIN}' }}")},
        MISSING,
        "fastify_declare_cors",
        {"package.json": '"@fastify/cors": "^9.0.1"'},
    ),
    "not listed": (
        {"package.json": BOTH, "server.js": server(CORS % "{ origin: ['http://localhost:3000'] }")},
        MISSING,
        "fastify_add_origin",
        {"server.js": f"['http://localhost:3000', '{ORIGIN}']"},
    ),
    "not listed in a plugin of its own": (
        {
            "package.json": BOTH,
            "server.js": server("fastify.register(require('./plugins/cors'));\n"),
            "plugins/cors.js": "const fp = require('fastify-plugin');\nconst cors = require('@fastify/cors');\n"
            "const { origins } = require('../config');\nmodule.exports = fp(async (fastify) => {\n"
            "  await fastify.register(cors, { origin: origins, credentials: true });\n});\n",
            "config.js": "module.exports = { origins: (process.env.ORIGINS || 'http://a.example').split(',') };\n",
        },
        MISSING,
        "fastify_add_origin",
        {"config.js": f"'http://a.example,{ORIGIN}'"},
    ),
    "a slash too many": (
        {"package.json": BOTH, "server.js": server(CORS % f"{{ origin: '{ORIGIN}/' }}")},
        MISSING,
        "fastify_mend_origin",
        {"server.js": f"{{ origin: '{ORIGIN}' }}"},
    ),
    "a function decides": (
        {
            "package.json": BOTH,
            "server.js": server(
                CORS % "{ origin: (origin, cb) => { if (origin === 'http://localhost:3000') cb(null, true);"
                " else cb(new Error('no'), false); } }"
            ),
        },
        MISSING,
        "fastify_add_origin",
        {"server.js": f"origin === 'http://localhost:3000' || origin === '{ORIGIN}'"},
    ),
    "out of the route's reach": (
        {
            "package.json": BOTH,
            "server.js": server(
                f"fastify.register(async (scope) => {{ scope.register(require('@fastify/cors'), {{ origin: '{ORIGIN}' }});"
                " scope.get('/other', async () => 1); });\n",
                "fastify.get('/api/items', async () => []);\nfastify.listen({ port: 4000 });\n",
            ),
        },
        MISSING,
        "fastify_add_cors",
        {
            "server.js": f"require('fastify')();\nfastify.register(require('@fastify/cors'), {{ origin: '{ORIGIN}' }});\n"
        },
    ),
    "the newest plugin's methods": (
        {"package.json": NEWEST, "server.js": server(CORS % f"{{ origin: '{ORIGIN}' }}")},
        METHOD,
        "fastify_add_method",
        {"server.js": "methods: ['GET', 'HEAD', 'POST', 'PUT']"},
    ),
    "headers by hand": (
        {
            "package.json": manifest(fastify="^4.0.0"),
            "server.js": server(
                "fastify.addHook('onRequest', async (request, reply) => {\n"
                "  reply.header('Access-Control-Allow-Origin', 'http://localhost:3000');\n});\n"
            ),
        },
        MISSING,
        "fastify_header_origin",
        {"server.js": "reply.header('Vary', 'Origin');\n  reply.header('Access-Control-Allow-Origin', allowedOrigin);"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_origin_is_let_in(name: str, ask: Ask, tmp_path: Path) -> None:
    files, report, strategy, expected = CASES[name]
    for path, text in {"items.js": ITEMS, **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
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
        (CORS % f"{{ origin: ['{ORIGIN}'] }}", MISSING, Verdict.NOT_CODE),
        (CORS % "{ origin: true }", MISSING, Verdict.NOT_CODE),
        (CORS % "{ origin: process.env.ORIGIN }", MISSING, Verdict.ACTION_RECOMMENDED),
        ("", f"{MISSING}\nGET http://localhost:4000/api/items net::ERR_FAILED 502 (Bad Gateway)", Verdict.NOT_CODE),
        ("", "GET http://localhost:4000/api/items net::ERR_CONNECTION_REFUSED\n" + MISSING, Verdict.NOT_CODE),
        ("", MISSING.replace("/api/items", "/nowhere"), Verdict.NOT_CODE),
        # Fastify gives the plugin's hooks to the routes ahead of it as well.
        (
            "fastify.get('/api/items', async () => []);\n" + CORS % f"{{ origin: '{ORIGIN}' }}",
            MISSING,
            Verdict.NOT_CODE,
        ),
    ],
)
def test_no_fault_of_the_code_is_left_alone(
    middle: str, report: str, verdict: Verdict, ask: Ask, tmp_path: Path
) -> None:
    for path, text in {"package.json": BOTH, "items.js": ITEMS, "server.js": server(middle)}.items():
        (tmp_path / path).write_text(text)
    answer = ask(tmp_path, report)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.verdict is verdict
