"""Routes of Fastify, Koa, Nest and Next applications, through plugins, routers, controllers and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot

FASTIFY = '{"dependencies": {"fastify": "^4.0.0"}, "scripts": {"start": "node server.js"}}'
KOA = '{"dependencies": {"koa": "^2.0.0"}, "scripts": {"start": "node server.js"}}'
NEST = '{"dependencies": {"@nestjs/core": "^10.0.0"}, "scripts": {"build": "nest build", "start": "nest start"}}'
NEXT = '{"dependencies": {"next": "^14.0.0"}, "scripts": {"dev": "next dev"}}'
MAIN = """
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule);
  %s
  await app.listen(3000);
}
bootstrap();
"""
MODULE = "import { Cats } from './cats.controller';\n@Module({ controllers: [Cats] })\nexport class AppModule {}\n"
CATS = """
import { Controller, Get, Post, Version } from '@nestjs/common';
@Controller('cats')
export class Cats {
  @Get() all() { return []; }
  @Get(':id') @UseGuards(Guard) one() { return {}; }
  @Version('2') @Post('new') make() { return {}; }
}
"""
NEST_FILES = {"package.json": NEST, "src/app.module.ts": MODULE, "src/cats.controller.ts": CATS}

CASES: dict[str, tuple[str, dict[str, str], set[tuple[str, str]]]] = {
    "fastify's own routes": (
        "fastify",
        {
            "package.json": FASTIFY,
            "server.js": "const fastify = require('fastify')({ logger: true });\n"
            "fastify.get('/a', async () => 1);\n"
            "fastify.route({ method: ['PUT', 'DELETE'], url: '/b/:id', handler: () => 1 });\n"
            "fastify.listen({ port: 3000 });\n",
        },
        {("GET", "/a"), ("PUT", "/b/:id"), ("DELETE", "/b/:id")},
    ),
    "fastify's prefixes add up": (
        "fastify",
        {
            "package.json": FASTIFY,
            "server.js": "import Fastify from 'fastify';\nimport api from './api.js';\nconst app = Fastify();\n"
            "await app.register(api, { prefix: '/api' });\nawait app.listen({ port: 3000 });\n",
            "api.js": "import users from './users.js';\n"
            "export default async function api(fastify, opts) {\n"
            "  fastify.get('/ping', () => 1);\n  fastify.register(users, { prefix: '/users' });\n}\n",
            "users.js": "import fp from 'fastify-plugin';\n"
            "export default fp(async (instance) => { instance.post('/:id', () => 1); });\n",
        },
        {("GET", "/api/ping"), ("POST", "/api/users/:id")},
    ),
    "fastify in TypeScript with an inline plugin": (
        "fastify",
        {
            "package.json": FASTIFY,
            "server.ts": "import fastify, { FastifyInstance } from 'fastify';\n"
            "const server: FastifyInstance = fastify({}).withTypeProvider<X>();\n"
            "server.register(async (scope: FastifyInstance) => { scope.get<{ A: B }>('/in', () => 1); },"
            " { prefix: '/v1' });\nroutes(server);\nserver.listen({ port: 3000 });\n"
            "function routes(app: FastifyInstance) { app.get('/out', () => 1); }\n",
        },
        {("GET", "/v1/in"), ("GET", "/out")},
    ),
    "fastify loads a folder": (
        "fastify",
        {
            "package.json": FASTIFY.replace("node server.js", "fastify start app.js"),
            "app.js": "const path = require('path');\nconst AutoLoad = require('@fastify/autoload');\n"
            "module.exports = async function (fastify, opts) {\n"
            "  fastify.register(AutoLoad, { dir: path.join(__dirname, 'routes'), options: opts });\n};\n",
            "routes/root.js": "module.exports = async (fastify) => { fastify.get('/', async () => 1); };\n",
            "routes/items/index.js": "module.exports = async (fastify) => { fastify.get('/all', async () => 1); };\n",
        },
        {("GET", "/"), ("GET", "/items/all")},
    ),
    "koa's router with a prefix": (
        "koa",
        {
            "package.json": KOA,
            "server.js": "const Koa = require('koa');\nconst users = require('./users');\nconst app = new Koa();\n"
            "app.use(users.routes()).use(users.allowedMethods());\napp.listen(3000);\n",
            "users.js": "const Router = require('@koa/router');\nconst router = new Router({ prefix: '/users' });\n"
            "router.get('one', '/:id', async (ctx) => {});\nrouter.del('/:id', async (ctx) => {});\n"
            "module.exports = router;\n",
        },
        {("GET", "/users/:id"), ("DELETE", "/users/:id")},
    ),
    "koa's nested routers and mounts": (
        "koa",
        {
            "package.json": KOA,
            "server.ts": "import Koa from 'koa';\nimport mount from 'koa-mount';\nimport api from './api';\n"
            "const app = new Koa();\nconst inner = new Koa();\ninner.use(api.routes());\n"
            "app.use(mount('/m', inner));\napp.listen(3000);\n",
            "api.ts": "import Router from 'koa-router';\nimport items from './items';\nconst api = new Router();\n"
            "api.prefix('/api');\napi.use('/items', items.routes(), items.allowedMethods());\nexport default api;\n",
            "items.ts": "import Router from 'koa-router';\nconst items = new Router();\n"
            "items.get('/', (ctx) => {}).post('/', (ctx) => {});\nexport default items;\n",
        },
        {("GET", "/m/api/items"), ("POST", "/m/api/items")},
    ),
    "nest's global prefix": (
        "nest",
        {**NEST_FILES, "src/main.ts": MAIN % "app.setGlobalPrefix('api');"},
        {("GET", "/api/cats"), ("GET", "/api/cats/:id"), ("POST", "/api/cats/new")},
    ),
    "nest's versions": (
        "nest",
        {
            **NEST_FILES,
            "src/main.ts": MAIN % "app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });",
        },
        {("GET", "/v1/cats"), ("GET", "/v1/cats/:id"), ("POST", "/v2/cats/new")},
    ),
    "nest's controllers that a module declares": (
        "nest",
        {
            **NEST_FILES,
            "src/main.ts": MAIN % "",
            "src/app.module.ts": MODULE.replace("import {", "import { Dogs } from './dogs.controller';\nimport {", 1),
            "src/dogs.controller.ts": CATS.replace("'cats'", "'dogs'").replace("class Cats", "class Dogs"),
        },
        {("GET", "/cats"), ("GET", "/cats/:id"), ("POST", "/cats/new")},
    ),
    "nuxt's server": (
        "nuxt",
        {
            "package.json": '{"dependencies": {"nuxt": "^3.11.0"}, "scripts": {"dev": "nuxt dev"}}',
            "server/api/menu/index.get.ts": "export default defineEventHandler(() => [])\n",
            "server/api/menu/[id].ts": "export default defineEventHandler(() => ({}))\n",
            "server/routes/files/[...path].ts": "export default defineEventHandler(() => '')\n",
        },
        {("GET", "/api/menu"), ("*", "/api/menu/:id"), ("*", "/files/*")},
    ),
    "next's pages and route handlers": (
        "next",
        {
            "package.json": NEXT,
            "pages/api/items/[id].ts": "export default function handler(req, res) { res.json({}); }\n",
            "src/app/(shop)/api/cart/[...rest]/route.ts": "export async function GET() {}\n"
            "export const POST = async () => {};\n",
            "src/app/page.tsx": "export default function Page() { return null; }\n",
        },
        {("*", "/api/items/:id"), ("GET", "/api/cart/*"), ("POST", "/api/cart/*")},
    ),
    "express beside socket.io": (
        "express",
        {
            "package.json": '{"dependencies": {"express": "4", "socket.io": "4"}, "scripts": {"start": "node a.js"}}',
            "a.js": "const express = require('express');\nconst { Server } = require('socket.io');\n"
            "const app = express();\nconst server = require('http').createServer(app);\n"
            "const io = new Server(server);\napp.get('/a', (req, res) => {});\nserver.listen(3000);\n",
        },
        {("GET", "/a"), ("*", "/socket.io*")},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_routes(name: str, tmp_path: Path) -> None:
    framework, files, expected = CASES[name]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    workspace = Snapshot(FolderSource(tmp_path))
    (application,) = [found for found in workspace.applications() if found.framework == framework][:1]
    table = workspace.routes(application)
    assert {(route.method, route.path) for route in table.routes} == expected
    assert table.is_complete


@pytest.mark.parametrize(
    ("files", "framework"),
    [
        (
            {
                "package.json": FASTIFY,
                "server.js": "const app = require('fastify')();\napp.register(require('./' + name));\napp.listen({});\n",
            },
            "fastify",
        ),
        (
            {
                "package.json": KOA,
                "server.js": "const Koa = require('koa');\nconst app = new Koa();\napp.use(makeRoutes(config));\n",
            },
            "koa",
        ),
        ({**NEST_FILES, "src/main.ts": MAIN % "app.setGlobalPrefix(config.get('prefix'));"}, "nest"),
        (
            {
                "package.json": NEXT,
                "pages/api/a.js": "export default () => {};\n",
                "next.config.js": "module.exports = { async rewrites() { return []; } };\n",
            },
            "next",
        ),
    ],
    ids=["fastify", "koa", "nest", "next"],
)
def test_what_cannot_be_followed_leaves_the_table_open(files: dict[str, str], framework: str, tmp_path: Path) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    workspace = Snapshot(FolderSource(tmp_path))
    application = next(found for found in workspace.applications() if found.framework == framework)
    assert not workspace.routes(application).is_complete
