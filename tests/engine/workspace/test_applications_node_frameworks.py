"""Fastify, Koa, Nest and Next applications: which file creates them, how they start and where they listen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot

KOA_APP = "import Koa from 'koa';\nconst app = new Koa();\napp.listen(Number(process.env.PORT) || 4100);\n"
FASTIFY_APP = "import Fastify from 'fastify';\nexport const build = () => Fastify({ logger: true });\n"
FASTIFY_RUN = (
    "import { build } from './app';\nconst server = build();\nserver.listen({ port: 4200, host: '0.0.0.0' });\n"
)
MAIN = (
    "import { NestFactory } from '@nestjs/core';\nasync function go() {\n"
    "  const api = await NestFactory.create(AppModule, { cors: true });\n"
    "  await api.listen(process.env.PORT ?? 3001);\n}\ngo();\n"
)


def manifest(scripts: dict[str, str], *packages: str) -> str:
    return json.dumps({"scripts": scripts, "dependencies": dict.fromkeys(packages, "*")})


CASES: dict[str, tuple[dict[str, str], tuple[str, str, str, str, str, int]]] = {
    "koa through tsx": (
        {"package.json": manifest({"dev": "tsx watch src/index.ts"}, "koa", "tsx"), "src/index.ts": KOA_APP},
        ("koa", "src/index.ts", "app", "tsx src/index.ts", "", 4100),
    ),
    "koa built by tsc": (
        {
            "package.json": manifest({"start": "tsc && node dist/index.js"}, "koa", "typescript"),
            "src/index.ts": KOA_APP,
        },
        ("koa", "src/index.ts", "app", "node dist/index.js", "tsc", 4100),
    ),
    "koa built to another folder": (
        {
            "package.json": manifest({"build": "tsc -p .", "start": "node release/index.js"}, "koa", "typescript"),
            "tsconfig.json": '{ // settings\n  "compilerOptions": { "outDir": "./release", "rootDir": "source", },\n}\n',
            "source/index.ts": KOA_APP,
        },
        ("koa", "source/index.ts", "app", "node release/index.js", "tsc -p .", 4100),
    ),
    "fastify made by a factory": (
        {
            "package.json": manifest({"start": "ts-node src/run.ts"}, "fastify", "ts-node"),
            "src/app.ts": FASTIFY_APP,
            "src/run.ts": FASTIFY_RUN,
        },
        ("fastify", "src/app.ts", "build", "ts-node src/run.ts", "", 4200),
    ),
    "fastify through its command": (
        {
            "package.json": manifest({"start": "fastify start -p 4300 -l info app.js"}, "fastify", "fastify-cli"),
            "app.js": "module.exports = async function (instance, opts) { instance.get('/', async () => 1); };\n",
        },
        ("fastify", "app.js", "instance", "fastify start app.js", "", 4300),
    ),
    "nest as it is laid out": (
        {
            "package.json": manifest(
                {"build": "nest build", "start": "nest start", "start:prod": "node dist/main"}, "@nestjs/core"
            ),
            "src/main.ts": MAIN,
        },
        ("nest", "src/main.ts", "api", "node dist/main", "nest build", 3001),
    ),
    "nest without a production script": (
        {"package.json": manifest({"start": "nest start"}, "@nestjs/core"), "src/main.ts": MAIN},
        ("nest", "src/main.ts", "api", "node dist/main", "nest build", 3001),
    ),
    "next on a port of its own": (
        {
            "package.json": manifest({"dev": "next dev -p 4400"}, "next"),
            "next.config.mjs": "export default {};\n",
            "app/api/a/route.ts": "export async function GET() {}\n",
        },
        ("next", "next.config.mjs", "", "next dev", "", 4400),
    ),
    "next on the port of a variable": (
        {
            "package.json": manifest({"dev": "PORT=4500 next dev"}, "next"),
            "pages/api/a.ts": "export default function handler(req, res) { res.json({}); }\n",
        },
        ("next", "pages/api/a.ts", "", "next dev", "", 4500),
    ),
    "nuxt with a server of its own": (
        {
            "package.json": manifest({"dev": "nuxi dev --port 4600"}, "nuxt"),
            "nuxt.config.ts": "export default defineNuxtConfig({});\n",
            "server/api/a.get.ts": "export default defineEventHandler(() => []);\n",
        },
        ("nuxt", "nuxt.config.ts", "", "nuxt dev", "", 4600),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_application(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (found,) = Snapshot(FolderSource(tmp_path)).applications()
    assert (found.framework, found.source, found.variable, found.start, found.build, found.port) == expected


@pytest.mark.parametrize("name", ["next", "nuxt"])
def test_declarations_serve_nothing(name: str, tmp_path: Path) -> None:
    for path, text in {
        "package.json": manifest({"dev": f"{name} dev"}, name),
        "pages/api/a.d.ts": "export {};\n",
        "server/api/a.d.ts": "export {};\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    assert not Snapshot(FolderSource(tmp_path)).applications()
