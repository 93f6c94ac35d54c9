"""What is imported or declared and not used."""

from __future__ import annotations

import pytest

ESLINT = "\n/app/src/App.tsx\n  {1}:{2}  error  '{0}' is defined but never used  @typescript-eslint/no-unused-vars\n\n✖ 1 problem (1 error, 0 warnings)\n"
PLAIN = "\n/app/src/App.tsx\n  {1}:{2}  error  '{0}' is {3} but never used{4}  no-unused-vars\n\n✖ 1 problem (1 error, 0 warnings)\n"
TSC = "src/App.tsx({1},{2}): error TS6133: '{0}' is declared but its value is never read.\n"
CRA = (
    "Creating an optimized production build...\n\nTreating warnings as errors because process.env.CI = true.\n"
    "Most CI servers set it automatically.\n\nFailed to compile.\n\n[eslint] \nsrc/App.tsx\n"
    "  Line {1}:{2}:  '{0}' is defined but never used  no-unused-vars\n\n"
)
NEXT = "Failed to compile.\n\n./src/App.tsx\n{1}:{2}  Error: '{0}' is defined but never used.  @typescript-eslint/no-unused-vars\n\ninfo  - Need to disable some ESLint rules?\n"
NEXT_TYPES = "Failed to compile.\n\n./src/App.tsx:{1}:{2}\nType error: '{0}' is declared but its value is never read.\n"


@pytest.mark.parametrize("form", [ESLINT, TSC, CRA, NEXT, NEXT_TYPES])
@pytest.mark.parametrize(
    ("before", "column", "after"),
    [
        ("import { a, gone, b } from './x';\na(b);\n", 13, "import { a, b } from './x';\na(b);\n"),
        ("import gone from './x';\nimport y from 'y';\ny();\n", 8, "import y from 'y';\ny();\n"),
        ("import gone, { a } from './x';\na();\n", 8, "import { a } from './x';\na();\n"),
    ],
)
def test_an_import_goes_and_no_more(fix, form, before, column, after):
    got = fix({"src/App.tsx": before}, form.format("gone", 1, column))
    assert got.files == {"src/App.tsx": after}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import x, { gone } from './x';\nx();\n", "import x from './x';\nx();\n"),
        ("import {\n  a,\n  gone,\n} from './x';\na();\n", "import {\n  a,\n} from './x';\na();\n"),
        ("import {\n  a, // first\n  gone,\n} from './x';\na();\n", "import {\n  a, // first\n} from './x';\na();\n"),
        ("import * as gone from './x';\nf();\n", "f();\n"),
        ("import { a, b as gone } from './x'\na()\n", "import { a } from './x'\na()\n"),
        ("import type { gone } from './x';\nf();\n", "f();\n"),
        ("import { a, type gone } from './x';\na();\n", "import { a } from './x';\na();\n"),
    ],
)
def test_every_form_of_an_import_is_understood(fix, before, after):
    line = next(n for n, one in enumerate(before.split("\n"), 1) if "gone" in one)
    column = before.split("\n")[line - 1].index("gone") + 1
    assert fix({"src/App.tsx": before}, TSC.format("gone", line, column)).files == {"src/App.tsx": after}


def test_several_of_one_statement_go_together(fix):
    text = "import { a, b, c, d } from './x';\nb();\n"
    report = "".join(TSC.format(name, 1, column) for name, column in (("a", 10), ("c", 16), ("d", 19)))
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": "import { b } from './x';\nb();\n"}


def test_all_of_a_statement_go_with_it(fix):
    text = "import { a, b } from './x';\nimport c from 'c';\n\nc();\n"
    report = TSC.format("a", 1, 10) + TSC.format("b", 1, 13)
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": "import c from 'c';\n\nc();\n"}


def test_typescript_names_the_whole_statement_at_once(fix):
    report = "src/App.tsx(1,1): error TS6192: All imports in import declaration are unused.\n"
    text = "import { a, b } from './x';\n\nf();\n"
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": "\nf();\n"}


