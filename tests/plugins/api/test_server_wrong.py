"""Routes, mounts and proxies that were broken: the recipe gives them back as they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from autofix.sdk import Verdict

INDEX, USERS, ORDERS, PRODUCTS = (
    "server/index.js",
    "server/routes/users.js",
    "server/routes/orders.js",
    "server/routes/products.js",
)
CASES = {
    "typo in a route": ("express", ((USERS, "'/register'", "'/regster'"),), "Cannot POST /api/users/register"),
    "typo in a nested route": ("express", ((PRODUCTS, "reviews'", "reviws'"),), "GET http://localhost:5000/api/products/3/reviews 404 (Not Found)"),
    "method of a named thing": ("express", ((USERS, "router.post('/register'", "router.get('/register'"),), "POST http://localhost:5000/api/users/register 404 (Not Found)"),
    "mounted without its siblings' prefix": ("express", ((INDEX, "'/api/orders'", "'/orders'"),), "GET http://localhost:5000/api/orders 404 (Not Found)"),
    "typo in a mount": ("express", ((INDEX, "'/api/products'", "'/api/prodcts'"),), "GET http://localhost:5000/api/products 404 (Not Found)"),
    "not mounted": ("express", ((INDEX, "app.use('/api/products', products);\n", ""), (INDEX, "const products = require('./routes/products');\n", "")), "Cannot GET /api/products"),
    "page for unknown paths first": ("express", ((INDEX, "app.use('/api/users', users);\n", "app.use((req, res) => {\n  res.status(404).json({ error: 'not found' });\n});\n\napp.use('/api/users', users);\n"), (INDEX, "products);\n\napp.use((req, res) => {\n  res.status(404).json({ error: 'not found' });\n});\n", "products);\n")), "GET http://localhost:5000/api/users 404 (Not Found)"),
    "parameter before the word": ("express", ((USERS, "router.get('/search', (req, res) => res.json([]));\nrouter.get('/:id', (req, res) => res.json({ id: req.params.id }));\n", "router.get('/:id', (req, res) => res.json({ id: req.params.id }));\nrouter.get('/search', (req, res) => res.json([]));\n"),), "GET http://localhost:5000/api/users/search?q=a 404 (Not Found)"),
    "colon left out": ("express", ((ORDERS, "router.delete('/:id'", "router.delete('/id'"),), "DELETE http://localhost:5000/api/orders/12 404 (Not Found)"),
    "mount said again in the route": ("express", ((USERS, "router.get('/search'", "router.get('/users/search'"),), "GET http://localhost:5000/api/users/search?q=a 404 (Not Found)"),
    "slash left out": ("express", ((USERS, "router.post('/login'", "router.post('login'"),), "Cannot POST /api/users/login"),
    "proxy to no host": ("vite", (("frontend/vite.config.js", "'http://localhost:4000'", "'http:localhost:4000'"),), "[vite] http proxy error: /api/notes\nAggregateError [ECONNREFUSED]:\n    at internalConnectMultiple (node:net:1114:18)"),
    "bracket too many": ("fastapi", (("app/routers/coupons.py", '"/apply"', '"/apply)"'),), "POST http://localhost:8000/api/v1/coupons/apply 404 (Not Found)"),
    "django slash too many": ("django", (("shop/urls.py", '"offers/"', '"/offers/"'),), "Not Found: /api/shop/offers/"),
    "esm not mounted": ("vite", (("backend/src/server.js", "app.use('/api/tags', tagsRouter)\n", ""), ("backend/src/server.js", "import tagsRouter from './routes/tags.js'\n", "")), "GET http://localhost:5173/api/tags 404 (Not Found)"),
    "esm mount without prefix": ("vite", (("backend/src/server.js", "'/api/tags'", "'/tags'"),), "GET http://localhost:5173/api/tags 404 (Not Found)"),
    "proxy on the wrong port": ("vite", (("frontend/vite.config.js", "localhost:4000", "localhost:5000"),), "[vite] http proxy error: /api/notes\nAggregateError [ECONNREFUSED]:\n    at internalConnectMultiple (node:net:1114:18)\nError: connect ECONNREFUSED 127.0.0.1:5000"),
    "proxy strips the prefix": ("vite", (("frontend/vite.config.js", "        changeOrigin: true,\n", "        changeOrigin: true,\n        rewrite: (path) => path.replace(/^\\/api/, ''),\n"),), "GET http://localhost:5173/api/notes 404 (Not Found)"),
    "flask typo in a route": ("flask", (("routes/loans.py", '"/active"', '"/activ"'),), '127.0.0.1 - - [01/Jan/2024 10:00:00] "GET /api/loans/active HTTP/1.1" 404 -'),
    "flask method": ("flask", (("routes/books.py", '"/create", methods=["POST"]', '"/create", methods=["GET"]'),), '127.0.0.1 - - [01/Jan/2024 10:00:00] "POST /api/books/create HTTP/1.1" 405 -'),
    "flask blueprint's prefix": ("flask", (("app.py", '"/api/authors"', '"/authors"'),), "GET http://localhost:5001/api/authors 404 (NOT FOUND)"),
    "flask blueprint not registered": ("flask", (("app.py", 'app.register_blueprint(loans_bp, url_prefix="/api/loans")\n', ""), ("app.py", "from routes.loans import loans_bp\n", "")), "GET http://localhost:5001/api/loans/active 404 (NOT FOUND)"),
    "fastapi typo in a route": ("fastapi", (("app/routers/coupons.py", '"/apply"', '"/aply"'),), 'INFO:     127.0.0.1:5000 - "POST /api/v1/coupons/apply HTTP/1.1" 404 Not Found'),
    "fastapi method": ("fastapi", (("app/routers/carts.py", '@router.post("/{cart_id}/items")', '@router.get("/{cart_id}/items")'),), 'INFO:     127.0.0.1:5000 - "POST /api/v1/carts/2/items HTTP/1.1" 405 Method Not Allowed'),
    "fastapi prefix of one router": ("fastapi", (("app/main.py", '"/api/v1/carts"', '"/api/carts"'),), 'INFO:     127.0.0.1:5000 - "GET /api/v1/carts/2 HTTP/1.1" 404 Not Found'),
    "fastapi router not included": ("fastapi", (("app/main.py", 'app.include_router(coupons.router, prefix="/api/v1/coupons", tags=["coupons"])\n', ""), ("app/main.py", "from app.routers import coupons\n", "")), 'INFO:     127.0.0.1:5000 - "POST /api/v1/coupons/apply HTTP/1.1" 404 Not Found\n{"detail":"Not Found"}'),
    "fastapi order": ("fastapi", (("app/routers/items.py", '@router.get("/popular")\ndef popular_items():\n    return []\n\n\n@router.get("/{item_id}")\ndef read_item(item_id: str):\n    return {"id": item_id}\n', '@router.get("/{item_id}")\ndef read_item(item_id: str):\n    return {"id": item_id}\n\n\n@router.get("/popular")\ndef popular_items():\n    return []\n'),), 'INFO:     127.0.0.1:5000 - "GET /api/v1/items/popular HTTP/1.1" 404 Not Found'),
    "django typo in urls": ("django", (("shop/urls.py", '"offers/"', '"ofers/"'),), "Not Found: /api/shop/offers/"),
    "django include's prefix": ("django", (("site_/urls.py", '"api/shop/"', '"shop/"'),), "Not Found: /api/shop/offers/"),
    "django urls not included": ("django", (("site_/urls.py", '    path("api/shop/", include("shop.urls")),\n', ""),), "Not Found: /api/shop/checkout/"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_server_is_as_it_was(name: str, ask: Callable[..., Any], whole: Callable[[str], dict[str, str]]) -> None:
    tree, breaks, report = CASES[name]
    outcome = ask(tree, breaks, report)
    assert outcome.diagnosis.verdict is Verdict.CODE_FIX, outcome.diagnosis
    assert outcome.refused == ""
    wanted = whole(tree)
    for path, text in outcome.files.items():
        # A blank line more or less where a statement was moved is all that may differ.
        assert _lines(text) == _lines(wanted[path]), (path, outcome.diagnosis)
    assert outcome.lost == ()


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
