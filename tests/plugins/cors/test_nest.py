"""Nest: CORS not switched on, for other origins, with too few methods, or off for its sockets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk import Verdict
from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "https://shop-web.example"
BLOCKED = (
    f"Access to fetch at 'http://localhost:4000/api/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
)
MISSING = BLOCKED + "No 'Access-Control-Allow-Origin' header is present on the requested resource."
HEADER = BLOCKED + "Request header field x-tenant is not allowed by Access-Control-Allow-Headers in preflight response."
SOCKET = MISSING.replace("/api/items", "/socket.io/?EIO=4&transport=polling")
TREE = {
    "package.json": json.dumps(
        {
            "name": "shop-api",
            "scripts": {"build": "nest build", "start": "nest start"},
            "dependencies": {"@nestjs/core": "^10.0.0"},
        }
    ),
    "src/app.module.ts": "import { Items } from './items.controller';\nimport { Live } from './live.gateway';\n"
    "@Module({ controllers: [Items], providers: [Live] })\nexport class AppModule {}\n",
    "src/items.controller.ts": "import { Controller, Get } from '@nestjs/common';\n@Controller('items')\n"
    "export class Items {\n  @Get()\n  all() {}\n}\n",
    "src/live.gateway.ts": "export class Live {}\n",
}


def main(after: str = "", options: str = "", top: str = "") -> str:
    return (
        f"import {{ NestFactory }} from '@nestjs/core';\n{top}import {{ AppModule }} from './app.module';\n\n"
        f"async function bootstrap() {{\n  const app = await NestFactory.create(AppModule{options});\n"
        f"  app.setGlobalPrefix('api');\n{after}  await app.listen(4000);\n}}\nbootstrap();\n"
    )


CASES: dict[str, tuple[dict[str, str], str, str, dict[str, str]]] = {
    "off": (
        {"src/main.ts": main()},
        MISSING,
        "nest_add_cors",
        {"src/main.ts": f"create(AppModule);\n  app.enableCors({{ origin: '{ORIGIN}' }});\n"},
    ),
    "off on purpose": (
        {"src/main.ts": main(options=", { cors: false }")},
        MISSING,
        "nest_add_cors",
        {"src/main.ts": f"  app.enableCors({{ origin: '{ORIGIN}' }});\n"},
    ),
    "one origin": (
        {"src/main.ts": main("  app.enableCors({ origin: 'http://localhost:3000', credentials: true });\n")},
        MISSING,
        "nest_add_origin",
        {"src/main.ts": f"origin: ['http://localhost:3000', '{ORIGIN}'], credentials: true"},
    ),
    "given at the start": (
        {"src/main.ts": main(options=", {\n    cors: {\n      origin: ['http://localhost:3000'],\n    },\n  }")},
        MISSING,
        "nest_add_origin",
        {"src/main.ts": f"origin: ['http://localhost:3000', '{ORIGIN}'],"},
    ),
    "a default of the configuration": (
        {
            "src/main.ts": main(
                "  const config = app.get(ConfigService);\n  app.enableCors({\n"
                "    origin: config.get<string>('CORS_ORIGIN', 'http://localhost:3000').split(','),\n  });\n"
            )
        },
        MISSING,
        "nest_add_origin",
        {"src/main.ts": f"'http://localhost:3000,{ORIGIN}'"},
    ),
    "options of another file": (
        {
            "src/main.ts": main(
                "  app.enableCors(corsOptions);\n", top="import { corsOptions } from './config/cors';\n"
            ),
            "src/config/cors.ts": "import { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface';\n"
            "const allowed: string[] = [\n  'http://localhost:3000',\n];\nexport const corsOptions: CorsOptions = {\n"
            "  origin: (origin, callback) => {\n    if (!origin || allowed.includes(origin)) {\n"
            "      callback(null, true);\n    } else {\n      callback(new Error('Not allowed by CORS'));\n    }\n  },\n};\n",
        },
        MISSING,
        "nest_add_origin",
        {"src/config/cors.ts": f"  'http://localhost:3000',\n  '{ORIGIN}',\n];"},
    ),
    "a header": (
        {"src/main.ts": main(f"  app.enableCors({{ origin: '{ORIGIN}', allowedHeaders: 'Content-Type,Accept' }});\n")},
        HEADER,
        "nest_add_header",
        {"src/main.ts": "allowedHeaders: 'Content-Type,Accept,X-Tenant'"},
    ),
    "sockets of a gateway": (
        {
            "src/main.ts": main("  app.enableCors();\n"),
            "src/live.gateway.ts": "@WebSocketGateway({\n  cors: {\n    origin: 'http://localhost:3000',\n  },\n})\n"
            "export class Live {}\n",
        },
        SOCKET,
        "express_socket_add_origin",
        {"src/live.gateway.ts": f"origin: ['http://localhost:3000', '{ORIGIN}'],"},
    ),
    "a gateway without options": (
        {
            "src/main.ts": main("  app.enableCors();\n"),
            "src/live.gateway.ts": "@WebSocketGateway()\nexport class Live {}\n",
        },
        SOCKET,
        "express_socket_add_cors",
        {"src/live.gateway.ts": f"@WebSocketGateway({{ cors: {{ origin: '{ORIGIN}' }} }})"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_origin_is_let_in(name: str, ask: Ask, tmp_path: Path) -> None:
    files, report, strategy, expected = CASES[name]
    for path, text in {**TREE, **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    answer = ask(tmp_path, report)
    assert answer.candidate is not None, answer.diagnosis
    assert answer.candidate.strategy == f"recipe:{strategy}"
    for path, part in expected.items():
        assert part in (tmp_path / path).read_text()
    assert ask(tmp_path, report).candidate is None


@pytest.mark.parametrize(
    ("text", "report", "verdict"),
    [
        (main(f"  app.enableCors({{ origin: ['{ORIGIN}'] }});\n"), MISSING, Verdict.NOT_CODE),
        (main(options=", { cors: true }"), MISSING, Verdict.NOT_CODE),
        (main("  app.enableCors({ origin: config.get('CORS_ORIGIN') });\n"), MISSING, Verdict.ACTION_RECOMMENDED),
        (main(), f"{MISSING}\nGET http://localhost:4000/api/items net::ERR_FAILED 502 (Bad Gateway)", Verdict.NOT_CODE),
        (main(), "GET http://localhost:4000/api/items net::ERR_CONNECTION_REFUSED\n" + MISSING, Verdict.NOT_CODE),
        (main(), MISSING.replace("/api/items", "/items"), Verdict.NOT_CODE),
    ],
)
def test_no_fault_of_the_code_is_left_alone(text: str, report: str, verdict: Verdict, ask: Ask, tmp_path: Path) -> None:
    for path, content in {**TREE, "src/main.ts": text}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    answer = ask(tmp_path, report)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.verdict is verdict
