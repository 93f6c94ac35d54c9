"""Calls that were broken: the recipe gives them back as they were, and the contract is whole again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from autofix.sdk import Verdict

U, O, P = ("client/src/services/users.js", "client/src/services/orders.js", "client/src/services/products.js")  # noqa: E741
CASES = {
    "plural left out": ("express", U, "api.get('/users')", "api.get('/user')", "GET http://localhost:5000/api/user 404 (Not Found)"),
    "typo in one call": ("express", O, "api.get('/orders')", "api.get('/ordrs')", "Cannot GET /api/ordrs"),
    "prefix doubled in the call": ("express", O, "api.post('/orders'", "api.post('/api/orders'", "POST http://localhost:5000/api/api/orders 404 (Not Found)"),
    "prefix missing in the base": ("express", "client/src/api.js", "localhost:5000/api", "localhost:5000", "GET http://localhost:5000/products 404 (Not Found)\nAxiosError: Request failed with status code 404"),
    "parameter's sibling renamed": ("express", P, "/reviews`", "/review`", "GET http://localhost:5000/api/products/7/review 404 (Not Found)"),
    "wrong collection word in template": ("express", P, "api.get(`/products/${id}`)", "api.get(`/product/${id}`)", "GET http://localhost:5000/api/product/12 404 (Not Found)"),
    "method of the call": ("express", O, "api.delete(`/orders", "api.post(`/orders", "POST http://localhost:5000/api/orders/3 404 (Not Found)"),
    "post asked by get": ("express", U, "api.post('/users/login', data)", "api.get('/users/login', data)", "Cannot GET /api/users/login"),
    "case of a segment": ("express", U, "/users/search?", "/users/serch?", "GET http://localhost:5000/api/users/serch?q=a 404 (Not Found)"),
    "port of the client": ("express", "client/src/api.js", "localhost:5000", "localhost:5050", "GET http://localhost:5050/api/users net::ERR_CONNECTION_REFUSED\nAxiosError: Network Error"),
    "port of the page's own server": ("express", "client/src/api.js", "localhost:5000", "localhost:5173", "GET http://localhost:5173/api/users 404 (Not Found)"),
    "port of the client, in node's words": ("express", "client/src/api.js", "localhost:5000", "localhost:8000", "POST http://localhost:8000/api/orders net::ERR_CONNECTION_REFUSED"),
    "version in the base": ("express", "client/src/api.js", "5000/api'", "5000/api/v1'", "GET http://localhost:5000/api/v1/orders 404 (Not Found)"),
    "wrapper called with a typo": ("vite", "frontend/src/Tags.vue", "request('/tags')", "request('/tag')", "GET http://localhost:5173/api/tag 404 (Not Found)"),
    "wrapper called with the prefix again": ("vite", "frontend/src/Notes.vue", "request('/notes')", "request('/api/notes')", "GET http://localhost:5173/api/api/notes 404 (Not Found)"),
    "wrapper called with put": ("vite", "frontend/src/Tags.vue", "'DELETE'", "'POST'", "POST http://localhost:5173/api/tags/red 404 (Not Found)"),
    "put where only patch is": ("vite", "frontend/src/Notes.vue", "'PATCH'", "'PUT'", "PUT http://localhost:5173/api/notes/4 404 (Not Found)"),
    "slash missing after the prefix": ("vite", "frontend/src/Notes.vue", "request('/notes')", "request('notes')", "GET http://localhost:5173/apinotes 404 (Not Found)"),
    "slash missing, express's words": ("vite", "frontend/src/Tags.vue", "request('/tags')", "request('tags')", "Cannot GET /apitags"),
    "fetch with another word": ("flask", "static/books.js", "`${API_URL}/api/books`", "`${API_URL}/api/book`", '127.0.0.1 - - [01/Jan/2024 10:00:00] "GET /api/book HTTP/1.1" 404 -'),
    "concatenated path": ("flask", "static/books.js", "'/api/books/' + id", "'/books/' + id", "GET http://localhost:5001/books/3 404 (NOT FOUND)"),
    "prefix missing in one template": ("flask", "static/authors.js", "/api/authors`", "/authors`", "GET http://localhost:5001/authors 404 (NOT FOUND)"),
    "slash at the end that flask refuses": ("flask", "static/authors.js", "/api/authors`", "/api/authors/`", "GET http://localhost:5001/api/authors/ 404 (NOT FOUND)"),
    "method not allowed by flask": ("flask", "static/books.js", "method: 'POST',\n    body", "method: 'PUT',\n    body", '127.0.0.1 - - [01/Jan/2024 10:00:00] "PUT /api/books/create HTTP/1.1" 405 -'),
    "port in a constant of another file": ("flask", "static/config.js", "5001", "5000", "GET http://localhost:5000/api/books net::ERR_CONNECTION_REFUSED\nTypeError: Failed to fetch"),
    "base with a slash too many": ("flask", "static/config.js", "5001'", "5001/'", "GET http://localhost:5001//api/authors 404 (NOT FOUND)"),
    "env value without the version": ("fastapi", "web/.env.development", "8000/api/v1", "8000/api", 'INFO:     127.0.0.1:5000 - "GET /api/items HTTP/1.1" 404 Not Found'),
    "class client, wrong word": ("fastapi", "web/lib/carts.ts", "`/carts/${id}`", "`/cart/${id}`", 'INFO:     127.0.0.1:50312 - "GET /api/v1/cart/9 HTTP/1.1" 404 Not Found'),
    "class client, doubled version": ("fastapi", "web/lib/items.ts", "client.get('/items/popular')", "client.get('/v1/items/popular')", "GET http://localhost:8000/api/v1/v1/items/popular 404 (Not Found)"),
    "class client, missing slash": ("fastapi", "web/lib/carts.ts", "'/coupons/apply'", "'coupons/apply'", '"POST /api/v1coupons/apply HTTP/1.1" 404 Not Found'),
    "drf's slash for a post": ("django", "ui/src/api.js", "post('/api/blog/posts/'", "post('/api/blog/posts'", "RuntimeError: You called this URL via POST, but the URL doesn't end in a slash and you have APPEND_SLASH set. Django can't redirect to the slash URL while maintaining POST data. Change your form to point to localhost:8000/api/blog/posts/ (note the trailing slash), or set APPEND_SLASH=False in your Django settings."),
    "django not found": ("django", "ui/src/api.js", "'/api/shop/offers/'", "'/api/shop/offer/'", 'Not Found: /api/shop/offer/\n[01/Jan/2024 10:00:00] "GET /api/shop/offer/ HTTP/1.1" 404 2310'),
    "router's own name left out": ("express", U, "/users/search?", "/search?", "GET http://localhost:5000/api/search?q=a 404 (Not Found)"),
    "another name for one thing": ("express", U, "'/users/register'", "'/users/signup'", "POST http://localhost:5000/api/users/signup 404 (Not Found)"),
    "a word that the method says already": ("express", O, "api.get('/orders')", "api.get('/orders/all')", "GET http://localhost:5000/api/orders/all 404 (Not Found)"),
    "create at the end of a post": ("express", O, "api.post('/orders'", "api.post('/orders/create'", "Cannot POST /api/orders/create"),
    "segments the other way round": ("express", P, "`/products/${id}/reviews`", "`/products/reviews/${id}`", "GET http://localhost:5000/api/products/reviews/7 404 (Not Found)"),
    "https of a plain server": ("express", "client/src/api.js", "http://localhost", "https://localhost", "GET https://localhost:5000/api/users net::ERR_SSL_PROTOCOL_ERROR\nAxiosError: Network Error"),
    "a letter for the version's figure": ("fastapi", "web/.env.development", "8000/api/v1", "8000/api/vi", "GET http://localhost:8000/api/vi/items 404 (Not Found)"),
    "django prefix missing": ("django", "ui/src/api.js", "'/api/shop/checkout/'", "'/shop/checkout/'", "Not Found: /shop/checkout/"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_call_is_as_it_was(name: str, ask: Callable[..., Any], whole: Callable[[str], dict[str, str]]) -> None:
    tree, file, old, new, report = CASES[name]
    outcome = ask(tree, ((file, old, new),), report)
    assert outcome.diagnosis.verdict is Verdict.CODE_FIX, outcome.diagnosis
    assert outcome.refused == ""
    assert outcome.files[file] == whole(tree)[file], outcome.diagnosis
    assert outcome.lost == ()
    assert outcome.diagnosis.assumptions, "the client's code was not run"
