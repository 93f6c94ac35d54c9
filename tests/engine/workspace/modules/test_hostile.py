"""Whatever a repository holds, looking at it ends, stays inside and raises nothing."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

CONFIGS: dict[str, dict[str, str]] = {
    "extends itself": {"tsconfig.json": '{"extends": "./tsconfig.json"}'},
    "extends in a circle": {"tsconfig.json": '{"extends": "./b"}', "b.json": '{"extends": ["./tsconfig.json", "./b"]}'},
    "extends without end": {
        "tsconfig.json": '{"extends": ["./c0.json"]}',
        **{f"c{n}.json": json.dumps({"extends": [f"./c{n + 1}.json"] * 40}) for n in range(60)},
    },
    "references itself": {"tsconfig.json": '{"references": [{"path": "."}, {"path": "../.."}, 3]}'},
    "paths of the wrong kind": {
        "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": [3, null, {}]}, "baseUrl": []}}'
    },
    "paths out of the repository": {"tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["../../../../etc/*"]}}}'},
    "a base out of the repository": {"tsconfig.json": '{"compilerOptions": {"baseUrl": "../.."}}'},
    "comments that never end": {"tsconfig.json": "/*" * 100_000},
    "texts that never end": {"tsconfig.json": '{"' + '\\"' * 100_000},
    "deep": {"tsconfig.json": "[" * 100_000},
    "too large": {"tsconfig.json": '{"compilerOptions": {"baseUrl": "' + "x" * 3_000_000 + '"}}'},
    "not text": {"tsconfig.json": "\0\1", "package.json": "\0"},
    "a manifest of the wrong kind": {
        "package.json": '{"name": 3, "exports": [], "imports": 1, "workspaces": {"packages": 2}}'
    },
    "exports out of the package": {"p/package.json": '{"name": "@/a", "exports": "../../../etc/passwd"}'},
    "alias out of the repository": {"vite.config.js": "export default { resolve: { alias: { '@': '../../etc' } } }"},
    "alias made of itself": {
        "vite.config.js": "const a = b + b\nconst b = a + a\nexport default { alias: { '@': a } }"
    },
    "alias that grows": {
        "vite.config.js": "".join(f"const v{n} = `${{v{n + 1}}}${{v{n + 1}}}`\n" for n in range(60))
        + "const v60 = 'x'\nexport default { alias: { '@': v0 } }"
    },
    "alias helper that calls itself": {
        "vite.config.js": "const r = p => r(p) + r(p)\nexport default { alias: { '@': r('x') } }"
    },
    "aliases that import each other": {
        "vite.config.js": "import { alias } from '@/other'\nexport default { resolve: { alias } }",
        "other.js": "export { alias } from './vite.config.js'",
    },
    "globs that explode": {"package.json": json.dumps({"workspaces": ["**/" * 40 + "*a*" * 20] * 500})},
    "yaml that explodes": {
        "package.json": "{}",
        "pnpm-workspace.yaml": "a0: &a0 {x: 1}\n"
        + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 12)),
    },
    "yaml of another kind": {"package.json": "{}", "pnpm-workspace.yaml": "- [!!python/object:os.system x"},
    "toml that is none": {"pyproject.toml": "[[[", "Pipfile": "= =", "setup.cfg": "x", "setup.py": "setup(name=(("},
    "requirements in a circle": {"requirements.txt": "-r requirements.txt\n-r ../../etc/passwd\n-r /etc/passwd\n"},
}


@pytest.mark.parametrize("case", CONFIGS)
def test_configuration(case: str, opened: Opened) -> None:
    snapshot = opened({"src/a.ts": "import x from '@/a'", "m.py": "", "a/b/package.json": "{}", **CONFIGS[case]})

    for specifier in ("@/a", "@/passwd", "x", "#x", "../../../../etc/passwd", "/etc/passwd", "\0", "", "?", "!", "@"):
        assert snapshot.resolve_import("src/a.ts", specifier) in (None, "src/a.ts")
    assert all(not package.root.startswith((".", "/")) for package in snapshot.packages())
    assert len(snapshot.imports("src/a.ts")) == 1


SOURCES: dict[str, str] = {
    "a circle of stars": "export * from './a'\nexport * from './b'\n",
    "scripts that never close": "<script " * 5_000,
    "comments that never close": "<!-- <script>" * 5_000,
    "quotes that never close": "<script a='" * 5_000,
    "deep brackets": "[" * 3_000,
    "many spreads": "module.exports = {" + "".join(f"...a{n}, " for n in range(1_000)) + "}",
    "a variable made of itself": "const a = { ...a, ...b }\nconst b = { ...a }\nmodule.exports = a",
    "calls that never close": "import /*" * 5_000,
    "not text": "\0",
}


@pytest.mark.parametrize("case", SOURCES)
@pytest.mark.parametrize("name", ["a.js", "a.ts", "a.vue", "a.svelte", "a.astro", "a.py"])
def test_source(case: str, name: str, opened: Opened) -> None:
    snapshot = opened({name: SOURCES[case], "b.js": "export * from './a'\nexport const b = 1\n"})

    snapshot.imports(name)
    snapshot.exports(name)
    assert snapshot.exporters("b")[-1:] == ("b.js",)


@pytest.mark.parametrize("path", ["absent.ts", "../out.ts", "/etc/passwd", "", "a.bin"])
def test_paths_that_are_none(path: str, opened: Opened) -> None:
    snapshot = opened({"a.ts": "", "package.json": "{}"})

    assert snapshot.imports(path) == ()
    assert snapshot.exports(path).names <= {"default"}
    assert not snapshot.exports(path).is_complete
    assert snapshot.resolve_import(path, "./absent") is None
    assert snapshot.package_of("/etc/passwd") is None
