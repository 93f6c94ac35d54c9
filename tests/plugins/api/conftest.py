"""Small applications whose calls and routes meet, and the engine they are put to once one of them is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.diagnose import diagnose
from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.patch import make_patch
from autofix.engine.plugins import load_plugins
from autofix.engine.propose import propose
from autofix.engine.report import read_report
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Diagnosis, Verdict
from plugins.api.contract import Contract

EXPRESS = {
    "package.json": '{\n  "name": "shop",\n  "version": "1.0.0",\n  "scripts": { "start": "node server/index.js" },\n  "dependencies": { "express": "^4.18.0" }\n}\n',
    "README.md": "# Shop\n\nStart both and open the page.\n",
    "server/index.js": """const express = require('express');
const users = require('./routes/users');
const orders = require('./routes/orders');
const products = require('./routes/products');

const app = express();
app.use(express.json());
app.use('/api/users', users);
app.use('/api/orders', orders);
app.use('/api/products', products);

app.use((req, res) => {
  res.status(404).json({ error: 'not found' });
});

app.listen(5000);
""",
    "server/routes/users.js": """const router = require('express').Router();

router.get('/', (req, res) => res.json([]));
router.get('/search', (req, res) => res.json([]));
router.get('/:id', (req, res) => res.json({ id: req.params.id }));
router.post('/register', (req, res) => res.status(201).json(req.body));
router.post('/login', (req, res) => res.json({ token: req.body.name }));

module.exports = router;
""",
    "server/routes/orders.js": """const router = require('express').Router();

router.get('/', (req, res) => res.json([]));
router.post('/', (req, res) => res.status(201).json(req.body));
router.put('/:id/status', (req, res) => res.json(req.body));
router.delete('/:id', (req, res) => res.status(204).end());

module.exports = router;
""",
    "server/routes/products.js": """const router = require('express').Router();

router.get('/', (req, res) => res.json([]));
router.get('/:id', (req, res) => res.json({ id: req.params.id }));
router.get('/:id/reviews', (req, res) => res.json([]));

module.exports = router;
""",
    "client/package.json": '{\n  "name": "client",\n  "version": "0.1.0",\n  "private": true,\n  "devDependencies": { "vite": "^5.0.0" },\n  "dependencies": { "react": "^18.0.0", "axios": "^1.6.0" }\n}\n',
    "client/src/api.js": """import axios from 'axios';

const api = axios.create({ baseURL: 'http://localhost:5000/api' });

export default api;
""",
    "client/src/services/users.js": """import api from '../api';

export const listUsers = () => api.get('/users');
export const searchUsers = (q) => api.get(`/users/search?q=${q}`);
export const getUser = (id) => api.get(`/users/${id}`);
export const register = (data) => api.post('/users/register', data);
export const login = (data) => api.post('/users/login', data);
""",
    "client/src/services/orders.js": """import api from '../api';

export const listOrders = () => api.get('/orders');
export const createOrder = (order) => api.post('/orders', order);
export const setStatus = (id, status) => api.put(`/orders/${id}/status`, { status });
export const removeOrder = (id) => api.delete(`/orders/${id}`);
""",
    "client/src/services/products.js": """import api from '../api';

export const listProducts = () => api.get('/products');
export const getProduct = (id) => api.get(`/products/${id}`);
export const getReviews = (id) => api.get(`/products/${id}/reviews`);
""",
}
VITE = {
    "backend/package.json": '{\n  "name": "backend",\n  "type": "module",\n  "scripts": { "dev": "node src/server.js" },\n  "dependencies": { "express": "^4.18.0" }\n}\n',
    "backend/src/server.js": """import express from 'express'
import notesRouter from './routes/notes.js'
import tagsRouter from './routes/tags.js'

const app = express()
app.use(express.json())
app.use('/api/notes', notesRouter)
app.use('/api/tags', tagsRouter)

