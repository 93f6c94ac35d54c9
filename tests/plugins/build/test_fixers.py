"""The ecosystem's own fixers, for real: what TypeScript, ESLint and ruff themselves change is proven or not offered."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.diagnose import diagnose
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.proof import Status
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Fixer, Plugin, hookimpl

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_node, pytest.mark.needs_npm, pytest.mark.needs_registry]
Repairs = Callable[[Mapping[str, str], str], Repair]


def manifest(script: str, **packages: str) -> str:
    return json.dumps({"name": "shop", "scripts": {"check": script}, "devDependencies": packages}, indent=2)


TYPESCRIPT = {
    "package.json": manifest("tsc --noEmit", typescript="5.6.3"),
    "tsconfig.json": '{"compilerOptions": {"strict": true, "noImplicitOverride": true}, "include": ["src"]}\n',
    "src/shelf.ts": (
        "export class Shelf {\n  label() {\n    return 'shelf';\n  }\n}\n\n"
        "export class Cold extends Shelf {\n  label() {\n    return 'cold';\n  }\n}\n"
    ),
}
OVERRIDE = (
    "> shop@1.0.0 check\n> tsc --noEmit\n\nsrc/shelf.ts(8,3): error TS4114: This member must have an 'override' modifier "
    "because it overrides a member in the base class 'Shelf'.\n"
)
ESLINT = {
    "package.json": manifest("eslint src", eslint="9.17.0"),
    "eslint.config.js": (
        "module.exports = [{ files: ['**/*.js'], rules: "
        "{ 'object-shorthand': 'error', 'no-useless-rename': 'error', 'no-lonely-if': 'warn' } }];\n"
    ),
    "src/cart.js": (
        "exports.line = (price, cart) => {\n  const { count: count } = cart;\n"
        "  if (!count) {\n    return null;\n  } else {\n    if (count > 9) return price;\n  }\n"
        "  return { price: price, count };\n};\n"
    ),
}
RULES = (
    "> shop@1.0.0 check\n> eslint src\n\n\n/app/src/cart.js\n"
    "  2:11  error  Destructuring assignment count unnecessarily renamed  no-useless-rename\n"
    "  8:12  error  Expected property shorthand                            object-shorthand\n\n"
    "\u2716 2 problems (2 errors, 0 warnings)\n"
)
LEGACY = {
    "package.json": manifest("eslint src", eslint="8.56.0"),
    ".eslintrc.json": '{"root": true, "parserOptions": {"ecmaVersion": 2020}, "rules": {"object-shorthand": "error"}}\n',
    "src/cart.js": "exports.line = (price) => ({ price: price });\n",
}
LEGACY_REPORT = (
    "> shop@1.0.0 check\n> eslint src\n\n\n/app/src/cart.js\n"
    "  1:29  error  Expected property shorthand  object-shorthand\n\n\u2716 1 problem (1 error, 0 warnings)\n"
)
RUFF = {
    "requirements.txt": "",
    "pyproject.toml": '[tool.ruff.lint]\nselect = ["F", "UP", "I"]\n',
    "shop.py": "import sys\nimport os\n\n\ndef name(item) -> str:\n    return '%s in %s' % (os.sep, sys.path)\n",
}
RUFF_REPORT = (
    "$ ruff check .\nshop.py:1:1: I001 [*] Import block is un-sorted or un-formatted\nFound 1 error.\n"
    "[*] 1 fixable with the `--fix` option.\n"
)


@pytest.fixture
def repairs(tmp_path: Path, bench: Bench) -> Repairs:
    """Repairs the report about the files, with things being run."""

    def repair(files: Mapping[str, str], report: str, used: Bench | None = bench) -> Repair:
        lay_out(tmp_path, files)
        return Repairer(load_plugins(("plugins.build",)), used).repair(read_report(report), snapshot(tmp_path))

    return repair


def lay_out(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def snapshot(folder: Path) -> Snapshot:
    return Snapshot(FolderSource(folder))


def written(repair: Repair) -> dict[str, str]:
    assert repair.chosen is not None and repair.chosen.patch is not None, repair.reason
    return {path: (data or b"").decode() for path, data in repair.chosen.patch.contents().items()}


def test_a_code_fix_of_typescript_is_verified(repairs: Repairs) -> None:
    got = repairs(TYPESCRIPT, OVERRIDE)

    assert got.result is Result.VERIFIED, got.reason
    assert got.chosen is not None and got.chosen.candidate.strategy == "fixer:typescript"
    assert written(got) == {
        "src/shelf.ts": TYPESCRIPT["src/shelf.ts"].replace(
            "Shelf {\n  label() {\n    return 'cold'", "Shelf {\n  override label() {\n    return 'cold'"
        )
    }


def test_a_member_of_a_monorepo_keeps_its_line_ends_and_tabs(repairs: Repairs) -> None:
    text = "export function twice(n, list) {\r\n\tlist.push(n * 2);\r\n\treturn n * 2;\r\n}\r\ntwice(2, [1].map((x) => x));\r\n"
    files = {
        "package.json": '{"name": "top", "private": true, "workspaces": ["web"]}',
        "web/package.json": TYPESCRIPT["package.json"],
        "web/tsconfig.json": '{"files": [], "references": [{"path": "./tsconfig.app.json"}]}\n',
        "web/tsconfig.app.json": TYPESCRIPT["tsconfig.json"],
        "web/src/[id].ts": text,
    }
    files["web/package.json"] = files["web/package.json"].replace("--noEmit", "--noEmit -p tsconfig.app.json")
    report = (
        "> shop@1.0.0 check\n> tsc --noEmit -p tsconfig.app.json\n\n"
        "src/[id].ts(1,23): error TS7006: Parameter 'n' implicitly has an 'any' type.\n"
        "src/[id].ts(1,26): error TS7006: Parameter 'list' implicitly has an 'any' type.\n"
    )

    got = repairs(files, report)

    assert got.result is Result.VERIFIED, got.reason
    assert written(got) == {"web/src/[id].ts": text.replace("(n, list)", "(n: number, list: number[])")}


@pytest.mark.parametrize(
    ("text", "report"),
    [
        pytest.param(
            "export function same(n) {\n  return n;\n}\n",
            "src/shelf.ts(1,22): error TS7006: Parameter 'n' implicitly has an 'any' type.\n",
            id="any",
        ),
        pytest.param(
            "interface Box {\n  size: number;\n}\nexport const box: Box = {};\n",
            "src/shelf.ts(4,14): error TS2741: Property 'size' is missing in type '{}' but required in type 'Box'.\n",
            id="a placeholder",
        ),
    ],
)
def test_a_code_fix_that_weakens_or_fills_in_is_not_taken(repairs: Repairs, text: str, report: str) -> None:
    got = repairs({**TYPESCRIPT, "src/shelf.ts": text}, report)

    assert got.result is Result.NO_FIX
    assert not got.attempts


def test_only_the_reported_rules_of_eslint_are_fixed(repairs: Repairs) -> None:
    got = repairs(ESLINT, RULES)

    assert got.result is Result.VERIFIED, got.reason
    text = written(got)["src/cart.js"]
    assert "const { count } = cart;" in text
    assert "return { price, count };" in text
    assert "} else {\n    if (count > 9)" in text


def test_an_eslintrc_is_read_too(repairs: Repairs) -> None:
    got = repairs(LEGACY, LEGACY_REPORT)

    assert got.result is Result.VERIFIED, got.reason
    assert written(got) == {"src/cart.js": "exports.line = (price) => ({ price });\n"}


def test_a_safe_fix_of_ruff_is_verified(repairs: Repairs) -> None:
    got = repairs({**RUFF, "shop.py": "import sys\nimport os\n\nprint(os.sep, sys.path)\n"}, RUFF_REPORT)

    assert got.result is Result.VERIFIED, got.reason
    assert got.chosen is not None and got.chosen.candidate.strategy == "fixer:ruff"
    assert written(got)["shop.py"].startswith("import os\nimport sys\n")


def test_what_does_not_make_the_command_pass_is_not_offered(repairs: Repairs) -> None:
    files = {
        **ESLINT,
        "package.json": manifest("eslint src && exit 3", eslint="9.17.0"),
        "eslint.config.js": "module.exports = [{ files: ['**/*.js'], rules: { 'operator-assignment': 'error' } }];\n",
        "src/cart.js": "exports.line = (price) => {\n  price = price + 1;\n  return price;\n};\n",
    }
    report = (
        "> shop@1.0.0 check\n> eslint src\n\n\n/app/src/cart.js\n"
        "  2:3  error  Assignment (=) can be replaced with operator assignment (+=)  operator-assignment\n\n"
        "\u2716 1 problem (1 error, 0 warnings)\n"
    )

    got = repairs(files, report)

    assert got.result is Result.NO_FIX
    assert not got.is_offered
    assert [attempt.candidate.strategy for attempt in got.attempts] == ["fixer:eslint"]
    assert got.attempts[0].proof.status is Status.UNPROVEN


def test_an_ambiguous_code_fix_is_not_taken(repairs: Repairs) -> None:
    files = {
        **TYPESCRIPT,
        "src/shelf.ts": "export const a = total([1]);\n",
        "src/one.ts": "export const total = (list: number[]) => list.length;\n",
        "src/two.ts": "export const total = (list: number[]) => list.length + 1;\n",
    }

    got = repairs(files, "src/shelf.ts(1,18): error TS2304: Cannot find name 'total'.\n")

    assert not got.is_offered
    assert not got.attempts


class Noticing:
    """A plugin of the same family that notes when it is asked for fixers."""

    def __init__(self) -> None:
        self.asked = 0

    @hookimpl
    def describe(self) -> Plugin:
        return Plugin("noticing", "1", ("build_error",))

    @hookimpl
    def fixers(self) -> list[Fixer]:
        self.asked += 1
        return []


def test_nothing_is_run_without_a_bench(tmp_path: Path) -> None:
    lay_out(tmp_path, TYPESCRIPT)
    noticing = Noticing()
    plugins = load_plugins(("plugins.build",), extra=[noticing])

    got = Repairer(plugins, None).repair(read_report(OVERRIDE), snapshot(tmp_path))

    assert got.result is Result.NO_FIX
    assert (got.attempts, noticing.asked) == ((), 0)


def test_fixers_are_asked_for_where_no_recipe_is_verified(tmp_path: Path, bench: Bench) -> None:
    lay_out(tmp_path, {**RUFF, "shop.py": "import sys\nimport os\n\nprint(os.sep, sys.path)\n"})
    noticing = Noticing()
    plugins = load_plugins(("plugins.build",), extra=[noticing])

    Repairer(plugins, bench).repair(read_report(RUFF_REPORT), snapshot(tmp_path))

    assert noticing.asked == 1


def test_a_recipe_goes_first(tmp_path: Path, bench: Bench) -> None:
    lay_out(tmp_path, {**RUFF, "shop.py": "import os\nimport sys\n\nprint(sys.path)\n"})
    noticing = Noticing()
    plugins = load_plugins(("plugins.build",), extra=[noticing])
    report = "$ ruff check .\nshop.py:1:8: F401 [*] `os` imported but unused\nFound 1 error.\n"

    got = Repairer(plugins, bench).repair(read_report(report), snapshot(tmp_path))

    assert got.result is Result.VERIFIED, got.reason
    assert noticing.asked == 0


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        pytest.param("total", ["typescript"], id="no recipe knows it"),
        pytest.param("window", [], id="it is not the code's fault"),
    ],
)
def test_a_cause_that_lies_elsewhere_has_no_fixer(tmp_path: Path, name: str, wanted: list[str]) -> None:
    lay_out(tmp_path, {**TYPESCRIPT, "src/shelf.ts": f"export const a = {name};\n"})
    plugins, workspace = load_plugins(("plugins.build",)), snapshot(tmp_path)
    problem = read_report(f"src/shelf.ts(1,18): error TS2304: Cannot find name '{name}'.\n")
    diagnosis = diagnose(problem, workspace, plugins)

    assert diagnosis is not None
    assert [fixer.name for fixer in plugins.fixers(problem, diagnosis, workspace)] == wanted
