"""Flask routes, through blueprints, factories and extensions."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Route, RouteTable

HEAD = "from flask import Flask, Blueprint\nfrom flask.views import MethodView\napp = Flask(__name__)\n"
ITEMS = (
    "from flask import Blueprint\nbp = Blueprint('items', __name__, url_prefix='/items')\n\n"
    "@bp.route('/')\ndef index(): ...\n\n@bp.get('/<int:id>')\ndef show(id): ...\n"
)
BOTH = ["GET /items", "GET /items/:id"]
UNDER_API = ["GET /api/items", "GET /api/items/:id"]

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "decorators": (
        {
            "app.py": HEAD + "@app.route('/a')\ndef a(): ...\n@app.route('/b', methods=['POST', 'put'])\n"
            "@login\ndef b(): ...\n@app.delete('/b/<uuid:id>')\ndef c(id): ...\n"
        },
        ["GET /a", "POST /b", "PUT /b", "DELETE /b/:id"],
    ),
    "a path converter": ({"app.py": HEAD + "@app.get('/f/<path:rest>')\ndef a(rest): ...\n"}, ["GET /f/*"]),
    "constants and f-strings": (
        {"app.py": HEAD + "P = '/p'\n@app.get(f'{P}/a')\ndef a(): ...\n@app.get(P + '/b')\ndef b(): ...\n"},
        ["GET /p/a", "GET /p/b"],
    ),
    "a blueprint's own prefix": (
        {"app.py": HEAD + "from items import bp\napp.register_blueprint(bp)\n", "items.py": ITEMS},
        BOTH,
    ),
    "the registration's prefix replaces it": (
        {
            "app.py": HEAD + "from items import bp\napp.register_blueprint(bp, url_prefix='/api/items')\n",
            "items.py": ITEMS,
        },
        UNDER_API,
    ),
    "a nested blueprint": (
        {
            "app.py": HEAD + "import items\napi = Blueprint('api', __name__)\n"
            "api.register_blueprint(items.bp)\napp.register_blueprint(api, url_prefix='/api')\n",
            "items.py": ITEMS,
        },
        UNDER_API,
    ),
    "an application factory with imports in it": (
        {
            "shop/__init__.py": "from flask import Flask\n\ndef create_app(config=None):\n    app = Flask(__name__)\n"
            "    from . import items\n    app.register_blueprint(items.bp)\n"
            "    from .users import bp\n    app.register_blueprint(bp)\n"
            "    from .orders import bp\n    app.register_blueprint(bp)\n    return app\n",
            "shop/items.py": ITEMS,
            "shop/users.py": "from flask import Blueprint\nbp = Blueprint('u', __name__)\n"
            "@bp.get('/users')\ndef u(): ...\n",
            "shop/orders.py": "from flask import Blueprint\nbp = Blueprint('o', __name__)\n"
            "@bp.get('/orders')\ndef o(): ...\n",
        },
        [*BOTH, "GET /users", "GET /orders"],
    ),
    "init_app in another file": (
        {
            "shop/__init__.py": "from flask import Flask\nfrom . import routes\n\ndef create_app():\n"
            "    app = Flask(__name__)\n    routes.init_app(app)\n    return app\n",
            "shop/routes.py": "from .items import bp\n\ndef init_app(app):\n    app.register_blueprint(bp)\n",
            "shop/items.py": ITEMS,
        },
        BOTH,
    ),
    "a keyword argument hands it on": (
        {
            "app.py": HEAD + "from routes import register\nregister(server=app)\n",
            "routes.py": "def register(server):\n    @server.get('/a')\n    def a(): ...\n",
        },
        ["GET /a"],
    ),
    "routes in a module that imports the application": (
        {
            "shop/__init__.py": "from flask import Flask\napp = Flask(__name__)\nfrom shop import views\n",
            "shop/views.py": "from shop import app\n\n@app.route('/a')\ndef a(): ...\n",
        },
        ["GET /a"],
    ),
    "url rules": (
        {
            "app.py": HEAD + "def a(): ...\nclass V(MethodView): ...\n"
            "app.add_url_rule('/a', 'a', a, methods=['POST'])\napp.add_url_rule('/b', view_func=a)\n"
            "app.add_url_rule('/v/<id>', view_func=V.as_view('v'))\n"
        },
        ["POST /a", "GET /b", "* /v/:id"],
    ),
    "an application that a class keeps": (
        {
            "app.py": "from flask import Flask\nclass Server:\n    def __init__(self):\n        self.app: Flask = Flask(__name__)\n"
            "        self.routes()\n    def routes(self):\n        @self.app.route('/a', methods=['POST'])\n        def a(): ...\n"
        },
        ["POST /a"],
    ),
    "flask_restful": (
        {
            "app.py": HEAD + "from flask_restful import Api, Resource\nclass R(Resource): ...\n"
            "api = Api(app, prefix='/api')\napi.add_resource(R, '/r', '/r/<int:id>')\n"
        },
        ["* /api/r", "* /api/r/:id"],
    ),
    "flask_restx namespaces": (
        {
            "app.py": HEAD + "from flask_restx import Api, Namespace, Resource\nns = Namespace('cats')\n"
            "api = Api()\n@ns.route('/<id>')\nclass R(Resource): ...\n"
            "api.add_namespace(ns)\napi.init_app(app)\n"
        },
        ["* /cats/:id"],
    ),
    "a loop over blueprints": (
        {
            "app.py": HEAD + "from items import bp\nother = Blueprint('o', __name__)\n@other.get('/o')\ndef o(): ...\n"
            "for blueprint in (bp, other):\n    app.register_blueprint(blueprint)\n",
            "items.py": ITEMS,
        },
        [*BOTH, "GET /o"],
    ),
    "a loop over blueprints and prefixes": (
        {
            "app.py": HEAD + "from items import bp\nTABLE = [(bp, '/api/items')]\n"
            "for blueprint, prefix in TABLE:\n    app.register_blueprint(blueprint, url_prefix=prefix)\n",
            "items.py": ITEMS,
        },
        UNDER_API,
    ),
    "a subclass of Flask": (
        {
            "app.py": "from flask import Flask\nclass Shop(Flask):\n    pass\n\ndef create_app():\n"
            "    app = Shop()\n    app.extensions = {}\n    from items import bp\n"
            "    app.register_blueprint(bp)\n    return app\n",
            "items.py": ITEMS,
        },
        BOTH,
    ),
    "a function mounts the blueprint it is given": (
        {
            "app.py": HEAD + "from items import bp\ndef mount(target, blueprint):\n"
            "    target.register_blueprint(blueprint, url_prefix='/api/items')\nmount(app, bp)\n",
            "items.py": ITEMS,
        },
        UNDER_API,
    ),
    "a source layout": (
        {
            "pyproject.toml": "",
            "src/shop/app.py": "from flask import Flask\nfrom shop.items import bp\n"
            "app = Flask(__name__)\napp.register_blueprint(bp)\n",
            "src/shop/__init__.py": "",
            "src/shop/items.py": ITEMS,
        },
        BOTH,
    ),
}


def table_of(folder: Path, files: dict[str, str]) -> RouteTable:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    workspace = Snapshot(FolderSource(folder))
    return workspace.routes(workspace.applications()[0])


@pytest.mark.parametrize("case", CASES)
def test_routes(case: str, tmp_path: Path) -> None:
    files, expected = CASES[case]
    table = table_of(tmp_path, files)
    assert [f"{route.method} {route.path}" for route in table.routes] == expected
    assert table.is_complete


def test_line_of_a_decorator(tmp_path: Path) -> None:
    table = table_of(tmp_path, {"app.py": HEAD + "\n@app.get('/a')\ndef a(): ...\n"})
    assert table.routes == (Route("GET", "/a", "app.py", 5),)


@pytest.mark.parametrize(
    "text",
    [
        "for bp in find_blueprints():\n    app.register_blueprint(bp)\n",
        "from gone import bp\napp.register_blueprint(bp)\n",
        "@app.get(make_path())\ndef a(): ...\n",
    ],
)
def test_what_cannot_be_followed_is_said(text: str, tmp_path: Path) -> None:
    table = table_of(tmp_path, {"app.py": HEAD + text})
    assert table == RouteTable((), is_complete=False)
