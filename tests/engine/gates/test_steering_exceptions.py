"""The few changes that files which steer tools may have, each beside what is refused."""

from __future__ import annotations

import json

import pytest

from autofix.engine.gates import Policy, Proposal, compiler_paths, pass_gates
from autofix.engine.patch import make_patch
from autofix.engine.workspace.modules import documents
from autofix.sdk import Action, Candidate, Change, Edit

POSTCSS = "module.exports = {};\n"
BEFORE = {"compilerOptions": {"strict": True, "paths": {"@/*": ["./*"]}}, "include": ["src"]}


def refusals(workspace, files, change):
    opened = workspace({name: text.encode() for name, text in files.items()})
    candidate = Candidate("recipe:test", "test", (change,))
    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None))
    return [result.name for result in results if not result.passed]


def settings(**options):
    return {**BEFORE, "compilerOptions": {**BEFORE["compilerOptions"], **options}}


@pytest.mark.parametrize(
    ("file", "after", "refused"),
    [
        ("tsconfig.json", settings(paths={"@/*": ["./src/*"]}), []),
        ("tsconfig.app.json", settings(paths={"@/*": ["./*"], "~/*": ["lib/*"]}), []),
        ("jsconfig.json", settings(paths={"@/*": ["./src/*"]}), []),
        ("tsconfig.json", settings(paths={"@/*": ["../other/*"]}), ["config"]),
        ("tsconfig.json", settings(paths={"@/*": ["/etc/*"]}), ["config"]),
        ("tsconfig.json", settings(paths={"@/*": ["./node_modules/a/*"]}), ["config"]),
        ("tsconfig.json", settings(paths={}), ["config"]),
        ("tsconfig.json", settings(paths={"~/*": ["./src/*"]}), ["config"]),
        ("tsconfig.json", settings(paths={"@/*": ["./src/*"]}, strict=False), ["config"]),
        ("tsconfig.json", {**settings(paths={"@/*": ["./src/*"]}), "include": []}, ["config"]),
        (".vscode/tsconfig.json", settings(paths={"@/*": ["./src/*"]}), ["config"]),
    ],
)
def test_an_alias_may_be_led_elsewhere_inside_of_the_repository(workspace, file, after, refused):
    before = json.dumps(BEFORE)
    change = Change(file, Action.MODIFY, "x", (Edit(0, len(before), json.dumps(after)),))
    assert refusals(workspace, {file: before, "src/a.ts": "export {};\n"}, change) == refused


def test_what_typescript_reads_otherwise_is_not_passed(workspace, monkeypatch):
    before = json.dumps(BEFORE)
    options = json.dumps(settings(paths={"@/*": ["./src/*"]})["compilerOptions"])
    hidden = {
        # TypeScript merges both.
        "twice": '{"compilerOptions": {"noCheck": true}, "compilerOptions": ' + options + ', "include": ["src"]}',
        # Its line ends here, and the comment with it.
        "comment": '{"compilerOptions": {//\r"noCheck": true,\n' + options[1:] + ', "include": ["src"]}',
        "backslash": json.dumps(settings(paths={"@/*": ["src\\..\\..\\other/*"]})),
    }
    found = {
        name: refusals(
            workspace,
            {"tsconfig.json": before},
            Change("tsconfig.json", Action.MODIFY, "x", (Edit(0, len(before), text),)),
        )
        for name, text in hidden.items()
    }
    assert found == {name: ["config"] for name in hidden}
    monkeypatch.setattr(documents, "_unique", dict)
    assert compiler_paths.maps_aliases_only("tsconfig.json", before.encode(), hidden["twice"].encode())


@pytest.mark.parametrize(
    ("new", "edits", "refused"),
    [
        ("postcss.config.cjs", (), []),
        ("postcss.config.mjs", (), []),
        ("postcss.config.cjs", (Edit(0, 0, "run();\n"),), ["config"]),
        ("tailwind.config.cjs", (), ["config"]),
        ("web/postcss.config.cjs", (), ["config"]),
    ],
)
def test_a_configuration_may_get_the_ending_of_its_module_system(workspace, new, edits, refused):
    change = Change("postcss.config.js", Action.RENAME, "x", edits, new_file=new)
    assert refusals(workspace, {"postcss.config.js": POSTCSS, "package.json": "{}\n"}, change) == refused
