"""Express applications: which file starts them, with what command, and where they listen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Application

APP = "const express = require('express');\nconst app = express();\nmodule.exports = app;\n"
SERVER = "const app = require('./app');\napp.listen(3000);\n"
BOTH = {"app.js": APP, "server.js": SERVER}
TYPED = "import express from 'express';\nconst app = express();\napp.listen(3000);\n"
TSX = {"tsx": "4"}
TS_NODE = {"ts-node": "10", "typescript": "5"}


def applications(folder: Path, files: dict[str, str]) -> list[Application]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return list(Snapshot(FolderSource(folder)).applications())


def package(scripts: dict[str, str], development: dict[str, str] | None = None, **more: str) -> dict[str, str]:
    manifest = {"scripts": scripts, "devDependencies": development or {}, **more}
    return {"package.json": json.dumps(manifest)}


STARTS: dict[str, tuple[dict[str, str], str, str, str]] = {
    "node": ({**BOTH, **package({"start": "node server.js"})}, "server.js", "node server.js", ""),
    "no ending": ({**BOTH, **package({"start": "node ./server"})}, "server.js", "node ./server", ""),
    "nodemon": (
        {**BOTH, **package({"dev": "nodemon --watch . -e js server.js"})},
        "server.js",
        "node server.js",
        "",
    ),
    "node --watch": (
        {**BOTH, **package({"dev": "node --watch server.js"})},
        "server.js",
        "node server.js",
        "",
    ),
    "required modules stay": (
        {**BOTH, **package({"start": "node -r dotenv/config --inspect server.js"})},
        "server.js",
        "node -r dotenv/config server.js",
        "",
    ),
    "variables stay": (
        {**BOTH, **package({"start": "NODE_ENV=production node server.js"})},
        "server.js",
        "NODE_ENV=production node server.js",
        "",
    ),
    "cross-env": (
        {**BOTH, **package({"start": "cross-env NODE_ENV=test PORT=4000 nodemon server.js"})},
        "server.js",
        "NODE_ENV=test PORT=4000 node server.js",
        "",
    ),
    "chained scripts": (
        {**BOTH, **package({"start": "npm run lint && npm run serve:it", "serve:it": "node server.js"})},
        "server.js",
        "node server.js",
        "",
    ),
    "concurrently": (
        {
            **BOTH,
            **package(
                {
                    "dev": 'concurrently -n a,b "npm:api" "npm run client"',
                    "api": "nodemon server.js",
                    "client": "vite",
                }
            ),
        },
        "server.js",
        "node server.js",
        "",
    ),
    "in the background": (
        {
            **BOTH,
            **package({"start": "npm run api & npm run client", "api": "node server.js", "client": "vite"}),
        },
        "server.js",
        "node server.js",
        "",
    ),
    "the front end's start is passed by": (
        {**BOTH, **package({"start": "react-scripts start", "server": "node server.js"})},
        "server.js",
        "node server.js",
        "",
    ),
    "main": ({**BOTH, **package({}, main="server.js")}, "server.js", "node server.js", ""),
    "node .": ({**BOTH, **package({"start": "node ."}, main="server.js")}, "server.js", "node server.js", ""),
    "Procfile": (
        {**BOTH, **package({}), "Procfile": "web: node server.js\n"},
        "server.js",
        "node server.js",
        "",
    ),
    "the file that listens": ({**BOTH, **package({})}, "server.js", "node server.js", ""),
    "without a manifest": (BOTH, "server.js", "node server.js", ""),
    "a folder changed to": (
        {"back/app.js": APP, "back/server.js": SERVER, **package({"start": "cd back && node server.js"})},
        "back/server.js",
        "cd back && node server.js",
        "",
    ),
    "bin/www": (
        {
            "app.js": APP,
            "bin/www": "#!/usr/bin/env node\nvar app = require('../app');\nvar port = process.env.PORT || '3000';\n",
            **package({"start": "node ./bin/www"}),
        },
        "bin/www",
        "node ./bin/www",
        "",
    ),
    "tsx watch": (
        {"src/a.ts": TYPED, **package({"dev": "tsx watch src/a.ts"}, TSX)},
        "src/a.ts",
        "tsx src/a.ts",
        "",
    ),
    "ts-node-dev with ts-node": (
        {"src/a.ts": TYPED, **package({"dev": "ts-node-dev --respawn --transpile-only src/a.ts"}, TS_NODE)},
        "src/a.ts",
        "ts-node --transpile-only src/a.ts",
        "",
    ),
    "ts-node-dev alone": (
        {"src/a.ts": TYPED, **package({"dev": "ts-node-dev --respawn src/a.ts"}, {"ts-node-dev": "2"})},
        "src/a.ts",
        "ts-node-dev src/a.ts",
        "",
    ),
    "nodemon with a TypeScript file": (
        {"src/a.ts": TYPED, **package({"dev": "nodemon src/a.ts"}, TS_NODE)},
        "src/a.ts",
        "ts-node src/a.ts",
        "",
    ),
    "nodemon --exec": (
        {
            "src/a.ts": TYPED,
            **package({"dev": "nodemon --watch src --exec 'ts-node --files src/a.ts'"}, TS_NODE),
        },
        "src/a.ts",
        "ts-node --files src/a.ts",
        "",
    ),
    "nodemon.json": (
        {
            "src/a.ts": TYPED,
            "nodemon.json": '{"watch": ["src"], "exec": "ts-node src/a.ts"}',
            **package({"dev": "cross-env NODE_ENV=development nodemon"}, TS_NODE),
        },
        "src/a.ts",
        "NODE_ENV=development ts-node src/a.ts",
        "",
    ),
    "nodemon --exec before the file": (
        {"src/a.ts": TYPED, **package({"dev": "nodemon --exec tsx src/a.ts"}, TSX)},
        "src/a.ts",
        "tsx src/a.ts",
        "",
    ),
    "built": (
        {"src/a.ts": TYPED, **package({"start": "node dist/a.js", "build": "tsc -p ."}, {"typescript": "5"})},
        "src/a.ts",
        "node dist/a.js",
        "tsc -p .",
    ),
    "a script that needs no build comes first": (
        {
            "src/a.ts": TYPED,
            **package({"start": "node dist/a.js", "build": "tsc", "dev": "tsx src/a.ts"}, TSX),
        },
        "src/a.ts",
        "tsx src/a.ts",
        "",
    ),
    "built by the start script": (
        {"src/a.ts": TYPED, **package({"start": "tsc && node dist/a.js"}, {"typescript": "5"})},
        "src/a.ts",
        "node dist/a.js",
        "tsc",
    ),
    "TypeScript without a script": ({"src/a.ts": TYPED, **package({}, TSX)}, "src/a.ts", "tsx src/a.ts", ""),
    "TypeScript with nothing to run it": ({"src/a.ts": TYPED, **package({})}, "src/a.ts", "", ""),
}


@pytest.mark.parametrize("case", STARTS)
def test_start(case: str, tmp_path: Path) -> None:
    files, entry, command, build = STARTS[case]
    (found,) = applications(tmp_path, files)
    assert (found.entry, found.start, found.build) == (entry, command, build)


PORTS: dict[str, tuple[str, int | None, str | None]] = {
    "a number": ("app.listen(3000);", 3000, None),
    "an environment's default": ("app.listen(process.env.PORT || 4000);", 4000, "PORT"),
    "a nullish default": (
        "const port = process.env.API_PORT ?? '4000';\napp.listen(port, f);",
        4000,
        "API_PORT",
    ),
    "Number": ("const port = Number(process.env.PORT || 4000);\napp.listen(port);", 4000, "PORT"),
    "parseInt": ("app.listen(parseInt(process.env.PORT || '4000', 10));", 4000, "PORT"),
    "plus": ("app.listen(+(process.env['PORT'] || 4000));", 4000, "PORT"),
    "destructured": ("const { PORT = 4000 } = process.env;\napp.listen(PORT);", 4000, "PORT"),
    "destructured and renamed": (
        "const { PORT: port = 4000 } = process.env;\napp.listen(port);",
        4000,
        "PORT",
    ),
    "a choice": ("const p = process.env.PORT ? process.env.PORT : 4000;\napp.listen(p);", 4000, "PORT"),
    "an object": ("const s = http.createServer(app);\ns.listen({ port: 4000, host: 'x' });", 4000, None),
    "created server": ("require('http').createServer(app).listen(4000);", 4000, None),
    "a configuration object": (
        "const config = { server: { port: 4000 } };\napp.listen(config.server.port);",
        4000,
        None,
    ),
    "a setting": ("app.set('port', process.env.PORT || 4000);\napp.listen(app.get('port'));", 4000, "PORT"),
    "the environment alone": ("app.listen(process.env.PORT);", None, "PORT"),
    "production's port": ("app.listen(process.env.NODE_ENV === 'production' ? 80 : 4000);", 4000, None),
    "a module's variable": ("const { PORT } = require('./gone');\napp.listen(PORT || 4000);", 4000, "PORT"),
    "nothing": ("", None, None),
}


@pytest.mark.parametrize("case", PORTS)
def test_port(case: str, tmp_path: Path) -> None:
    text, number, variable = PORTS[case]
    (found,) = applications(tmp_path, {"app.js": f"{APP}{text}\n"})
    assert (found.port, found.port_variable) == (number, variable)


def test_port_from_another_file(tmp_path: Path) -> None:
    files = {
        "index.ts": "import { app } from './app';\nimport config from './config';\napp.listen(config.port);\n",
        "app.ts": "import express from 'express';\nexport const app = express();\n",
        "config.ts": "export default { port: Number(process.env.SERVER_PORT) || 4100 } as const;\n",
    }
    (found,) = applications(tmp_path, files)
    assert (found.entry, found.port, found.port_variable) == ("index.ts", 4100, "SERVER_PORT")


def test_port_of_an_entry_without_ending(tmp_path: Path) -> None:
    (found,) = applications(tmp_path, STARTS["bin/www"][0])
    assert (found.port, found.port_variable) == (3000, "PORT")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("app.listen(process.env.PORT);", 5005),
        ("app.listen(process.env.PORT || 4000);", 4000),
        ("require('dotenv').config();\napp.listen(process.env.PORT || 4000);", 5005),
        ("require('dotenv').config();\napp.listen(4000);", 4000),
    ],
)
def test_port_from_the_environment_file(text: str, expected: int, tmp_path: Path) -> None:
    files = {"app.js": f"{APP}{text}\n", ".env": "export PORT='5005' # ours\n", ".env.example": "PORT=1\n"}
    (found,) = applications(tmp_path, files)
    assert (found.port, found.port_variable) == (expected, None if "process" not in text else "PORT")


def test_every_field_in_a_monorepo(tmp_path: Path) -> None:
    files = {
        "package.json": '{"scripts": {"test": "lerna test"}}',
        "apps/api/package.json": json.dumps({"scripts": {"start": "node src/server.js", "test": "jest"}}),
        "apps/api/src/app.js": APP,
        "apps/api/src/server.js": SERVER,
    }
    (found,) = applications(tmp_path, files)
    assert found == Application(
        framework="express",
        ecosystem="npm",
        root="apps/api",
        entry="apps/api/src/server.js",
        source="apps/api/src/app.js",
        variable="app",
        manifest="apps/api/package.json",
        start="node src/server.js",
        test="jest",
        port=3000,
    )


def test_scripts_that_run_each_other_end(tmp_path: Path) -> None:
    scripts = {f"s{i}": " && ".join(f"npm run s{j}" for j in range(40)) for i in range(40)}
    (found,) = applications(tmp_path, {**BOTH, **package({"start": "npm run s0", **scripts})})
    assert (found.entry, found.start) == ("server.js", "node server.js")


def test_placeholder_test_script(tmp_path: Path) -> None:
    files = {**BOTH, **package({"test": 'echo "Error: no test specified" && exit 1'})}
    (found,) = applications(tmp_path, files)
    assert found.test == ""


CREATIONS = {
    "another name": ("const web = require('express');\nconst server = web();\n", "server"),
    "at once": ("const server = require('express')();\n", "server"),
    "exported": ("import express from 'express';\nexport default express();\n", "app"),
    "a star import": ("import * as express from 'express';\nconst api = express();\n", "api"),
    "with other names": ("import express, { Router, json } from 'express';\nconst api = express();\n", "api"),
    "a field": ("import express from 'express';\nclass A { server = express(); }\n", "this.server"),
    "in a constructor": (
        "import express from 'express';\nclass A { constructor() { this.app = express(); } }\n",
        "this.app",
    ),
    "module.exports too": ("const express = require('express');\nvar a = module.exports = express();\n", "a"),
    "exported member": ("const express = require('express');\nexports.app = express();\n", "exports.app"),
}


@pytest.mark.parametrize("case", CREATIONS)
def test_variable(case: str, tmp_path: Path) -> None:
    text, variable = CREATIONS[case]
    (found,) = applications(tmp_path, {"a.js": text})
    assert found.variable == variable


def test_files_that_only_mention_express(tmp_path: Path) -> None:
    files = {
        "a.js": "// express()\nconst { Router } = require('express');\n",
        "b.js": "const express = () => 1;\nexpress();\n",
    }
    assert applications(tmp_path, files) == []


def test_the_likeliest_comes_first(tmp_path: Path) -> None:
    files = {
        "examples/a.js": APP + "app.listen(1);\n",
        "mock-server.js": APP + "app.listen(2);\n",
        "src/server.ts": TYPED,
        "api/index.js": APP + "app.listen(3);\n",
        "api/app.test.js": APP,
    }
    found = [application.source for application in applications(tmp_path, files)]
    assert found == ["api/index.js", "src/server.ts", "mock-server.js"]


def test_a_test_or_an_example_counts_where_there_is_nothing_else(tmp_path: Path) -> None:
    files = {"examples/a.js": APP + "app.listen(1);\n", "api/app.test.js": APP}
    found = [application.source for application in applications(tmp_path, files)]
    assert found == ["api/app.test.js", "examples/a.js"]


def test_what_is_built_beside_its_source_is_none(tmp_path: Path) -> None:
    files = {"src/server.ts": TYPED, "src/server.js": APP}
    assert [application.source for application in applications(tmp_path, files)] == ["src/server.ts"]


def test_a_port_that_is_calculated_is_not_guessed(tmp_path: Path) -> None:
    (found,) = applications(tmp_path, {"a.js": APP + "const base = 3000;\napp.listen(base + 1000);\n"})
    assert found.port is None
