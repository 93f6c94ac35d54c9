"""The routes of a FastAPI application: its own, its routers' and what it mounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import RouteTable

HEAD = "from fastapi import APIRouter, FastAPI\nfrom fastapi.staticfiles import StaticFiles\n"
ROUTER = "from fastapi import APIRouter\nrouter = APIRouter(prefix='/items')\n@router.get('/{item_id}')\ndef one(item_id): ...\n"
Make = Callable[[dict[str, bytes]], Snapshot]


def routes(workspace: Make, main: str, **more: str) -> RouteTable:
    files = {"main.py": HEAD + main, **{f"{name}.py".replace("__", "/"): text for name, text in more.items()}}
    made = workspace({name: text.encode() for name, text in files.items()})
    return made.routes(made.applications()[0])


def served(table: RouteTable) -> set[str]:
    return {f"{route.method} {route.path}" for route in table.routes}


OWN = {
    "a method": ("app = FastAPI()\n@app.delete('/a/{b}')\ndef f(b): ...\n", {"DELETE /a/:b"}),
    "several methods": (
        "app = FastAPI()\n@app.api_route('/a', methods=['GET', 'POST'])\ndef f(): ...\n",
        {"GET /a", "POST /a"},
    ),
    "added by a call": (
        "app = FastAPI()\ndef f(): ...\napp.add_api_route('/a', f, methods=['PUT'])\n",
        {"PUT /a"},
    ),
    "the rest of a path": ("app = FastAPI()\n@app.get('/files/{rest:path}')\ndef f(rest): ...\n", {"GET /files/*"}),
    "a router": (
        "router = APIRouter(prefix='/b')\n@router.get('')\ndef f(): ...\n"
        "app = FastAPI()\napp.include_router(router, prefix='/a')\n",
        {"GET /a/b"},
    ),
    "routers in routers": (
        "inner = APIRouter()\n@inner.get('/c')\ndef f(): ...\nouter = APIRouter(prefix='/b')\n"
        "outer.include_router(inner, prefix='/x')\napp = FastAPI()\napp.include_router(outer)\n",
        {"GET /b/x/c"},
    ),
    "a prefix that has a name": (
        "PREFIX = '/v1'\nrouter = APIRouter()\n@router.get('/c')\ndef f(): ...\n"
        "app = FastAPI()\napp.include_router(router, prefix=f'{PREFIX}/x')\n",
        {"GET /v1/x/c"},
    ),
    "a mounted application": (
        "app = FastAPI()\ninner = FastAPI()\n@inner.get('/b')\ndef f(): ...\napp.mount('/a', inner)\n",
        {"GET /a/b"},
    ),
    "files": ("app = FastAPI()\napp.mount('/static', StaticFiles(directory='s'))\n", {"* /static/*"}),
    "a factory": (
        "def create():\n    app = FastAPI()\n    @app.get('/a')\n    def f(): ...\n    return app\napp = create()\n",
        {"GET /a"},
    ),
}


@pytest.mark.parametrize(("main", "expected"), OWN.values(), ids=OWN)
def test_routes(main: str, expected: set[str], workspace: Make) -> None:
    table = routes(workspace, main)
    assert served(table) == expected
    assert table.is_complete


def test_router_of_another_module(workspace: Make) -> None:
    main = "from routers import items\napp = FastAPI()\napp.include_router(items.router, prefix='/api')\n"
    table = routes(workspace, main, routers____init__="", routers__items=ROUTER)
    assert served(table) == {"GET /api/items/:item_id"}
    assert table.routes[0].file == "routers/items.py"


def test_function_that_is_given_the_application(workspace: Make) -> None:
    setup = "from items import router\ndef setup(app):\n    app.include_router(router)\n"
    main = "from setup_app import setup\napp = FastAPI()\nsetup(app)\n"
    assert served(routes(workspace, main, setup_app=setup, items=ROUTER)) == {"GET /items/:item_id"}


def test_router_that_cannot_be_found_leaves_the_table_open(workspace: Make) -> None:
    assert not routes(workspace, "app = FastAPI()\napp.include_router(load())\n").is_complete
