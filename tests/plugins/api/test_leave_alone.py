"""Reports with no fault that can be mended here: nothing is changed, and the reason says what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from autofix.sdk import Verdict

U, O = "client/src/services/users.js", "client/src/services/orders.js"  # noqa: E741
CASES = {
    "the server is down": ("express", (), "GET http://localhost:5000/api/users net::ERR_CONNECTION_REFUSED\nAxiosError: Network Error", "Start the server"),
    "the server behind the proxy is down": ("vite", (), "[vite] http proxy error: /api/notes\nError: connect ECONNREFUSED 127.0.0.1:4000", "Start the server"),
    "flask is down": ("flask", (), "GET http://localhost:5001/api/books net::ERR_CONNECTION_REFUSED", "Start the server"),
    "no such record": ("express", (), "GET http://localhost:5000/api/products/9999 404 (Not Found)", "restart it"),
    "no such book": ("flask", (), '127.0.0.1 - - [01/Jan/2024 10:00:00] "GET /api/books/77 HTTP/1.1" 404 -', "handler answered by itself"),
    "no such item": ("fastapi", (), 'INFO:     127.0.0.1:5000 - "GET /api/v1/items/9 HTTP/1.1" 404 Not Found\n{"detail":"Item not found"}', "handler answered by itself"),
    "no such post": ("django", (), "Not Found: /api/blog/posts/12/", "handler answered by itself"),
    "an old server runs": ("vite", (), "GET http://localhost:5173/api/tags 404 (Not Found)", "older than"),
    "a host that is behind": ("express", ((U, "api.get('/users')", "api.get('https://shop.onrender.com/api/users')"),), "GET https://shop.onrender.com/api/users 404 (Not Found)", "deploy it"),
    "a third party's API": ("express", ((U, "api.get('/users')", "api.get('https://api.github.com/userss')"),), "GET https://api.github.com/userss 404 (Not Found)", "no server of this repository|documents"),
    "another third party": ("flask", (("static/authors.js", "`${API_URL}/api/authors`", "'https://openlibrary.org/author.json2'"),), "GET https://openlibrary.org/author.json2 404 (Not Found)", "documents"),
    "not logged in": ("express", (), "GET http://localhost:5000/api/orders 401 (Unauthorized)", "asks who is calling"),
    "forbidden": ("fastapi", (), 'INFO:     127.0.0.1:5000 - "GET /api/v1/items HTTP/1.1" 403 Forbidden\nstatus code 403', "refuses"),
    "the handler fails": ("express", (), "GET http://localhost:5000/api/orders 500 (Internal Server Error)\nAxiosError: Request failed with status code 500", "server's log"),
    "a bad gateway": ("flask", (), "GET http://localhost:5001/api/books 502 (Bad Gateway)\nstatus code 502", "server's log"),
    "a feature that was never written": ("express", ((U, "api.get('/users')", "api.get('/statistics/monthly')"),), "GET http://localhost:5000/api/statistics/monthly 404 (Not Found)", "Add the route"),
    "another feature that was never written": ("fastapi", (("web/lib/wishlist.ts", "", "import { client } from './client';\n\nexport const fetchWishlist = () => client.get('/wishlist');\n"),), 'INFO:     127.0.0.1:5000 - "GET /api/v1/wishlist HTTP/1.1" 404 Not Found', "Add the route"),
    "a path that nobody asks for": ("express", (), "Cannot GET /robots-policy", "Add the route"),
    "a scanner": ("flask", (), '127.0.0.1 - - [01/Jan/2024 10:00:00] "GET /wp-login.php HTTP/1.1" 404 -', "Add the route"),
    "nobody answers in time": ("express", (), "GET http://localhost:5000/api/users net::ERR_CONNECTION_TIMED_OUT", "is up"),
    "a name that does not resolve": ("vite", (), "GET https://api.notes.example/api/notes net::ERR_NAME_NOT_RESOLVED", "right name"),
    "too many requests": ("express", (), "POST http://localhost:5000/api/users/login 429 (Too Many Requests)", "wait"),
    "a post is not made a get": ("express", (("server/routes/orders.js", "router.post('/', (req, res) => res.status(201).json(req.body));\n", ""),), "POST http://localhost:5000/api/orders 404 (Not Found)", "Decide which side"),
    "two words for one thing are served": ("express", ((U, "'/users/login'", "'/users/signon'"),), "POST http://localhost:5000/api/users/signon 404 (Not Found)", "Several|Add|which side"),
    "no address at all": ("express", (), "AxiosError: Request failed with status code 404", "Give the method and the address"),
    "html without an address": ("fastapi", (), "SyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON", "Give the method and the address"),
    "a server that nobody knows": ("express", ((U, "api.get('/users')", "api.get('http://localhost:9000/metrics')"),), "GET http://localhost:7000/health net::ERR_CONNECTION_REFUSED", "not committed|look for it"),
    "documents speak of the other port, a container of this one": ("express", (("server/Dockerfile", "", "FROM node:20\nEXPOSE 5000\n"), ("README.md", "Start both and open the page.", "The API is on http://localhost:5050."), ("client/src/api.js", "5000", "5050")), "GET http://localhost:5050/api/users net::ERR_CONNECTION_REFUSED", "decide which one is meant"),
    "compose publishes another port": ("express", (("docker-compose.yml", "", "services:\n  api:\n    ports:\n      - \"8081:5000\"\n"), ("client/src/api.js", "5000", "8081")), "GET http://localhost:8081/api/users net::ERR_CONNECTION_REFUSED", "Start the server"),
    "two words as likely": ("vite", (("backend/src/server.js", "'/api/tags'", "'/api/labelx'"), ("frontend/src/Tags.vue", "'/tags'", "'/labely'"), ("frontend/src/Tags.vue", "`/tags/", "`/labely/")), "GET http://localhost:5173/api/labely 404 (Not Found)", "which side|one place"),
    "a proxy that a manifest would hold": ("express", (("client/package.json", '"vite": "^5.0.0"', '"react-scripts": "5.0.1"'), ("client/src/api.js", "http://localhost:5000/api", "/api")), "GET http://localhost:3000/api/users 404 (Not Found)", "package.json"),
    "an id that nobody filled in": ("express", (), "GET http://localhost:5000/api/users/undefined 404 (Not Found)", "handler answered"),
    "a base that nothing sets": ("express", (), "GET http://localhost:5173/undefined/api/users 404 (Not Found)", "takes the address from|where the front end is built"),
    "what is added where one can only take away": ("express", (("server/routes/orders.js", "router.delete('/:id', (req, res) => res.status(204).end());", "router.delete('/:id', removeOrder);\nfunction removeOrder(req, res) { res.status(204).end(); }"), (O, "", "import api from '../api';\nexport const createOrder = (id) => api.post(`/orders/${id}`);\n")), "POST http://localhost:5000/api/orders/3 404 (Not Found)", "Decide which side"),
    "django asks with the slash by get": ("django", (("ui/src/api.js", "'/api/shop/offers/'", "'/api/shop/offers'"),), '[01/Jan/2024 10:00:00] "GET /api/shop/offers HTTP/1.1" 404 12', "handler answered"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_changed(name: str, ask: Callable[..., Any]) -> None:
    tree, breaks, report, said = CASES[name]
    outcome = ask(tree, breaks, report)
    assert outcome.diagnosis.verdict is not Verdict.CODE_FIX, (outcome.diagnosis, outcome.strategy)
    told = f"{outcome.diagnosis.root_cause} {outcome.diagnosis.reason}"
    assert any(part in told for part in said.split("|")), told
