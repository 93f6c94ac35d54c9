"""What the clients of front ends and tests are read as: method, origin and path, and the literal to be edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot

CASES = {
    "fetch": ("a.js", "fetch('/api/users')", ["GET /api/users"]),
    "fetch with options": ("a.js", "fetch(`/api/users/${id}?full=1`, { method: 'DELETE' })", ["DELETE /api/users/:id"]),
    "fetch of a concatenation": ("a.js", "const B = 'http://localhost:5000'\nfetch(B + '/users/' + user.id)", ["GET http://localhost:5000/users/:id"]),
    "axios by verb": ("a.js", "import axios from 'axios'\naxios.post('/api/users', data)", ["POST /api/users"]),
    "axios by configuration": ("a.js", "import axios from 'axios'\naxios({ url: '/api/users', method: 'put', data })", ["PUT /api/users"]),
    "an instance": ("a.ts", "import axios from 'axios'\nconst http = axios.create({ baseURL: 'http://localhost:3001/v1/' })\nhttp.get<User[]>('/users')", ["GET http://localhost:3001/v1/users"]),
    "an awaited generic call": ("a.ts", "import axios from 'axios'\nconst c = axios.create({ baseURL: '/v1' })\nconst load = async () => { const r = await c.get<User[]>('/users') }", ["GET /v1/users"]),
    "an interceptor": ("a.js", "import axios from 'axios'\nconst api = axios.create()\napi.interceptors.request.use((config) => { config.baseURL = 'http://localhost:4000/api'; return config })\napi.get('/users')", ["GET http://localhost:4000/api/users"]),
    "ky": ("a.js", "import ky from 'ky'\nconst api = ky.create({ prefixUrl: 'http://localhost:4000/api' })\napi.get('users/me')", ["GET http://localhost:4000/api/users/me"]),
    "superagent": ("a.js", "import superagent from 'superagent'\nsuperagent.get('/api/users')", ["GET /api/users"]),
    "nuxt": ("a.vue", "<script setup>\nconst { data } = await useFetch('/users', { baseURL: 'http://localhost:8000' })\n</script>\n<template><p>{{ '/x' }}</p></template>", ["GET http://localhost:8000/users"]),
    "swr": ("a.jsx", "import useSWR from 'swr'\nconst fetcher = (url) => fetch(`http://localhost:5000${url}`).then(r => r.json())\nexport const useUser = (id) => useSWR(id ? `/users/${id}` : null, fetcher)", ["GET http://localhost:5000/users/:id"]),
    "react query": ("a.jsx", "import axios from 'axios'\nuseQuery({ queryKey: ['u'], queryFn: () => axios.get('/api/users') })", ["GET /api/users"]),
    "rtk query": ("a.js", "createApi({ baseQuery: fetchBaseQuery({ baseUrl: '/api/' }), endpoints: (b) => ({ u: b.query({ query: (id) => `users/${id}` }), a: b.mutation({ query: (body) => ({ url: 'users', method: 'POST', body }) }) }) })", ["GET /api/users/:id", "POST /api/users"]),
    "rtk query, injected, by an enum": ("a.ts", "enum Verb { POST = 'POST' }\nconst base = createApi({ baseQuery: fetchBaseQuery({ baseUrl: '/api' }), endpoints: () => ({}) })\nbase.injectEndpoints({ endpoints: (b) => ({ s: b.mutation({ query: (body) => ({ url: '/signup', method: Verb.POST, body }) }) }) })", ["POST /api/signup"]),
    "a generic wrapper": ("a.ts", "const B = '/api'\nasync function request<T>(path: string): Promise<T> { return (await fetch(B + path)).json() }\nexport const slots = (id: number) => request<string[]>(`/slots/${id}`)", ["GET /api/slots/:id"]),
    "what an interceptor sends again": ("a.js", "import axios from 'axios'\nconst api = axios.create({ baseURL: '/api' })\napi.interceptors.response.use(null, (error) => { const originalRequest = error.config; return api(originalRequest) })\napi.get('/users')", ["GET /api/users"]),
    "jquery": ("a.js", "$.ajax({ url: '/api/users', type: 'POST' }); $.getJSON('/api/items')", ["POST /api/users", "GET /api/items"]),
    "angular": ("a.service.ts", "import { HttpClient } from '@angular/common/http'\nexport class S {\n  private base = 'http://localhost:3000/api'\n  constructor(private http: HttpClient) {}\n  all() { return this.http.get<User[]>(`${this.base}/users`) }\n}", ["GET http://localhost:3000/api/users"]),
    "xhr": ("a.js", "const xhr = new XMLHttpRequest()\nxhr.open('GET', '/api/users')", ["GET /api/users"]),
    "a default of the environment": ("a.js", "const B = process.env.REACT_APP_X || 'http://localhost:5000'\nfetch(`${B}/users`)", ["GET http://localhost:5000/users"]),
    "a class with a constructor": ("a.js", "class C { constructor(base) { this.base = base }\n get(path) { return fetch(this.base + path) } }\nconst c = new C('http://localhost:1234')\nc.get('/users')", ["GET http://localhost:1234/users"]),
    "a factory": ("a.js", "function make(base) { return { get: (path) => fetch(base + path) } }\nconst c = make('/api')\nc.get('/users')", ["GET /api/users"]),
    "a wrapper with options": ("a.js", "async function call(endpoint, options = {}) { return fetch('/api' + endpoint, options) }\ncall('/users', { method: 'PATCH' })", ["PATCH /api/users"]),
    "a wrapper that builds addresses": ("a.js", "const url = (path) => `http://localhost:5000/api${path}`\nfetch(url('/users'))", ["GET http://localhost:5000/api/users"]),
    "a slash put before what has none": ("a.js", "const url = (path) => `http://localhost:5000${path.startsWith('/') ? path : `/${path}`}`\nfetch(url('users'))\nfetch(url('/items'))", ["GET http://localhost:5000/users", "GET http://localhost:5000/items"]),
    "a path that gets its prefix later": ("a.js", "const url = (path) => { let whole = path; if (!path.startsWith('api/')) { whole = `api/${path}` }\n return `http://localhost:5000/${whole}` }\nfetch(url('users'))", ["GET http://localhost:5000/api/users"]),
    "an address that may be whole": ("a.js", "const get = (url) => fetch(url.startsWith('http') ? url : `http://localhost:5000${url}`)\nget('/users')\nget('https://api.example.com/x/items')", ["GET http://localhost:5000/users", "GET https://api.example.com/x/items"]),
    "a wrapper known by name alone": ("a.js", "import axios from 'axios'\nexport const loadFromApi = (url) => axios.get(`/api/${url}`)\nloadFromApi('users')", ["GET /api/users"]),
    "methods that are fields": ("a.ts", "import axios from 'axios'\nconst client = axios.create({ baseURL: 'http://localhost:4000' })\nclass Http {\n  post = async (url: string, data = {}) => { const r = await client.post(url, data); return r.data }\n}\nconst http = new Http()\nhttp.post('/users', {})", ["POST http://localhost:4000/users"]),
    "a data source of apollo": ("a.js", "class Users extends RESTDataSource {\n  constructor() { super(); this.baseURL = 'http://localhost:4500' }\n  async one(id) { return this.get(`/v1/users/${id}`) }\n}", ["GET http://localhost:4500/v1/users/:id"]),
    "angular by another name": ("a.service.ts", "import { HttpClient } from '@angular/common/http'\nexport class S {\n  HOME = 'http://localhost:3100/shelves'\n  constructor(private _HttpClient: HttpClient) {}\n  one(id: string) { return this._HttpClient.get(`${this.HOME}/${id}`) }\n}", ["GET http://localhost:3100/shelves/:id"]),
    "supertest": ("a.test.js", "request(app).post('/api/users').send({})", ["POST /api/users"]),
    "requests": ("test_a.py", "BASE = 'http://localhost:8000'\nrequests.get(f'{BASE}/users/{uid}')\nclient.post('/users', json={})", ["GET http://localhost:8000/users/:uid", "POST /users"]),
    "no call": ("a.js", "const m = new Map(); m.get('/api/users'); router.push('/users'); app.get('/users', h)", []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_call_is_read(name: str, tmp_path: Path) -> None:
    path, text, wanted = CASES[name]
    (tmp_path / path).write_text(text)
    calls = Snapshot(FolderSource(tmp_path)).calls()
    assert sorted(f"{call.method} {call.base}{call.path}" for call in calls) == sorted(wanted)
    for call in calls:
        assert call.is_complete
        literal = text[call.start : call.end]
        assert literal.strip("/")
        assert literal in [piece.text for piece in call.pieces]


def test_an_env_file_gives_the_base_and_is_where_it_can_be_edited(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# local\nVITE_API_URL=http://localhost:7000/api\n")
    (tmp_path / "a.ts").write_text("fetch(`${import.meta.env.VITE_API_URL}/users`)")
    (call,) = Snapshot(FolderSource(tmp_path)).calls()
    assert (call.base, call.path) == ("http://localhost:7000", "/api/users")
    base = call.pieces[0]
    assert (base.file, (tmp_path / ".env").read_text()[base.start : base.end]) == (".env", "http://localhost:7000/api")


def test_a_path_below_the_unknown_base_of_a_known_client_is_read(tmp_path: Path) -> None:
    text = (
        "import axios from 'axios'\nconst plain = axios.create({ baseURL: process.env.API })\nplain.post('auth/signup')"
    )
    (tmp_path / "a.js").write_text(text)
    (call,) = Snapshot(FolderSource(tmp_path)).calls()
    assert (call.method, call.path, call.is_complete) == ("POST", "/auth/signup", False)


def test_a_bundle_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("fetch('/api/users');" + "var a=1;" * 2_000)
    assert Snapshot(FolderSource(tmp_path)).calls() == ()


def test_an_unknown_base_is_said_to_be_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text("fetch(`${import.meta.env.VITE_API_URL}/users`)")
    (call,) = Snapshot(FolderSource(tmp_path)).calls()
    assert (call.base, call.path, call.is_complete) == ("", "/users", False)