app.listen(4000, () => console.log('listening'))
""",
    "backend/src/routes/notes.js": """import { Router } from 'express'

const router = Router()
router.get('/', (req, res) => res.json([]))
router.post('/', (req, res) => res.status(201).json(req.body))
router.patch('/:id', (req, res) => res.json(req.body))

export default router
""",
    "backend/src/routes/tags.js": """import { Router } from 'express'

const router = Router()
router.get('/', (req, res) => res.json([]))
router.delete('/:name', (req, res) => res.sendStatus(204))

export default router
""",
    "frontend/package.json": '{\n  "name": "frontend",\n  "private": true,\n  "devDependencies": { "vite": "^5.0.0" },\n  "dependencies": { "vue": "^3.4.0" }\n}\n',
    "frontend/vite.config.js": """import { defineConfig } from 'vite'
import vue from '@vitejs/plugin-vue'

export default defineConfig({
  plugins: [vue()],
  server: {
    proxy: {
      '/api': {
        target: 'http://localhost:4000',
        changeOrigin: true,
      },
    },
  },
})
""",
    "frontend/src/http.ts": """export async function request<T>(path: string, options: RequestInit = {}): Promise<T> {
  const response = await fetch(`/api${path}`, options)
  return response.json()
}
""",
    "frontend/src/Notes.vue": """<script setup lang="ts">
import { request } from './http'

const load = () => request('/notes')
const add = (body: string) => request('/notes', { method: 'POST', body })
const edit = (id: number, body: string) => request(`/notes/${id}`, { method: 'PATCH', body })
</script>

<template><main /></template>
""",
    "frontend/src/Tags.vue": """<script setup lang="ts">
import { request } from './http'

const load = () => request('/tags')
const drop = (name: string) => request(`/tags/${name}`, { method: 'DELETE' })
</script>

<template><aside /></template>
""",
}
FLASK = {
    "requirements.txt": "flask==3.0.0\n",
    "app.py": """from flask import Flask

from routes.books import books_bp
from routes.authors import authors_bp
from routes.loans import loans_bp

app = Flask(__name__)
app.register_blueprint(books_bp, url_prefix="/api/books")
app.register_blueprint(authors_bp, url_prefix="/api/authors")
app.register_blueprint(loans_bp, url_prefix="/api/loans")

if __name__ == "__main__":
    app.run(port=5001)
""",
    "routes/__init__.py": "",
    "routes/books.py": """from flask import Blueprint, jsonify, request

books_bp = Blueprint("books", __name__)


@books_bp.route("", methods=["GET"])
def list_books():
    return jsonify([])


@books_bp.route("/<int:book_id>", methods=["GET"])
def get_book(book_id):
    return jsonify({"id": book_id})


@books_bp.route("/create", methods=["POST"])
def create_book():
    return jsonify(request.get_json()), 201
""",
    "routes/authors.py": """from flask import Blueprint, jsonify

authors_bp = Blueprint("authors", __name__)


@authors_bp.route("", methods=["GET"])
def list_authors():
    return jsonify([])


@authors_bp.route("/<int:author_id>/books", methods=["GET"])
def books_of(author_id):
    return jsonify([author_id])
""",
    "routes/loans.py": """from flask import Blueprint, jsonify, request

loans_bp = Blueprint("loans", __name__)


@loans_bp.route("/active", methods=["GET"])
def active_loans():
    return jsonify([])


@loans_bp.route("/return", methods=["POST"])
def update_loan():
    return jsonify(request.json)
""",
    "static/config.js": "export const API_URL = 'http://localhost:5001';\n",
    "static/books.js": """import { API_URL } from './config.js';

export async function loadBooks() {
  const response = await fetch(`${API_URL}/api/books`);
  return response.json();
}

export function loadBook(id) {
  return fetch(API_URL + '/api/books/' + id).then((r) => r.json());
}

