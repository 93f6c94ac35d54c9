"""One message, several causes: what is changed follows the repository, not the words of the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

U, INDEX = "client/src/services/users.js", "server/index.js"
PRODUCTS = "client/src/services/products.js"
GET_PRODUCTS = "GET http://localhost:5000/api/products 404 (Not Found)"
GET_REVIEWS = "GET http://localhost:5000/api/products/3/reviews 404 (Not Found)"
TAGS = "GET http://localhost:5173/api/tags 404 (Not Found)"
LOANS = '127.0.0.1 - - [01/Jan/2024 10:00:00] "GET /api/loans/active HTTP/1.1" 404 -'
COUPON = 'INFO:     127.0.0.1:5000 - "POST /api/v1/coupons/apply HTTP/1.1" 404 Not Found'
OFFERS = "Not Found: /api/shop/offers/"
REGISTER = "POST http://localhost:5000/api/users/register 404 (Not Found)"
REFUSED = "GET http://localhost:5000/api/users net::ERR_CONNECTION_REFUSED"
PAIRS = {
    "mount misspelt": ("express", ((INDEX, "'/api/products'", "'/api/prodcts'"),), GET_PRODUCTS, INDEX, "server_path"),
    "not mounted": ("express", ((INDEX, "app.use('/api/products', products);\n", ""),), GET_PRODUCTS, INDEX, "mount_router"),
    "not mounted in the router of routers": (
        "express",
        (
            ("server/routes/index.js", "", "const router = require('express').Router();\nconst users = require('./users');\nconst orders = require('./orders');\n\nrouter.use('/users', users);\nrouter.use('/orders', orders);\n\nmodule.exports = router;\n"),
            (INDEX, "const users = require('./routes/users');\nconst orders = require('./routes/orders');\nconst products = require('./routes/products');\n", "const routes = require('./routes');\n"),
            (INDEX, "app.use('/api/users', users);\napp.use('/api/orders', orders);\napp.use('/api/products', products);\n", "app.use('/api', routes);\n"),
        ),
        GET_PRODUCTS, "server/routes/index.js", "mount_router",
    ),
    "mounted without the prefix": ("express", ((INDEX, "'/api/products'", "'/products'"),), GET_PRODUCTS, INDEX, "server_path"),
    "served, no such record": ("express", (), GET_PRODUCTS, "", ""),
    "route misspelt": ("express", (("server/routes/products.js", "reviews'", "reviws'"),), GET_REVIEWS, "server/routes/products.js", "server_path"),
    "reviews served": ("express", (), GET_REVIEWS, "", ""),
    "tags not mounted": ("vite", (("backend/src/server.js", "app.use('/api/tags', tagsRouter)\n", ""), ("backend/src/server.js", "import tagsRouter from './routes/tags.js'\n", "")), TAGS, "backend/src/server.js", "mount_router"),
    "tags without prefix": ("vite", (("backend/src/server.js", "'/api/tags'", "'/tags'"),), TAGS, "backend/src/server.js", "server_path"),
    "tags stripped": ("vite", (("frontend/vite.config.js", "        changeOrigin: true,\n", "        rewrite: (path) => path.replace(/^\\/api/, ''),\n"),), TAGS, "frontend/vite.config.js", "proxy_rewrite"),
    "tags without a proxy": ("vite", (("frontend/vite.config.js", "  server: {\n    proxy: {\n      '/api': {\n        target: 'http://localhost:4000',\n        changeOrigin: true,\n      },\n    },\n  },\n", ""),), TAGS, "frontend/vite.config.js", "add_proxy"),
    "loans misspelt": ("flask", (("routes/loans.py", '"/active"', '"/activ"'),), LOANS, "routes/loans.py", "server_path"),
    "loans not registered": ("flask", (("app.py", 'app.register_blueprint(loans_bp, url_prefix="/api/loans")\n', ""), ("app.py", "from routes.loans import loans_bp\n", "")), LOANS, "app.py", "mount_router"),
    "coupon not included": ("fastapi", (("app/main.py", 'app.include_router(coupons.router, prefix="/api/v1/coupons", tags=["coupons"])\n', ""), ("app/main.py", "from app.routers import coupons\n", "")), COUPON, "app/main.py", "mount_router"),
    "coupon misspelt": ("fastapi", (("app/routers/coupons.py", '"/apply"', '"/aply"'),), COUPON, "app/routers/coupons.py", "server_path"),
    "offers not included": ("django", (("site_/urls.py", '    path("api/shop/", include("shop.urls")),\n', ""),), OFFERS, "site_/urls.py", "mount_router"),
    "offers misspelt": ("django", (("shop/urls.py", '"offers/"', '"ofers/"'),), OFFERS, "shop/urls.py", "server_path"),
    "register by another method": ("express", (("server/routes/users.js", "router.post('/register'", "router.get('/register'"),), REGISTER, "server/routes/users.js", "server_method"),
    "register misspelt": ("express", (("server/routes/users.js", "'/register'", "'/regster'"),), REGISTER, "server/routes/users.js", "server_path"),
    "refused, server down": ("express", (), REFUSED, "", ""),
    "refused, server moved with its documents": ("express", ((INDEX, "listen(5000)", "listen(4321)"), ("README.md", "Start both", "The API is on http://localhost:4321. Start both")), REFUSED, "client/src/api.js", "client_port"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_the_cause_is_told_apart(name: str, ask: Callable[..., Any], whole: Callable[[str], dict[str, str]]) -> None:
    tree, breaks, report, file, recipe = PAIRS[name]
    outcome = ask(tree, breaks, report)
    assert outcome.strategy.removeprefix("recipe:") == recipe, outcome.diagnosis
    before = {**whole(tree)}
    for path, old, new in breaks:
        before[path] = before[path].replace(old, new) if old else new
    changed = [path for path, text in outcome.files.items() if text != before.get(path)]
    assert changed == ([file] if file else [])
    assert outcome.refused == ""
    if file:
        assert outcome.lost == ()