def test_unused_required_members_go(fix):
    text = "const { a, gone } = require('./x');\na();\n"
    got = fix({"src/App.tsx": text}, PLAIN.format("gone", 1, 12, "assigned a value", ""))
    assert got.files == {"src/App.tsx": "const { a } = require('./x');\na();\n"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f();\nconst gone = 1;\ng();\n", "f();\ng();\n"),
        ("f();\nconst gone = () => f();\n", "f();\n"),
        (
            "function A() {\n  const gone = useNavigate();\n  return 1;\n}\nA();\n",
            "function A() {\n  return 1;\n}\nA();\n",
        ),
        (
            "function A() {\n  const [gone, set] = useState(0);\n  set(1);\n}\nA();\n",
            "function A() {\n  const [, set] = useState(0);\n  set(1);\n}\nA();\n",
        ),
        (
            "function A() {\n  const [n, gone] = useState(0);\n  return n;\n}\nA();\n",
            "function A() {\n  const [n] = useState(0);\n  return n;\n}\nA();\n",
        ),
        ("const { a, gone, b } = props;\nf(a, b);\n", "const { a, b } = props;\nf(a, b);\n"),
        (
            "async function A() {\n  const gone = await save();\n}\nA();\n",
            "async function A() {\n  await save();\n}\nA();\n",
        ),
        ("const gone = send(1);\nf();\n", "send(1);\nf();\n"),
        ("const a = 1, gone = 2;\nf(a);\n", "const a = 1;\nf(a);\n"),
        ("try {\n  f();\n} catch (gone) {\n  g();\n}\n", "try {\n  f();\n} catch {\n  g();\n}\n"),
        ("f();\n\nfunction gone() {\n  return 1;\n}\n", "f();\n\n"),
        ("interface gone {\n  a: string;\n}\nf();\n", "f();\n"),
    ],
)
def test_an_unused_local_goes_and_what_it_calls_stays(fix, before, after):
    line = next(n for n, one in enumerate(before.split("\n"), 1) if "gone" in one)
    column = before.split("\n")[line - 1].index("gone") + 1
    assert fix({"src/App.tsx": before}, TSC.format("gone", line, column)).files == {"src/App.tsx": after}


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        (
            TSC,
            "export const a = (gone: number, b: number) => b;\n",
            "export const a = (_gone: number, b: number) => b;\n",
        ),
        (PLAIN, "export const a = (b, gone) => b;\n", "export const a = (b, _gone) => b;\n"),
    ],
)
def test_a_parameter_gets_the_underscore_that_is_allowed(fix, form, before, after):
    report = form.format("gone", 1, before.index("gone") + 1, "defined", ". Allowed unused args must match /^_/u")
    assert fix({"src/App.tsx": before}, report).files == {"src/App.tsx": after}


def test_a_last_parameter_goes_where_no_underscore_is_allowed(fix):
    text = "export const a = list.map((item, gone) => item);\n"
    got = fix({"src/App.tsx": text}, PLAIN.format("gone", 1, text.index("gone") + 1, "defined", ""))
    assert got.files == {"src/App.tsx": text.replace(", gone", "")}


@pytest.mark.parametrize(
    "before",
    [
        "const { gone, ...rest } = props;\nf(rest);\n",
        "app.use((err, req, res, gone) => res.end());\n",
        "let gone = 1;\ngone = f();\n",
        "const gone = f(), b = 2;\ng(b);\n",
    ],
)
def test_what_would_change_more_is_left(fix, before):
    column = before.index("gone") + 1
    got = fix({"src/App.tsx": before}, PLAIN.format("gone", 1, column, "assigned a value", ""))
    assert got.files == {}


def test_a_rule_that_does_not_see_jsx_is_not_obeyed(fix):
    text = "import Card from './Card';\n\nexport default () => <Card />;\n"
    got = fix({"src/App.tsx": text}, PLAIN.format("Card", 1, 8, "defined", ""))
    assert got.files == {}


def test_a_rule_that_does_not_see_types_is_not_obeyed(fix):
    text = "import { Props } from './Card';\n\nexport default (p: Props) => p;\n"
    got = fix({"src/App.tsx": text}, PLAIN.format("Props", 1, 10, "defined", ""))
    assert got.files == {}


def test_what_a_template_uses_stays(fix):
    text = "<template><the-nav /></template>\n\n<script setup>\nimport TheNav from './TheNav.vue'\n</script>\n"
    report = "\n/app/src/App.vue\n  4:8  error  'TheNav' is defined but never used  no-unused-vars\n\n✖ 1 problem (1 error, 0 warnings)\n"
    assert fix({"src/App.vue": text}, report).files == {}


def test_what_a_template_does_not_use_goes(fix):
    text = "<template><p /></template>\n\n<script setup>\nimport TheNav from './TheNav.vue'\nimport { ref } from 'vue'\nref()\n</script>\n"
    report = "\n/app/src/App.vue\n  4:8  error  'TheNav' is defined but never used  no-unused-vars\n\n✖ 1 problem (1 error, 0 warnings)\n"
    got = fix({"src/App.vue": text}, report)
    assert got.files == {"src/App.vue": text.replace("import TheNav from './TheNav.vue'\n", "")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("export function ask<T = unknown>(url: string) {\n  return fetch(url);\n}\n", "ask("),
        ("export function ask<A, T>(url: A) {\n  return url;\n}\n", "ask<A>("),
    ],
)
def test_a_type_parameter_goes(fix, before, after):
    got = fix({"src/App.tsx": before}, TSC.format("T", 1, before.index("T") + 1))
    assert after in got.files["src/App.tsx"]


def test_a_type_parameter_that_a_caller_gives_stays(fix):
    before = "export function ask<T>(url: string) {\n  return fetch(url);\n}\n"
    files = {"src/App.tsx": before, "src/page.ts": "import { ask } from './App';\n\nask<string>('/');\n"}
    assert fix(files, TSC.format("T", 1, 21)).files == {}


def test_a_value_made_by_reading_alone_goes(fix):
    before = "export function f(e: any) {\n  const code = (e?.kind?.code || e.name || '').toString();\n  return 1;\n}\n"
    got = fix({"src/App.tsx": before}, TSC.format("code", 2, 9))
    assert got.files == {"src/App.tsx": "export function f(e: any) {\n  return 1;\n}\n"}
