"""What TypeScript's compiler says."""

from __future__ import annotations

import pytest

TSC = "src/App.tsx({line},{column}): error {code}: {message}\n"
# Code, message, the text with ~ where the message points, and what it becomes.
RIGHT = [
    (
        "TS2551",
        "Property 'lenght' does not exist on type 'string[]'. Did you mean 'length'?",
        "f(list.~lenght);\n",
        "f(list.length);\n",
    ),
    (
        "TS2551",
        "Property 'fromEntires' does not exist on type 'ObjectConstructor'. Did you mean 'fromEntries'?",
        "f(Object.~fromEntires(a));\n",
        "f(Object.fromEntries(a));\n",
    ),
    (
        "TS2561",
        "Object literal may only specify known properties, but 'colour' does not exist in type 'Style'. Did you mean to write 'color'?",
        "f({ ~colour: 1 });\n",
        "f({ color: 1 });\n",
    ),
    (
        "TS2820",
        "Type '\"primry\"' is not assignable to type 'Variant'. Did you mean '\"primary\"'?",
        "const a: Variant = 'primry';\nf(~a);\n",
        "",
    ),
    (
        "TS2820",
        "Type '\"primry\"' is not assignable to type 'Variant'. Did you mean '\"primary\"'?",
        'export default () => <B ~variant="primry" />;\n',
        'export default () => <B variant="primary" />;\n',
    ),
    (
        "TS1484",
        "'Props' is a type and must be imported using a type-only import when 'verbatimModuleSyntax' is enabled.",
        "import { ~Props } from './p';\nexport const a: Props = 1;\n",
        "import type { Props } from './p';\nexport const a: Props = 1;\n",
    ),
    (
        "TS1484",
        "'Props' is a type and must be imported using a type-only import when 'verbatimModuleSyntax' is enabled.",
        "import { ~Props, q } from './p';\nexport const a: Props = q;\n",
        "import { type Props, q } from './p';\nexport const a: Props = q;\n",
    ),
    (
        "TS1361",
        "'Repo' cannot be used as a value because it was imported using 'import type'.",
        "import type { Repo } from './p';\nexport const a = new ~Repo();\n",
        "import { Repo } from './p';\nexport const a = new Repo();\n",
    ),
    (
        "TS1361",
        "'Repo' cannot be used as a value because it was imported using 'import type'.",
        "import { type Repo, q } from './p';\nexport const a = new ~Repo(q);\n",
        "import { Repo, q } from './p';\nexport const a = new Repo(q);\n",
    ),
    (
        "TS1205",
        "Re-exporting a type when 'isolatedModules' is enabled requires using 'export type'.",
        "export { ~Props } from './p';\n",
        "export type { Props } from './p';\n",
    ),
    (
        "TS1208",
        "'App.tsx' cannot be compiled under '--isolatedModules' because it is considered a global script file. Add an import, export, or an empty 'export {}' statement to make it a module.",
        "~f();\n",
        "f();\n\nexport {};\n",
    ),
    (
        "TS2686",
        "'React' refers to a UMD global, but the current file is a module. Consider adding an import instead.",
        "export default () => ~<p />;\n",
        "import React from 'react';\nexport default () => <p />;\n",
    ),
    (
        "TS18046",
        "'e' is of type 'unknown'.",
        "try {\n  f();\n} catch (e) {\n  g(~e.message);\n}\n",
        "try {\n  f();\n} catch (e) {\n  g(e instanceof Error ? e.message : String(e));\n}\n",
    ),
    ("TS18047", "'a' is possibly 'null'.", "~a.focus();\n", "a?.focus();\n"),
    ("TS18048", "'a.b' is possibly 'undefined'.", "~a.b.focus();\n", "a.b?.focus();\n"),
    ("TS2531", "Object is possibly 'null'.", "~ref.current.focus();\n", "ref.current?.focus();\n"),
    (
        "TS7006",
        "Parameter 'e' implicitly has an 'any' type.",
        "const set = (~e) => f(e.target.value);\nexport default () => <input onChange={set} />;\n",
        "const set = (e: React.ChangeEvent<HTMLInputElement>) => f(e.target.value);\nexport default () => <input onChange={set} />;\n",
    ),
    (
        "TS2300",
        "Duplicate identifier 'a'.",
        "import { ~a } from './p';\nimport { a } from './p';\nf(a);\n",
        "import { a } from './p';\nf(a);\n",
    ),
    (
        "TS2440",
        "Import declaration conflicts with local declaration of 'q'.",
        "import { ~q, r } from './p';\nconst q = 1;\nf(q, r);\n",
        "import { r } from './p';\nconst q = 1;\nf(q, r);\n",
    ),
    (
        "TS2835",
        "Relative import paths need explicit file extensions in ECMAScript imports when '--moduleResolution' is 'node16' or 'nodenext'. Did you mean './p.js'?",
        "import { q } from ~'./p';\nf(q);\n",
        "import { q } from './p.js';\nf(q);\n",
    ),
    (
        "TS5097",
        "An import path can only end with a '.ts' extension when 'allowImportingTsExtensions' is enabled.",
        "import { q } from ~'./p.ts';\nf(q);\n",
        "import { q } from './p';\nf(q);\n",
    ),
]
LEFT = [
    ("TS2322", "Type 'string' is not assignable to type 'number'.", "const a: number = ~'a';\n"),
    ("TS2339", "Property 'x' does not exist on type 'Y'.", "f(y.~x);\n"),
    ("TS2345", "Argument of type 'string' is not assignable to parameter of type 'number'.", "f(~'a');\n"),
    ("TS2741", "Property 'a' is missing in type '{}' but required in type 'P'.", "f(~{});\n"),
    ("TS18047", "'a' is possibly 'null'.", "const b = ~a.value;\nf(b);\n"),
    ("TS18048", "'a' is possibly 'undefined'.", "f(~a.value);\n"),
    ("TS7006", "Parameter 'x' implicitly has an 'any' type.", "export const f = (~x) => x;\n"),
    ("TS18046", "'e' is of type 'unknown'.", "try {\n  f();\n} catch (e) {\n  g(~e.response.data);\n}\n"),
    ("TS2300", "Duplicate identifier 'a'.", "import { ~a } from './p';\nimport { a } from './q';\nf(a);\n"),
    ("TS2551", "Property 'b' does not exist on type 'A'. Did you mean 'c'?", "f(~z);\n"),
]


