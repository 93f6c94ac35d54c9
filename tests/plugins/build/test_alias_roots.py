"""Where an alias leads, in the compiler's configuration."""

from __future__ import annotations

import json

import pytest

NEXT = {"next": "14.2.5", "react": "^18"}
REPORT = "src/App.tsx(1,21): error TS2307: Cannot find module '@/lib/time' or its corresponding type declarations.\n"
APP = "import { time } from '@/lib/time';\ntime();\n"
TIME = "export const time = () => 1;\n"
VITE = "export default { resolve: { alias: { '@': '/src' } } };\n"


def config(**options):
    return json.dumps({"compilerOptions": {"strict": True, **options}}, indent=2) + "\n"


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        ({}, {"@/*": ["./src/*"]}),
        ({"baseUrl": "src"}, {"@/*": ["./*"]}),
        ({"paths": {"~/*": ["./lib/*"]}}, {"~/*": ["./lib/*"], "@/*": ["./src/*"]}),
        ({"paths": {"@/*": ["./*"]}}, {"@/*": ["./src/*"]}),
        ({"paths": {"@/*": ["./app/*"]}}, {"@/*": ["./src/*"]}),
    ],
)
def test_it_is_told(fix, options, paths):
    got = fix({"tsconfig.json": config(**options), "src/App.tsx": APP, "src/lib/time.ts": TIME}, REPORT, NEXT)
    assert list(got.files) == ["tsconfig.json"]
    made = json.loads(got.files["tsconfig.json"])["compilerOptions"]
    assert made == {"strict": True, **options, "paths": paths}


def test_one_that_leads_somewhere_stays(fix):
    files = {"tsconfig.json": config(paths={"@/*": ["./*"]}), "src/App.tsx": APP, "src/lib/time.ts": TIME}
    files |= {"src/b.ts": "import { x } from '@/x';\nx();\n", "x.ts": "export const x = 1;\n"}
    assert "tsconfig.json" not in fix(files, REPORT, NEXT).files


def test_what_one_extends_may_say_it(fix):
    files = {"tsconfig.json": '{ "extends": "./base.json", "compilerOptions": {} }', "vite.config.js": VITE}
    assert fix({**files, "src/App.tsx": APP, "src/lib/time.ts": TIME}, REPORT, NEXT).files == {}


def test_two_folders_may_be_meant(fix):
    files = {"tsconfig.json": config(), "src/App.tsx": APP, "src/lib/time.ts": TIME, "app/lib/time.ts": TIME}
    assert "tsconfig.json" not in fix(files, REPORT, NEXT).files
