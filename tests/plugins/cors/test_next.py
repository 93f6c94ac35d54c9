"""Next.js: headers absent or for another origin, in its configuration, a middleware, a handler or a package."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk import Verdict
from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
BLOCKED = (
    f"Access to fetch at 'http://localhost:4000/api/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
)
MISSING = BLOCKED + "No 'Access-Control-Allow-Origin' header is present on the requested resource."
PREFLIGHT = (
    BLOCKED + "Response to preflight request doesn't pass access control check: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
MANIFEST = json.dumps({"scripts": {"dev": "next dev -p 4000"}, "dependencies": {"next": "^14.2.0"}})
PAGE = "pages/api/items.ts"
ROUTE = "src/app/api/items/route.ts"
GET = "export async function GET() {\n  return Response.json([]);\n}\n"
ENTRY = (
    "module.exports = {\n  async headers() {\n    return [\n      {\n        source: '%s',\n        headers: [\n"
    "          { key: 'Access-Control-Allow-Origin', value: '%s' },\n        ],\n      },\n    ];\n  },\n};\n"
)

CASES: dict[str, tuple[dict[str, str], str, str, dict[str, str]]] = {
    "a page without headers": (
        {
            PAGE: "import type { NextApiRequest, NextApiResponse } from 'next';\n\nasync function handler(\n"
            "  req: NextApiRequest,\n  res: NextApiResponse\n) {\n  res.json([]);\n}\n\nexport default handler;\n"
        },
        MISSING,
        "next_add_headers",
        {
            PAGE: f") {{\n  res.setHeader('Access-Control-Allow-Origin', '{ORIGIN}');\n  if (req.method === 'OPTIONS') {{"
        },
    ),
    "a route handler without a configuration": (
        {ROUTE: "import { NextResponse } from 'next/server';\n\n" + GET.replace("Response.json", "NextResponse.json")},
        MISSING,
        "next_add_headers",
        {ROUTE: "  return NextResponse.json([], { headers: corsHeaders });\n}\n\nexport async function OPTIONS() {"},
    ),
    "several answers of a route handler": (
        {
            ROUTE: "export async function GET() {\n  if (!ready) {\n    return new Response('no', { status: 409 });\n  }\n"
            "  return Response.json([]);\n}\n"
        },
        MISSING,
        "next_add_headers",
        {ROUTE: "new Response('no', { status: 409, headers: corsHeaders });"},
    ),
    "a route handler for DELETE": (
        {ROUTE: "export const DELETE = async () => new Response(null);\n", "next.config.js": "module.exports = {};\n"},
        PREFLIGHT,
        "next_add_headers",
        {"next.config.js": "value: 'GET, HEAD, POST, DELETE'"},
    ),
    "a wrapped configuration": (
        {
            ROUTE: GET,
            "next.config.js": "const withMDX = require('@next/mdx')();\nconst nextConfig = {\n"
            "  reactStrictMode: true,\n};\nmodule.exports = withMDX(nextConfig);\n",
        },
        MISSING,
        "next_add_headers",
        {"next.config.js": "  reactStrictMode: true,\n  async headers() {\n    return [\n"},
    ),
    "headers for other paths": (
        {ROUTE: GET, "next.config.js": ENTRY % ("/fonts/:path*", "*")},
        MISSING,
        "next_add_headers",
        {"next.config.js": "      },\n      {\n        source: '/api/items',\n"},
    ),
    "the configuration names another origin": (
        {ROUTE: GET, "next.config.js": ENTRY % ("/api/:path*", "http://localhost:3000")},
        MISSING,
        "next_header_origin",
        {
            "next.config.js": "        source: '/api/:path*',\n"
            f"        has: [{{ type: 'header', key: 'origin', value: '{ORIGIN}' }}],\n"
        },
    ),
    "a middleware asks a list": (
        {
            ROUTE: GET,
            "src/middleware.ts": "import { NextResponse, type NextRequest } from 'next/server';\n\n"
            "const allowedOrigins = ['http://localhost:3000'];\n\nexport function middleware(request: NextRequest) {\n"
            "  const origin = request.headers.get('origin') ?? '';\n"
            "  const isAllowedOrigin = allowedOrigins.includes(origin);\n  const response = NextResponse.next();\n"
            "  if (isAllowedOrigin) {\n    response.headers.set('Access-Control-Allow-Origin', origin);\n  }\n"
            "  return response;\n}\n",
        },
        MISSING,
        "next_add_origin",
        {"src/middleware.ts": f"['http://localhost:3000', '{ORIGIN}']"},
    ),
    "a handler names another origin": (
        {
            PAGE: "export default function handler(req, res) {\n"
            "  res.setHeader('Access-Control-Allow-Origin', 'http://localhost:3000');\n  res.json([]);\n}\n"
        },
        MISSING,
        "next_header_origin",
        {PAGE: "  res.setHeader('Vary', 'Origin');\n  res.setHeader('Access-Control-Allow-Origin', allowedOrigin);"},
    ),
    "nextjs-cors": (
        {
            PAGE: "import NextCors from 'nextjs-cors';\n\nexport default async function handler(req, res) {\n"
            "  await NextCors(req, res, {\n    methods: ['GET'],\n    origin: 'http://localhost:3000',\n  });\n"
            "  res.json([]);\n}\n"
        },
        MISSING,
        "next_add_origin",
        {PAGE: f"origin: ['http://localhost:3000', '{ORIGIN}'],"},
    ),
    "the package cors in a file of its own": (
        {
            PAGE: "import { runCors } from '../../lib/cors';\nexport default async function handler(req, res) {\n"
            "  await runCors(req, res);\n  res.json([]);\n}\n",
            "lib/cors.ts": "import Cors from 'cors';\nconst cors = Cors({ origin: ['http://localhost:3000'] });\n"
            "export const runCors = (req, res) => new Promise((resolve) => cors(req, res, resolve));\n",
        },
        MISSING,
        "next_add_origin",
        {"lib/cors.ts": f"['http://localhost:3000', '{ORIGIN}']"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_origin_is_let_in(name: str, ask: Ask, tmp_path: Path) -> None:
    files, report, strategy, expected = CASES[name]
    for path, text in {"package.json": MANIFEST, **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    answer = ask(tmp_path, report)
    assert answer.candidate is not None, answer.diagnosis
    assert answer.candidate.strategy == f"recipe:{strategy}"
    for path, part in expected.items():
        assert part in (tmp_path / path).read_text()
    assert ask(tmp_path, report).candidate is None


@pytest.mark.parametrize(
    ("files", "report", "verdict"),
    [
        ({ROUTE: GET, "next.config.js": ENTRY % ("/api/:path*", ORIGIN)}, MISSING, Verdict.NOT_CODE),
        ({ROUTE: GET, "next.config.js": ENTRY % ("/api/:path*", "*")}, MISSING, Verdict.NOT_CODE),
        (
            {ROUTE: GET, "next.config.js": ENTRY % ("/api/:path*", "*")},
            BLOCKED + "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard "
            "'*' when the request's credentials mode is 'include'.",
            Verdict.ACTION_RECOMMENDED,
        ),
        ({ROUTE: GET}, f"{MISSING}\nGET http://localhost:4000/api/items net::ERR_FAILED 502", Verdict.NOT_CODE),
        ({ROUTE: GET}, "GET http://localhost:4000/api/items net::ERR_CONNECTION_REFUSED\n" + MISSING, Verdict.NOT_CODE),
        ({ROUTE: GET}, MISSING.replace("/api/items", "/api/else"), Verdict.NOT_CODE),
    ],
)
def test_no_fault_of_the_code_is_left_alone(
    files: dict[str, str], report: str, verdict: Verdict, ask: Ask, tmp_path: Path
) -> None:
    for path, text in {"package.json": MANIFEST, **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    answer = ask(tmp_path, report)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.verdict is verdict
