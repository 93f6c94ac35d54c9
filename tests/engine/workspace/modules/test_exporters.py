"""A name leads to the files that export it themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

FILES = {
    "index.ts": "export * from './declared'\nexport { useThing } from './declared'\n",
    "passed.ts": "import { useThing } from './declared'\nexport { useThing }\n",
    "declared.ts": "export function useThing() {}\n",
    "listed.ts": "const useThing = 1,\n  other = 2\nexport {\n  other,\n  useThing,\n}\n",
    "renamed.ts": "const own = 1\nexport { own as useThing }\n",
    "pattern.ts": "export const { useThing } = createApi()\n",
    "second.ts": "export const first = 1,\n  useThing = 2\n",
    "type.d.ts": "export type useThing = 1\n",
    "package.ts": "export { useThing } from 'things'\n",
    "common.js": "module.exports = { useThing() {} }\n",
    "spread.js": "const api = {}\napi.useThing = 1\nmodule.exports = api\n",
    "user.ts": "import { useThing } from './declared'\nexport const x = useThing()\n",
    "private.ts": "const useThing = 1\nexport const y = useThing\n",
    "comment.ts": "// export const useThing = 1\nexport const useThings = 1\n",
    "A.vue": "<script>\nexport const useThing = 1\n</script>\n",
    "module.py": "def useThing(): ...\n",
    "importing.py": "from module import useThing\n",
    "local.py": "def f():\n    useThing = 1\n",
}


def test_exporters(opened: Opened) -> None:
    assert opened(FILES).exporters("useThing") == (
        "A.vue",
        "common.js",
        "declared.ts",
        "listed.ts",
        "module.py",
        "package.ts",
        "pattern.ts",
        "renamed.ts",
        "second.ts",
        "spread.js",
        "type.d.ts",
    )


def test_exporters_of_default(opened: Opened) -> None:
    files = {
        "a.js": "export default 1",
        "b.js": "module.exports = 1",
        "c.js": "export { x as default }",
        "d.js": "switch (x) { default: 1 }",
        "e.vue": "<template/>",
    }

    assert opened(files).exporters("default") == ("a.js", "b.js", "c.js", "e.vue")


@pytest.mark.parametrize("name", ["", "a b", ".*", "nowhere", "x" * 10_000])
def test_names_that_nothing_exports(name: str, opened: Opened) -> None:
    assert opened(FILES).exporters(name) == ()


def test_only_files_that_may_export_it_are_parsed(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"src/f{n}.ts": f"import {{ wanted }} from './w'\nexport const f{n} = wanted()\n" for n in range(50)}
    snapshot = opened({**many, "src/w.ts": "export const wanted = () => 1\n"})
    parsed: list[str] = []
    tree = snapshot.tree
    monkeypatch.setattr(snapshot, "tree", lambda path: parsed.append(path) or tree(path))

    assert snapshot.exporters("wanted") == ("src/w.ts",)
    assert set(parsed) == {"src/w.ts"}
