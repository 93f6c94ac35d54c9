"""What frameworks and drivers print at run time gets a family, a cause and a place, and nothing is changed for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import load_plugins
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Verdict
from autofix.workbench import BUILT_IN

TREE = {
    "package.json": '{"name": "shop", "dependencies": {"react": "^18", "express": "^4", "mongoose": "^8"}}\n',
    "src/App.jsx": "import { Link } from 'react-router-dom';\n\nexport const App = () => <Link to='/'>{user}</Link>;\n",
    "src/pages/Cart.jsx": "export const Cart = ({ items }) => items.map((item) => item.name);\n",
    "src/pages/Home.vue": "<template>\n  <h1>{{ titel }}</h1>\n</template>\n",
    "server/index.js": "const mongoose = require('mongoose');\n\nmongoose.connect(process.env.MONGO_URI);\n",
    "server/routes/users.js": "const router = require('express').Router();\n\nrouter.get('/', list);\nmodule.exports = router;\n",
    "shop/views.py": "from shop.models import Order\n\n\ndef orders(request):\n    return Order.objects.all()\n",
    "pages/api/stock.js": "export default async function handler(req, res) {}\n",
}
CASES = {
    "a component's stack in Chrome": (
        "Uncaught TypeError: Cannot read properties of undefined (reading 'map')\n"
        "    at Cart (http://localhost:5173/src/pages/Cart.jsx?t=1712:1:46)\n"
        "    at renderWithHooks (http://localhost:5173/node_modules/.vite/deps/chunk-XYZ.js?v=1:11548:26)\n",
        "component_error", "src/pages/Cart.jsx:1", "Cannot read properties of undefined"),
    "the same in Firefox": (
        "Uncaught TypeError: items is undefined\n    Cart@webpack-internal:///./src/pages/Cart.jsx:1:46\n"
        "    renderWithHooks@webpack-internal:///./node_modules/react-dom/cjs/react-dom.development.js:16305:27\n",
        "component_error", "src/pages/Cart.jsx:1", "items is undefined"),
    "an object as a child": (
        "Error: Objects are not valid as a React child (found: object with keys {id, name}).\n",
        "component_error", None, "puts an object where React wants text"),
    "a link outside the router": (
        "Error: useHref() may be used only in the context of a <Router> component.\n"
        "    at Link (http://localhost:3000/src/App.jsx:3:26)\n",
        "router_error", "src/App.jsx:3", "outside of it"),
    "a property of a template": (
        '[Vue warn]: Property "titel" was accessed during render but is not defined on instance.\n',
        "component_error", "src/pages/Home.vue:2", "titel"),
    "window on the server": (
        "ReferenceError: window is not defined\n    at App (/srv/shop/src/App.jsx:3:7)\n",
        "ssr_error", "src/App.jsx:3", "window is used while the page is rendered"),
    "a hydration": ("Error: Hydration failed because the initial UI does not match.\n", "ssr_error", None, "differs"),
    "a handler without an answer": (
        "API resolved without sending a response for /api/stock, this may result in stalled requests.\n",
        "api_route_error", None, "/api/stock"),
    "a route without its handler": (
        "Error: Route.get() requires a callback function but got a [object Undefined]\n"
        "    at Route.<computed> [as get] (/srv/shop/node_modules/express/lib/router/route.js:211:15)\n"
        "    at Object.<anonymous> (/srv/shop/server/routes/users.js:3:8)\n",
        "route_error", "server/routes/users.js:3", "a handler that is not there"),
    "middleware that is none": (
        "TypeError: Router.use() requires a middleware function but got a Object\n"
        "    at Object.<anonymous> (/srv/shop/server/index.js:3:5)\n",
        "middleware_error", "server/index.js:3", "no function"),
    "answered twice": (
        "Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers after they are sent to the client\n"
        "    at ServerResponse.setHeader (node:_http_outgoing:659:11)\n"
        "    at list (/srv/shop/server/routes/users.js:3:9)\n",
        "middleware_error", "server/routes/users.js:3", "answered twice"),
    "a row without a value": (
        'Traceback (most recent call last):\n  File "/srv/shop/shop/views.py", line 5, in orders\n'
        "    return Order.objects.all()\n"
        '  File "/usr/lib/python3/site-packages/django/db/backends/sqlite3/base.py", line 328, in execute\n'
        "django.db.utils.IntegrityError: NOT NULL constraint failed: shop_order.total\n",
        "database_error", "shop/views.py:5", "breaks one of its rules"),
    "a unique field": (
        "MongoServerError: E11000 duplicate key error collection: shop.users index: email_1\n"
        "    at list (/srv/shop/server/routes/users.js:3:9)\n",
        "database_error", "server/routes/users.js:3", "breaks one of its rules"),
    "large chunks": (
        "(!) Some chunks are larger than 500 kB after minification.\n", "build_optimization", None, "load more at once"),
    "an error of the server that nobody knows": (
        "TypeError: user.save is not a function\n    at list (/srv/shop/server/routes/users.js:3:12)\n",
        "api_error", "server/routes/users.js:3", "user.save is not a function"),
}  # fmt: skip


def answer(folder: Path, report: str):
    for path, text in TREE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    plugins = load_plugins(BUILT_IN)
    repair = Repairer(plugins, None).repair(read_report(report), Snapshot(FolderSource(folder)))
    assert not plugins.failures
    return repair


@pytest.mark.parametrize("case", CASES)
def test_it_is_named_and_located(tmp_path, case):
    report, family, place, words = CASES[case]

    found = answer(tmp_path, report)

    assert found.diagnosis is not None
    assert found.diagnosis.family == family
    assert words in found.diagnosis.root_cause
    assert found.diagnosis.verdict is Verdict.ACTION_RECOMMENDED
    assert found.diagnosis.reason
    assert found.chosen is None
    assert place in ([f"{at.file}:{at.line}" for at in found.diagnosis.located[:1]] or [None])


@pytest.mark.parametrize(
    "report",
    [
        "MongooseServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017\n",
        "MongoServerError: bad auth : Authentication failed.\n",
    ],
)
def test_a_database_that_is_down_is_not_the_code_s_fault(tmp_path, report):
    found = answer(tmp_path, report)

    assert found.diagnosis is not None
    assert (found.diagnosis.family, found.diagnosis.verdict) == ("database_connection", Verdict.NOT_CODE)
    assert [f"{at.file}:{at.line}" for at in found.diagnosis.located] == ["server/index.js:3"]


@pytest.mark.parametrize(
    ("report", "family"),
    [
        ("Error: listen EADDRINUSE: address already in use :::3000\n", "port_conflict"),
        ("GET http://localhost:4000/api/carts 404 (Not Found)\n", "api_endpoint_error"),
        (
            "Access to fetch at 'http://localhost:4000/x' from origin 'http://localhost:3000' has been blocked by CORS "
            "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
            "Uncaught TypeError: Failed to fetch\n    at App (http://localhost:3000/src/App.jsx:3:7)\n",
            "cors_error",
        ),
    ],
)
def test_who_has_recipes_goes_first(tmp_path, report, family):
    found = answer(tmp_path, report)

    assert found.diagnosis is not None
    assert found.diagnosis.family == family


def test_a_stack_that_leads_elsewhere_says_nothing(tmp_path):
    report = "TypeError: x is not a function\n    at run (/usr/lib/tool/cli.js:3:4)\n"

    assert answer(tmp_path, report).diagnosis is None
