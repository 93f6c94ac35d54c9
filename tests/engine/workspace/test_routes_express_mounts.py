"""Routers are followed to where they are mounted, however they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot

ITEMS_CJS = """\
const express = require('express');
const router = express.Router();
router.get('/', list);
router.get('/:id', show);
module.exports = router;
"""
ITEMS_ESM = """\
import { Router } from 'express';
const router = Router();
router.get('/', list);
router.get('/:id', show);
export default router;
"""
BOTH = ["GET /api/items", "GET /api/items/:id"]

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "required into a variable": (
        {
            "app.js": "const express = require('express');\nconst app = express();\n"
            "const items = require('./routes/items');\napp.use('/api/items', items);\n",
            "routes/items.js": ITEMS_CJS,
        },
        BOTH,
    ),
    "required in place": (
        {
            "app.js": "const app = require('express')();\napp.use('/api/items', require('./routes/items'));\n",
            "routes/items.js": ITEMS_CJS,
        },
        BOTH,
    ),
    "imported default, TypeScript with the compiled ending": (
        {
            "src/app.ts": "import express, { type Express } from 'express';\n"
            "import items from './routes/items.js';\n"
            "const app: Express = express();\napp.use('/api/items', items);\nexport default app;\n",
            "src/routes/items.ts": ITEMS_ESM,
        },
        BOTH,
    ),
    "imported by name through an index": (
        {
            "src/app.ts": "import express from 'express';\nimport { itemRouter } from './routes';\n"
            "export const app = express();\napp.use('/api/items', itemRouter);\n",
            "src/routes/index.ts": "export { default as itemRouter } from './items';\n",
            "src/routes/items.ts": ITEMS_ESM,
        },
        BOTH,
    ),
    "nested routers and a default index router": (
        {
            "server.mjs": "import express from 'express';\nimport api from './api/index.js';\n"
            "const server = express();\nserver.use('/api', api);\n",
            "api/index.js": "import { Router as makeRouter } from 'express';\nimport items from './items.js';\n"
            "const api = makeRouter();\napi.use('/items', items);\nexport default api;\n",
            "api/items.js": ITEMS_ESM,
        },
        BOTH,
    ),
    "middleware stands before the router": (
        {
            "app.js": "const express = require('express');\nconst app = express();\n"
            "app.use('/api/items', cors(), [auth, log], require('./routes/items'));\n",
            "routes/items.js": ITEMS_CJS,
        },
        BOTH,
    ),
    "a list of mount paths": (
        {
            "app.js": "const express = require('express');\nconst app = express();\n"
            "app.use(['/api/items', '/v1'], require('./routes/items'));\n",
            "routes/items.js": ITEMS_CJS,
        },
        [*BOTH, "GET /v1", "GET /v1/:id"],
    ),
    "the prefix is a constant of another file": (
        {
            "app.js": "import express from 'express'\nimport { API } from './config.js'\n"
            "import items from './items.js'\nconst app = express()\napp.use(`${API.prefix}/items`, items)\n",
            "config.js": "export const API = Object.freeze({ prefix: '/api' })\n",
            "items.js": ITEMS_ESM,
        },
        BOTH,
    ),
    "a function takes the application": (
        {
            "app.js": "const express = require('express');\nconst registerRoutes = require('./routes');\n"
            "const app = express();\nregisterRoutes(app);\nmodule.exports = app;\n",
            "routes.js": "module.exports = (app) => {\n  app.get('/api/items', list);\n"
            "  app.get('/api/items/:id', show);\n};\n",
        },
        BOTH,
    ),
    "a required function is called at once": (
        {
            "app.js": "const express = require('express');\nconst app = express();\nrequire('./routes')(app, {});\n",
            "routes/index.js": "module.exports = function (server, db) {\n  require('./items')(server, db);\n};\n",
            "routes/items.js": "module.exports = (a) => {\n  a.get('/api/items', x);\n"
            "  a.get('/api/items/:id', y);\n};\n",
        },
        BOTH,
    ),
    "an exported setup function with types": (
        {
            "src/app.ts": "import express from 'express';\nimport { setup } from './setup';\n"
            "export function createApp() {\n  const app = express();\n  setup(app);\n  return app;\n}\n",
            "src/setup.ts": "import type { Express } from 'express';\nimport items from './items';\n"
            "export function setup(app: Express): void {\n  app.use('/api/items', items);\n}\n",
            "src/items.ts": ITEMS_ESM,
        },
        BOTH,
    ),
    "the application is a property of the argument": (
        {
            "src/index.js": "import express from 'express';\nimport load from './loader';\n"
            "const app = express();\nload({ expressApp: app, db: 1 });\n",
            "src/loader.js": "import routes from './routes';\n"
            "export default async ({ expressApp }) => {\n  expressApp.use('/api', routes());\n};\n",
            "src/routes.js": "import { Router } from 'express';\nexport default () => {\n"
            "  const app = Router();\n  app.get('/items', a);\n  app.get('/items/:id', b);\n  return app;\n};\n",
        },
        BOTH,
    ),
    "a router made by a function": (
        {
            "app.js": "const express = require('express');\nconst { makeRouter } = require('./items');\n"
            "const app = express();\napp.use('/api/items', makeRouter(db));\n",
            "items.js": "const { Router } = require('express');\n"
            "exports.makeRouter = function (db) {\n  const router = new Router();\n"
            "  router.get('/', a).get('/:id', b);\n  return router;\n};\n",
        },
        BOTH,
    ),
    "a table of routers in a loop": (
        {
            "app.js": "const express = require('express');\nconst items = require('./items');\n"
            "const app = express();\nconst table = [{ path: '/api/items', route: items }];\n"
            "table.forEach((entry) => {\n  app.use(entry.path, entry.route);\n});\n",
            "items.js": ITEMS_CJS,
        },
        BOTH,
    ),
    "a table of routers in for-of with destructuring": (
        {
            "app.js": "const express = require('express');\nconst items = require('./items');\n"
            "const app = express();\nfor (const [path, router] of Object.entries({ '/api/items': items })) {\n"
            "  app.use(path, router);\n}\n",
            "items.js": ITEMS_CJS,
        },
        BOTH,
    ),
    "a class keeps the application": (
        {
            "src/app.ts": "import express, { Application } from 'express';\nimport items from './items';\n"
            "export class App {\n  public app: Application;\n  constructor() {\n    this.app = express();\n"
            "    this.routes();\n  }\n  private routes() {\n    this.app.use('/api/items', items);\n  }\n}\n",
            "src/items.ts": ITEMS_ESM,
        },
        BOTH,
    ),
    "a class keeps a router": (
        {
            "src/app.ts": "import express from 'express';\nimport { ItemsRoute } from './items';\n"
            "const app = express();\napp.use('/api', new ItemsRoute().router);\n",
            "src/items.ts": "import { Router } from 'express';\nexport class ItemsRoute {\n"
            "  public path = '/items';\n  public router = Router();\n  constructor() {\n    this.init();\n  }\n"
            "  private init() {\n    this.router.get(this.path, a);\n    this.router.get(`${this.path}/:id`, b);\n"
            "  }\n}\n",
        },
        BOTH,
    ),
    "a class is given the application": (
        {
            "src/app.ts": "import express from 'express';\nimport Routes from './routes';\n"
            "const app = express();\nnew Routes(app).register();\n",
            "src/routes.ts": "import { Application } from 'express';\nexport default class Routes {\n"
            "  constructor(private readonly app: Application) {}\n  register() {\n"
            "    this.app.get('/api/items', a);\n    this.app.get('/api/items/:id', b);\n  }\n}\n",
        },
        BOTH,
    ),
    "routes registered by another file that imports the application": (
        {
            "app.js": "var express = require('express');\nvar app = module.exports = express();\n",
            "server.js": "const app = require('./app');\napp.use('/api/items', require('./items'));\n"
            "app.listen(3000);\n",
            "items.js": ITEMS_CJS,
        },
        BOTH,
    ),
    "an alias of tsconfig": (
        {
            "tsconfig.json": '{\n  // aliases\n  "compilerOptions": '
            '{"baseUrl": ".", "paths": {"@/*": ["src/*"],}},\n}\n',
            "src/app.ts": "import express = require('express');\nimport items = require('@/items');\n"
            "const app = express();\napp.use('/api/items', items);\n",
            "src/items.ts": "import express = require('express');\nconst router = express.Router();\n"
            "router.get('/', a);\nrouter.get('/:id', b);\nexport = router;\n",
        },
        BOTH,
    ),
    "a list of route objects given to a class": (
        {
            "src/server.ts": "import { App } from './app';\nimport { ItemsRoute } from './items';\n"
            "const app = new App([new ItemsRoute()]);\napp.listen();\n",
            "src/app.ts": "import express from 'express';\nexport class App {\n"
            "  public app: express.Application;\n  constructor(routes: Routes[]) {\n"
            "    this.app = express();\n    this.initializeRoutes(routes);\n  }\n"
            "  private initializeRoutes(routes: Routes[]) {\n"
            "    routes.forEach(route => {\n      this.app.use('/api', route.router);\n    });\n  }\n}\n",
            "src/items.ts": "import { Router } from 'express';\nexport class ItemsRoute {\n"
            "  public path = '/items';\n  public router = Router();\n  constructor() {\n"
            "    this.router.get(`${this.path}`, a);\n    this.router.get(`${this.path}/:id(\\\\d+)`, b);\n  }\n}\n",
        },
        BOTH,
    ),
    "a router given to the function that mounts it": (
        {
            "app.js": "const express = require('express');\nconst mount = require('./mount');\n"
            "const app = express();\nconst router = express.Router();\n"
            "router.get('/', a);\nrouter.get('/:id', b);\nmount(app, router);\n",
            "mount.js": "module.exports = (app, items) => {\n  app.use('/api/items', items);\n};\n",
        },
        BOTH,
    ),
    "a base class keeps the application": (
        {
            "app.ts": "import express from 'express';\nimport { Items } from './items';\n"
            "const app = express();\nconst all = [];\nall.push(new Items(app));\n",
            "base.ts": "import { Application } from 'express';\nexport abstract class Base {\n"
            "  app: Application;\n  constructor(app: Application, name: string) {\n    this.app = app;\n  }\n}\n",
            "items.ts": "import { Base } from './base';\nexport class Items extends Base {\n"
            "  constructor(app: any) {\n    super(app, 'items');\n  }\n  configure() {\n"
            "    this.app.route('/api/items').get(a);\n    this.app.route('/api/items/:id').get(b);\n  }\n}\n",
        },
        BOTH,
    ),
    "two routers in functions of one file": (
        {
            "app.js": "import express, { Router } from 'express';\nconst app = express();\n"
            "function one() {\n  const router = Router();\n  router.get('/items', a);\n  return router;\n}\n"
            "function two() {\n  const router = Router();\n  router.get('/items/:id', a);\n  return router;\n}\n"
            "app.use('/api', one(), two());\n",
        },
        BOTH,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_mounted_routes(case: str, tmp_path: Path) -> None:
    files, expected = CASES[case]
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    workspace = Snapshot(FolderSource(tmp_path))
    table = workspace.routes(workspace.applications()[0])
    assert [f"{route.method} {route.path}" for route in table.routes] == expected
    assert table.is_complete


def test_a_router_that_decorators_fill_is_not_known_whole(tmp_path: Path) -> None:
    files = {
        "app.ts": "import express from 'express';\nimport './items';\nimport { router } from './router';\n"
        "const app = express();\napp.use('/api', router);\napp.listen(3000);\n",
        "router.ts": "import { Router } from 'express';\nexport const router = Router();\n"
        "export const on = (method: string, path: string) => (target: any) => router[method](path, target);\n",
        "items.ts": "import { on } from './router';\nexport class Items {\n  @on('get', '/items')\n  list() {}\n}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    workspace = Snapshot(FolderSource(tmp_path))
    (application,) = workspace.applications()
    assert not workspace.routes(application).is_complete