export function createBook(book) {
  return fetch(`${API_URL}/api/books/create`, {
    method: 'POST',
    body: JSON.stringify(book),
  });
}
""",
    "static/authors.js": """import { API_URL } from './config.js';

export const loadAuthors = () => fetch(`${API_URL}/api/authors`);
export const booksOf = (id) => fetch(`${API_URL}/api/authors/${id}/books`);
export const activeLoans = () => fetch(`${API_URL}/api/loans/active`);
export const giveBack = (loan) => fetch(`${API_URL}/api/loans/return`, { method: 'POST', body: JSON.stringify(loan) });
""",
}
FASTAPI = {
    "requirements.txt": "fastapi\nuvicorn\n",
    "app/__init__.py": "",
    "app/main.py": """from fastapi import FastAPI

from app.routers import items
from app.routers import carts
from app.routers import coupons

app = FastAPI()
app.include_router(items.router, prefix="/api/v1/items", tags=["items"])
app.include_router(carts.router, prefix="/api/v1/carts", tags=["carts"])
app.include_router(coupons.router, prefix="/api/v1/coupons", tags=["coupons"])
""",
    "app/routers/__init__.py": "",
    "app/routers/items.py": """from fastapi import APIRouter

router = APIRouter()


@router.get("")
def list_items():
    return []


@router.get("/popular")
def popular_items():
    return []


@router.get("/{item_id}")
def read_item(item_id: str):
    return {"id": item_id}
""",
    "app/routers/carts.py": """from fastapi import APIRouter

router = APIRouter()


@router.get("/{cart_id}")
def read_cart(cart_id: int):
    return {"id": cart_id}


@router.post("/{cart_id}/items")
def add_item(cart_id: int, item: dict):
    return item
""",
    "app/routers/coupons.py": """from fastapi import APIRouter

router = APIRouter()


@router.post("/apply")
def apply_coupon(coupon: dict):
    return coupon
""",
    "web/package.json": '{\n  "name": "web",\n  "private": true,\n  "dependencies": { "next": "14.0.0", "react": "18.2.0" }\n}\n',
    "web/.env.development": "NEXT_PUBLIC_API_URL=http://localhost:8000/api/v1\n",
    "web/lib/client.ts": """const BASE = process.env.NEXT_PUBLIC_API_URL || 'http://localhost:8000/api/v1';

export class Client {
  async get(path: string) {
    return this.send('GET', path);
  }

  async post(path: string, body: unknown) {
    return this.send('POST', path, body);
  }

  private async send(method: string, path: string, body?: unknown) {
    return fetch(`${BASE}${path}`, { method, body: JSON.stringify(body) });
  }
}

export const client = new Client();
""",
    "web/lib/items.ts": """import { client } from './client';

export const listItems = () => client.get('/items');
export const popular = () => client.get('/items/popular');
export const readItem = (id: string) => client.get(`/items/${id}`);
""",
    "web/lib/carts.ts": """import { client } from './client';

export const readCart = (id: number) => client.get(`/carts/${id}`);
export const addItem = (id: number, item: object) => client.post(`/carts/${id}/items`, item);
export const applyCoupon = (code: string) => client.post('/coupons/apply', { code });
""",
}
DJANGO = {
    "requirements.txt": "django\ndjangorestframework\n",
    "manage.py": "import os\nimport sys\n\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_.settings')\nexecute_from_command_line(sys.argv)\n",
    "site_/__init__.py": "",
    "site_/settings.py": "SECRET_KEY = 'x'\nDEBUG = True\nROOT_URLCONF = 'site_.urls'\nINSTALLED_APPS = ['blog', 'shop']\nMIDDLEWARE = []\n",
    "site_/urls.py": """from django.urls import include, path

urlpatterns = [
    path("api/blog/", include("blog.urls")),
    path("api/shop/", include("shop.urls")),
]
""",
    "blog/__init__.py": "",
    "blog/urls.py": """from django.urls import path