def shown(code: str, message: str, marked: str) -> tuple[str, str]:
    before = marked.partition("~")[0]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    return marked.replace("~", "", 1), TSC.format(line=line, column=column, code=code, message=message)


@pytest.mark.parametrize(("code", "message", "marked", "after"), [row for row in RIGHT if row[3]])
def test_what_the_compiler_asks_for_is_done(fix, code, message, marked, after):
    text, report = shown(code, message, marked)
    files = {"src/App.tsx": text, "src/p.ts": "export const q = 1;\nexport interface Props {}\n"}
    assert fix(files, report).files == {"src/App.tsx": after}


@pytest.mark.parametrize(("code", "message", "marked"), LEFT)
def test_what_has_several_answers_is_left_to_people(fix, code, message, marked):
    text, report = shown(code, message, marked)
    got = fix({"src/App.tsx": text}, report)
    assert got.files == {}
    assert got.reason


def test_what_follows_from_an_import_that_leads_nowhere_needs_no_remedy_of_its_own(fix):
    text = "import { get } from './Api';\n\nget((row) => row);\n"
    report = (
        "src/App.tsx(1,21): error TS2307: Cannot find module './Api' or its corresponding type declarations.\n"
        "src/App.tsx(3,6): error TS7006: Parameter 'row' implicitly has an 'any' type.\n"
    )
    got = fix({"src/App.tsx": text, "src/api.ts": "export const get = 1;\n"}, report)
    assert got.files == {"src/App.tsx": text.replace("./Api", "./api")}


def test_what_does_not_follow_from_it_holds_the_whole_back(fix):
    text = "import { get } from './Api';\n\nconst a: number = 'x';\nget(a);\n"
    report = (
        "src/App.tsx(1,21): error TS2307: Cannot find module './Api' or its corresponding type declarations.\n"
        "src/App.tsx(3,7): error TS2322: Type 'string' is not assignable to type 'number'.\n"
    )
    assert fix({"src/App.tsx": text, "src/api.ts": "export const get = 1;\n"}, report).files == {}


def test_what_another_file_says_does_not_follow_from_it(fix):
    files = {
        "src/App.tsx": "import { get } from './Api';\n\nget(1);\n",
        "src/b.ts": "export const f = (x) => x;\n",
        "src/api.ts": "export const get = 1;\n",
    }
    report = (
        "src/App.tsx(1,21): error TS2307: Cannot find module './Api' or its corresponding type declarations.\n"
        "src/b.ts(1,19): error TS7006: Parameter 'x' implicitly has an 'any' type.\n"
    )
    assert fix(files, report).files == {}
