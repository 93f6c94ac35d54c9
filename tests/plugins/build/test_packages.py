"""Packages of npm that are imported and not declared."""

from __future__ import annotations

import json
import re

import pytest

from autofix.sdk import Verdict
from plugins.build.known_npm import plain_versions

VITE = """vite v5.0.10 building for production...
transforming...
✓ 12 modules transformed.
x Build failed in 410ms
error during build:
[vite]: Rollup failed to resolve import "{name}" from "/app/{file}".
This is most likely unintended because it can break your application at runtime.
"""
WEBPACK = """Failed to compile.

Module not found: Error: Can't resolve '{name}' in '/home/ci/shop/src'
ERROR in ./{file} 2:0-30
Module not found: Error: Can't resolve '{name}' in '/home/ci/shop/src'
"""
TSC = "{file}(1,20): error TS2307: Cannot find module '{name}' or its corresponding type declarations.\n"
NODE = """node:internal/modules/cjs/loader:1080
  throw err;
  ^

Error: Cannot find module '{name}'
Require stack:
- /srv/app/{file}
    at Module._resolveFilename (node:internal/modules/cjs/loader:1077:15)
    at Object.<anonymous> (/srv/app/{file}:1:15) {{
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '/srv/app/{file}' ]
}}
"""
NEXT = """./{file}:1:1
Module not found: Can't resolve '{name}'

https://nextjs.org/docs/messages/module-not-found
"""


def manifest(dependencies=None, dev=None, **more):
    found = {"name": "shop", **more}
    if dependencies is not None:
        found["dependencies"] = dependencies
    if dev is not None:
        found["devDependencies"] = dev
    return json.dumps(found, indent=2) + "\n"


ADDED = [
    ("react-router-dom", {"react": "^17.0.2"}, "dependencies", "^6.20.1"),
    ("@testing-library/react", {"react": "^16.14.0"}, "dependencies", "^12.1.5"),
    ("react-redux", {"react": "^19.0.0"}, "dependencies", "^9.2.0"),
    ("vue-router", {"vue": "^2.7.14"}, "dependencies", "^3.6.5"),
    ("vue-router", {"vue": "~3.3.4"}, "dependencies", "^4.2.5"),
    ("@nestjs/jwt", {"@nestjs/core": "^9.0.0"}, "dependencies", "^10.0.3"),
    ("react-dom", {"react": "18.1.0", "axios": "1.2.0", "zod": "3.1.0"}, "dependencies", "18.1.0"),
    ("axios", {"react": "18.1.0", "zod": "3.1.0", "swr": "2.0.0"}, "dependencies", "1.6.0"),
]


@pytest.mark.parametrize(("name", "known", "group", "wanted"), ADDED)
def test_it_is_declared_at_a_version_that_fits_the_framework(fix, name, known, group, wanted):
    files = {"package.json": manifest(known), "src/App.jsx": f"import x from '{name}';\nx();\n"}
    done = fix(files, VITE.format(name=name, file="src/App.jsx"))
    assert json.loads(done.files["package.json"])[group][name] == wanted
    assert done.files.keys() == {"package.json"}


@pytest.mark.parametrize("report", [VITE, WEBPACK, TSC, NEXT], ids=["vite", "webpack", "tsc", "next"])
def test_every_builder_names_a_package_in_its_way(fix, report):
    files = {
        "package.json": manifest({"react": "^18.2.0"}),
        "src/api.ts": "import axios from 'axios';\naxios.get('/');\n",
    }
    done = fix(files, report.format(name="axios", file="src/api.ts"))
    assert done.files["package.json"] == manifest({"axios": "^1.6.0", "react": "^18.2.0"})


def test_a_subpath_is_of_its_package(fix):
    files = {"package.json": manifest({"react": "^18.2.0"}), "src/a.js": "import debounce from 'lodash/debounce';\n"}
    done = fix(files, VITE.format(name="lodash/debounce", file="src/a.js"))
    assert done.files["package.json"] == manifest({"lodash": "^4.17.21", "react": "^18.2.0"})


def test_a_server_started_by_node(fix):
    files = {"package.json": manifest({"express": "^4.18.2"}), "src/app.js": "const jwt = require('jsonwebtoken');\n"}
    done = fix(files, NODE.format(name="jsonwebtoken", file="src/app.js"))
    assert done.files["package.json"] == manifest({"express": "^4.18.2", "jsonwebtoken": "^9.0.2"})


def test_what_a_test_imports_serves_the_development(fix):
    files = {
        "package.json": manifest({"express": "^4.18.2"}, {"jest": "^29.0.0"}),
        "tests/app.test.js": "const request = require('axios');\n",
    }
    done = fix(files, NODE.format(name="axios", file="tests/app.test.js"))
    assert done.files["package.json"] == manifest({"express": "^4.18.2"}, {"axios": "^1.6.0", "jest": "^29.0.0"})