from . import views

urlpatterns = [
    path("posts/", views.posts),
    path("posts/<int:pk>/", views.post_detail),
]
""",
    "blog/views.py": "from django.http import JsonResponse\n\n\ndef posts(request):\n    return JsonResponse([], safe=False)\n\n\ndef post_detail(request, pk):\n    return JsonResponse({'id': pk})\n",
    "shop/__init__.py": "",
    "shop/urls.py": """from django.urls import path

from . import views

urlpatterns = [
    path("offers/", views.offers),
    path("checkout/", views.checkout),
]
""",
    "shop/views.py": "from django.http import JsonResponse\n\n\ndef offers(request):\n    return JsonResponse([], safe=False)\n\n\ndef checkout(request):\n    return JsonResponse({})\n",
    "ui/package.json": '{\n  "name": "ui",\n  "private": true,\n  "dependencies": { "react-scripts": "5.0.1", "axios": "^1.6.0" }\n}\n',
    "ui/src/api.js": """import axios from 'axios'

axios.defaults.baseURL = 'http://localhost:8000'

export const posts = () => axios.get('/api/blog/posts/')
export const post = (id) => axios.get(`/api/blog/posts/${id}/`)
export const writePost = (data) => axios.post('/api/blog/posts/', data)
export const offers = () => axios.get('/api/shop/offers/')
export const checkout = (cart) => axios.post('/api/shop/checkout/', cart)
""",
}
TREES = {"express": EXPRESS, "vite": VITE, "flask": FLASK, "fastapi": FASTAPI, "django": DJANGO}
Break = tuple[str, str, str]


@dataclass(frozen=True)
class Outcome:
    """What came of a broken tree: the diagnosis, and the files as the first candidate leaves them."""

    diagnosis: Diagnosis
    files: dict[str, str]
    strategy: str
    refused: str
    lost: tuple[str, ...]


def broken(tree: str, breaks: tuple[Break, ...]) -> dict[str, str]:
    """The tree with each text put for another; a None as text takes the file away, an absent file is added."""
    files = dict(TREES[tree])
    for file, old, new in breaks:
        if old == "":
            files[file] = new
            continue
        assert old in files[file], f"{file} of {tree} does not hold {old!r}"
        files[file] = files[file].replace(old, new)
    return files


@pytest.fixture
def whole() -> Callable[[str], dict[str, str]]:
    return lambda tree: dict(TREES[tree])


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., Outcome]:
    plugins = load_plugins(("plugins.cors", "plugins.api", "plugins.build"))

    def answer(tree: str, breaks: tuple[Break, ...], report: str) -> Outcome:
        files = broken(tree, breaks)
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        workspace = Snapshot(FolderSource(tmp_path))
        problem = read_report(report)
        found = diagnose(problem, workspace, plugins)
        assert found is not None, "no plugin took the report"
        assert not plugins.failures, plugins.failures
        assert found.family == "api_endpoint_error"
        if found.verdict is not Verdict.CODE_FIX:
            return Outcome(found, files, "", "", ())
        candidates = propose(problem, found, workspace, plugins)
        assert not plugins.failures, plugins.failures
        if not candidates:
            return Outcome(found, files, "", "", ())
        patch = make_patch(workspace, candidates[0])
        gates = pass_gates(Proposal(workspace, candidates[0], patch, Policy(), None))
        refused = "; ".join(f"{g.name}: {g.explanation}" for g in gates if not g.passed)
        changed = Snapshot(Overlay(workspace.source, patch.contents()))
        contract = Contract(changed)
        lost = tuple(f"{c.method} {c.path} ({c.file}:{c.line})" for c in contract.calls if not contract.joins(c))
        written = {path: data.decode() for path, data in patch.contents().items() if data is not None}
        return Outcome(found, {**files, **written}, candidates[0].strategy, refused, lost)

    return answer