def test_a_sibling_manifest_says_the_version(fix):
    files = {
        "package.json": manifest(private=True, workspaces=["apps/*"]),
        "apps/web/package.json": manifest({"react": "^18.2.0"}),
        "apps/admin/package.json": manifest({"date-fns": "^3.1.0", "react": "^18.2.0"}),
        "apps/web/src/a.ts": "import { format } from 'date-fns';\n",
    }
    done = fix(files, TSC.format(name="date-fns", file="apps/web/src/a.ts"))
    assert done.files == {"apps/web/package.json": manifest({"date-fns": "^3.1.0", "react": "^18.2.0"})}


LOCKS = {
    "package-lock.json": json.dumps(
        {"lockfileVersion": 3, "packages": {"": {}, "node_modules/tiny-invariant": {"version": "1.3.1"}}}
    ),
    "yarn.lock": 'tiny-invariant@^1.0.6:\n  version "1.3.1"\n  resolved "x"\n',
    "pnpm-lock.yaml": "lockfileVersion: '6.0'\npackages:\n\n  /tiny-invariant@1.3.1:\n    resolution: {}\n",
}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_says_the_version_of_a_package_that_came_along(fix, lock):
    files = {
        "package.json": manifest({"react": "^18.2.0"}),
        lock: LOCKS[lock],
        "src/a.js": "import invariant from 'tiny-invariant';\n",
    }
    done = fix(files, VITE.format(name="tiny-invariant", file="src/a.js"))
    assert done.files["package.json"] == manifest({"react": "^18.2.0", "tiny-invariant": "^1.3.1"})


def test_a_member_is_asked_for_as_the_other_members_are(fix):
    files = {
        "package.json": manifest(private=True),
        "pnpm-workspace.yaml": "packages:\n  - packages/*\n",
        "packages/ui/package.json": json.dumps({"name": "@acme/ui", "main": "index.js"}),
        "packages/web/package.json": manifest({"react": "^18.2.0"}),
        "packages/docs/package.json": manifest({"@acme/core": "workspace:^"}),
        "packages/core/package.json": json.dumps({"name": "@acme/core"}),
        "packages/web/src/a.js": "import { x } from 'axios';\n",
    }
    done = fix(files, VITE.format(name="axios", file="packages/web/src/a.js"))
    assert json.loads(done.files["packages/web/package.json"])["dependencies"]["axios"] == "^1.6.0"


def test_a_manifest_with_windows_line_ends_and_tabs_keeps_them(fix):
    text = '{\r\n\t"name": "shop",\r\n\t"dependencies": {\r\n\t\t"react": "^18.2.0"\r\n\t}\r\n}\r\n'
    done = fix(
        {"package.json": text, "src/a.js": "import axios from 'axios';\r\n"}, VITE.format(name="axios", file="src/a.js")
    )
    assert done.files["package.json"] == text.replace('\t\t"react"', '\t\t"axios": "^1.6.0",\r\n\t\t"react"')


def test_a_misspelt_package_is_put_right_in_the_import(fix):
    files = {
        "package.json": manifest({"react-toastify": "^9.1.3"}),
        "src/a.js": "import { toast } from 'react-tostify';\n",
    }
    done = fix(files, VITE.format(name="react-tostify", file="src/a.js"))
    assert done.files == {"src/a.js": "import { toast } from 'react-toastify';\n"}


def test_two_missing_packages_are_one_change(fix):
    files = {
        "package.json": manifest({"react": "^18.2.0"}),
        "src/a.ts": "import axios from 'axios';\n",
        "src/b.ts": "import clsx from 'clsx';\n",
    }
    report = TSC.format(name="axios", file="src/a.ts") + TSC.format(name="clsx", file="src/b.ts")
    done = fix(files, report)
    assert json.loads(done.files["package.json"])["dependencies"].keys() == {"react", "axios", "clsx"}


def test_types_are_asked_for_as_the_compiler_says(fix):
    files = {
        "package.json": manifest({"express": "^4.18.2"}, {"typescript": "^5.3.3"}),
        "src/a.ts": "import express from 'express';\n",
    }
    report = (
        "src/a.ts(1,21): error TS7016: Could not find a declaration file for module 'express'. "
        "'/app/node_modules/express/index.js' implicitly has an 'any' type.\n"
        "  Try `npm i --save-dev @types/express` if it exists or add a new declaration (.d.ts) file containing "
        "`declare module 'express';`\n"
    )
    done = fix(files, report)
    known = {"@types/express": "^4.17.21", "typescript": "^5.3.3"}
    assert done.files["package.json"] == manifest({"express": "^4.18.2"}, known)


LEFT = {
    "declared": ({"axios": "^1.6.0"}, "axios", Verdict.NOT_CODE, "npm install"),
    "of Node": ({"react": "^18.2.0"}, "crypto", Verdict.ACTION_RECOMMENDED, "server"),
    "unknown": ({"react": "^18.2.0"}, "@acme/secret-sauce", Verdict.ACTION_RECOMMENDED, "which version"),
    "another plugin": ({"react-select": "^5.0.0"}, "react-select-event", Verdict.ACTION_RECOMMENDED, "which version"),
    "two alike": (
        {"react-toastify": "1.0.0", "react-toastifx": "1.0.0"},
        "react-toastifu",
        Verdict.ACTION_RECOMMENDED,
        "which version",
    ),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_is_no_missing_declaration_is_left_alone(fix, case):
    known, name, verdict, said = LEFT[case]
    files = {"package.json": manifest(known), "src/a.js": f"import x from '{name}';\n"}
    done = fix(files, VITE.format(name=name, file="src/a.js"))
    assert not done.files
    assert (done.verdict, said in done.reason) == (verdict, True), done.reason


def test_what_an_installed_package_does_not_find_is_an_incomplete_install(fix):
    files = {"package.json": manifest({"jsonwebtoken": "^9.0.0"}), "app.js": "require('jsonwebtoken')\n"}
    done = fix(files, NODE.format(name="semver", file="node_modules/jsonwebtoken/sign.js"))
    assert not done.files
    assert done.verdict is Verdict.NOT_CODE
    assert "node_modules" in done.reason


def test_types_of_a_package_nobody_knows_are_left_alone(fix):
    files = {
        "package.json": manifest({"odd-lib": "^1.0.0"}, {"typescript": "^5.3.3"}),
        "src/a.ts": "import o from 'odd-lib';\n",
    }
    done = fix(files, "src/a.ts(1,15): error TS7016: Could not find a declaration file for module 'odd-lib'.\n")
    assert not done.files
    assert "@types/odd-lib" in done.reason


def test_a_dependency_of_the_top_that_members_share_is_to_be_installed_there(fix):
    files = {
        "package.json": manifest({"axios": "^1.6.0"}, workspaces=["apps/*"]),
        "apps/web/package.json": manifest({"react": "^18.2.0"}),
        "apps/web/src/a.ts": "import axios from 'axios';\n",
    }
    done = fix(files, TSC.format(name="axios", file="apps/web/src/a.ts"))
    assert not done.files
    assert done.verdict is Verdict.NOT_CODE


def test_a_path_below_the_sources_is_no_package(fix):
    files = {
        "package.json": manifest({"react": "^18.2.0"}),
        "src/config/api.js": "x()\n",
        "src/a.js": "import 'config/apo';\n",
    }
    done = fix(files, VITE.format(name="config/apo", file="src/a.js"))
    assert "package.json" not in done.files


def test_a_preprocessor_that_the_builder_asks_for(fix):
    files = {"package.json": manifest({"react": "^18.2.0"}, {"vite": "^5.0.0"}), "src/a.scss": "a { b: c }\n"}
    report = (
        '[vite:css] Preprocessor dependency "sass-embedded" not found. Did you install it? Try `npm install -D sass`.\n'
        "file: /app/src/a.scss:undefined:undefined\n"
    )
    done = fix(files, report.replace("sass-embedded", "sass"))
    assert done.files["package.json"] == manifest({"react": "^18.2.0"}, {"sass": "^1.69.5", "vite": "^5.0.0"})


def test_a_lock_that_is_behind_is_the_package_managers_to_write(fix):
    report = (
        "npm ERR! code EUSAGE\nnpm ERR!\nnpm ERR! `npm ci` can only install packages when your package.json and "
        "package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before "
        "continuing.\nnpm ERR! Missing: axios@1.6.0 from lock file\n"
    )
    done = fix({"package.json": manifest({"axios": "^1.6.0"}), "package-lock.json": "{}"}, report)
    assert not done.files
    assert "npm install" in done.reason


def test_what_the_file_imports_besides_is_declared_with_it(fix):
    text = "import { Icon } from '@fortawesome/react-fontawesome';\nimport { faX } from '@fortawesome/free-brands-svg-icons';\n"
    files = {"package.json": manifest({"react": "^18.2.0"}), "src/a.jsx": text}
    done = fix(files, VITE.format(name="@fortawesome/react-fontawesome", file="src/a.jsx"))
    found = json.loads(done.files["package.json"])["dependencies"]
    assert sorted(found) == ["@fortawesome/free-brands-svg-icons", "@fortawesome/react-fontawesome", "react"]


def test_what_another_package_brings_along_is_not_declared_with_it(fix):
    lock = {"packages": {"node_modules/lodash": {"version": "4.17.21"}}}
    files = {
        "package.json": manifest({"react": "^18.2.0"}),
        "package-lock.json": json.dumps(lock),
        "src/a.jsx": "import axios from 'axios';\nimport _ from 'lodash';\n",
    }
    done = fix(files, VITE.format(name="axios", file="src/a.jsx"))
    assert sorted(json.loads(done.files["package.json"])["dependencies"]) == ["axios", "react"]


def test_every_known_range_is_one_that_a_manifest_may_hold():
    for name, wanted in plain_versions().items():
        assert re.fullmatch(r"\^\d+\.\d+\.\d+(-[\w.]+)?", wanted), name
