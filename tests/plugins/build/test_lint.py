"""Rules of a linter with one right answer, and those that leave a choice."""

from __future__ import annotations

import pytest

ESLINT = "\n/app/{file}\n  {line}:{column}  error  {message}  {rule}\n\n✖ 1 problem (1 error, 0 warnings)\n"
NEXT = "Failed to compile.\n\n./{file}\n{line}:{column}  Error: {message}  {rule}\n\ninfo  - Need to disable some ESLint rules? Learn more here\n"
CRA = (
    "Treating warnings as errors because process.env.CI = true.\nMost CI servers set it automatically.\n\nFailed to compile.\n\n"
    "[eslint] \n{file}\n  Line {line}:{column}:  {message}  {rule}\n\n"
)
LET = "'a' is never reassigned. Use 'const' instead"
NO_VAR = "Unexpected var, use let or const instead"
DEPS = "React Hook useEffect has a missing dependency: 'id'. Either include it or remove the dependency array"
KEY = 'Missing "key" prop for element in iterator'
ALT = "img elements must have an alt prop, either with meaningful text, or an empty string for decorative images"
ANCHOR = "Do not use an `<a>` element to navigate to `/about/`. Use `<Link />` from `next/link` instead. See: https://nextjs.org/docs/messages/no-html-link-for-pages"
QUOTE = "`'` can be escaped with `&apos;`, `&lsquo;`, `&#39;`, `&rsquo;`"
EXPECT = 'Use "@ts-expect-error" instead of "@ts-ignore", as "@ts-ignore" will do nothing if the following line is error-free'
ANONYMOUS = "Assign arrow function to a variable before exporting as module default"
# Rule, message, the text with ~ where the message points, and what it becomes.
RIGHT = [
    ("prefer-const", LET, "let ~a = 1;\nf(a);\n", "const a = 1;\nf(a);\n"),
    ("prefer-const", LET, "for (let ~a of b) {\n  f(a);\n}\n", "for (const a of b) {\n  f(a);\n}\n"),
    ("no-var", NO_VAR, "~var a = 1;\nf(a);\n", "const a = 1;\nf(a);\n"),
    ("no-var", NO_VAR, "~var a = 1;\na = 2;\nf(a);\n", "let a = 1;\na = 2;\nf(a);\n"),
    ("no-var", NO_VAR, "~var a;\na = 2;\nf(a);\n", "let a;\na = 2;\nf(a);\n"),
    ("eqeqeq", "Expected '===' and instead saw '=='", "if (a ~== 'b') f();\n", "if (a === 'b') f();\n"),
    ("eqeqeq", "Expected '!==' and instead saw '!='", "if (a ~!= b.c) f();\n", "if (a !== b.c) f();\n"),
    ("no-extra-semi", "Unnecessary semicolon", "function f() {}~;\n", "function f() {}\n"),
    (
        "no-useless-escape",
        "Unnecessary escape character: \\/",
        "const r = '~\\/a';\nf(r);\n",
        "const r = '/a';\nf(r);\n",
    ),
    ("no-debugger", "Unexpected 'debugger' statement", "f();\n~debugger;\ng();\n", "f();\ng();\n"),
    (
        "no-prototype-builtins",
        "Do not access Object.prototype method 'hasOwnProperty' from target object",
        "if (a.~hasOwnProperty('b')) f();\n",
        "if (Object.prototype.hasOwnProperty.call(a, 'b')) f();\n",
    ),
    ("no-extra-boolean-cast", "Redundant double negation", "if (~!!a) f();\n", "if (a) f();\n"),
    (
        "no-case-declarations",
        "Unexpected lexical declaration in case block",
        "switch (a) {\n  case 1:\n    ~const b = 1;\n    f(b);\n    break;\n}\n",
        "switch (a) {\n  case 1: {\n    const b = 1;\n    f(b);\n    break;\n  }\n}\n",
    ),
    (
        "react/no-unescaped-entities",
        QUOTE,
        "export default () => <p>Don~'t</p>;\n",
        "export default () => <p>Don&apos;t</p>;\n",
    ),
    (
        "react/jsx-key",
        KEY,
        "export default () => l.map((u) => ~<li>{u.id}</li>);\n",
        "export default () => l.map((u) => <li key={u.id}>{u.id}</li>);\n",
    ),
    (
        "react/jsx-key",
        KEY,
        "export default () => l.map((u) => ~<li>{u}</li>);\n",
        "export default () => l.map((u, index) => <li key={index}>{u}</li>);\n",
    ),
    (
        "jsx-a11y/alt-text",
        ALT,
        'export default () => ~<img src="a.png" />;\n',
        'export default () => <img src="a.png" alt="" />;\n',
    ),
    (
        "react/jsx-no-target-blank",
        'Using target="_blank" without rel="noreferrer" (which implies rel="noopener") is a security risk in older browsers: see https://mathiasbynens.github.io/rel-noopener/#recommendations',
        'export default () => ~<a href={x} target="_blank">x</a>;\n',
        'export default () => <a href={x} target="_blank" rel="noreferrer">x</a>;\n',
    ),
    (
        "react/no-unknown-property",
        "Unknown property 'class' found, use 'className' instead",
        'export default () => <p ~class="a" />;\n',
        'export default () => <p className="a" />;\n',
    ),
    (
        "react-hooks/exhaustive-deps",
        DEPS,
        "export function A({ id }) {\n  useEffect(() => {\n    f(id);\n  }, ~[]);\n}\n",
        "export function A({ id }) {\n  useEffect(() => {\n    f(id);\n  }, [id]);\n}\n",
    ),
    (
        "react-hooks/exhaustive-deps",
        "React Hook useCallback has an unnecessary dependency: 'b'. Either exclude it or remove the dependency array",
        "export const A = () => useCallback(() => f(a), ~[a, b]);\n",
        "export const A = () => useCallback(() => f(a), [a]);\n",
    ),
    (
        "import/first",
        "Import in body of module; reorder to top",
        "import a from 'a';\nconst x = 1;\n~import b from 'b';\nf(a, b, x);\n",
        "import a from 'a';\nimport b from 'b';\nconst x = 1;\nf(a, b, x);\n",
    ),
    (
        "import/no-anonymous-default-export",
        ANONYMOUS,
        "~export default () => 1;\n",
        "const App = () => 1;\n\nexport default App;\n",
    ),
    (
        "import/newline-after-import",
        "Expected 1 empty line after import statement not followed by another import",
        "~import a from 'a';\nf(a);\n",
        "import a from 'a';\n\nf(a);\n",
    ),
    (
        "@typescript-eslint/ban-ts-comment",
        EXPECT,
        "~// @ts-ignore: the types are old\nf();\n",
        "// @ts-expect-error: the types are old\nf();\n",
    ),
    (
        "@typescript-eslint/prefer-as-const",
        "Expected a `const` instead of a literal type assertion",
        "const a = 'b' as ~'b';\nf(a);\n",
        "const a = 'b' as const;\nf(a);\n",
    ),
    (
        "@typescript-eslint/consistent-type-imports",
        "All imports in the declaration are only used as types. Use `import type`",
        "~import { P } from './p';\nexport const a: P = 1;\n",
        "import type { P } from './p';\nexport const a: P = 1;\n",
    ),
    (
        "@typescript-eslint/consistent-type-imports",
        'Import "P" is only used as types',
        "~import { P, q } from './p';\nexport const a: P = q;\n",
        "import { type P, q } from './p';\nexport const a: P = q;\n",
    ),
    (
        "@typescript-eslint/no-wrapper-object-types",
        "Prefer using the primitive `string` as a type name, rather than the upper-cased `String`",
        "export const a: ~String = 'a';\n",
        "export const a: string = 'a';\n",
    ),
    (
        "@typescript-eslint/no-inferrable-types",
        "Type number trivially inferred from a number literal, remove type annotation",
        "export const ~a: number = 1;\n",
        "export const a = 1;\n",
    ),
    ("prettier/prettier", "Replace `'a'` with `\"a\"`", "import x from ~'a';\nf(x);\n", 'import x from "a";\nf(x);\n'),
    ("prettier/prettier", "Insert `;`", "f()~\n", "f();\n"),
    ("prettier/prettier", "Delete `··`", "f();\n~  g();\n", "f();\ng();\n"),
    ("prettier/prettier", "Replace `a,·b` with `⏎··a,⏎··b⏎`", "f(~a, b);\n", "f(\n  a,\n  b\n);\n"),
    ("semi", "Missing semicolon", "f()~\n", "f();\n"),
    ("quotes", "Strings must use singlequote", 'f(~"a");\n', "f('a');\n"),
    ("indent", "Expected indentation of 2 spaces but found 4", "if (a) {\n~    f();\n}\n", "if (a) {\n  f();\n}\n"),
    ("eol-last", "Newline required at end of file but not found", "f();~", "f();\n"),
    ("no-trailing-spaces", "Trailing spaces not allowed", "f();~  \ng();\n", "f();\ng();\n"),
    ("comma-dangle", "Missing trailing comma", "f({\n  a: 1~\n});\n", "f({\n  a: 1,\n});\n"),
    (
        "object-curly-spacing",
        "A space is required after '{'",
        "import ~{a } from 'a';\nf(a);\n",
        "import { a } from 'a';\nf(a);\n",
    ),
]
LEFT = [
    ("eqeqeq", "Expected '===' and instead saw '=='", "if (a ~== null) f();\n"),
    ("prefer-const", LET, "let ~a;\na = 1;\nf(a);\n"),
    ("no-var", NO_VAR, "if (b) {\n  ~var a = 1;\n}\nf(a);\n"),
    ("no-var", NO_VAR, "f(a);\n~var a = 1;\n"),
    ("no-empty", "Empty block statement", "if (a) ~{\n}\n"),
    ("react/jsx-key", KEY, "export default () => l.map(({ index }) => ~<li>{index}</li>);\n"),
    (
        "@typescript-eslint/no-explicit-any",
        "Unexpected any. Specify a different type",
        "export const a = (b: ~any) => b.c;\n",
    ),
    ("@typescript-eslint/ban-ts-comment", EXPECT, "~// @ts-ignore\nf();\n"),
    ("quotes", "Strings must use singlequote", 'f(~"it\'s");\n'),
    ("prettier/prettier", "Replace `x` with `y`", "f(~a);\n"),
    ("no-console", "Unexpected console statement", "~console.log(f());\n"),
    (
        "react-hooks/rules-of-hooks",
        'React Hook "useState" is called conditionally. React Hooks must be called in the exact same order in every component render',
        "if (a) {\n  ~useState(1);\n}\n",
    ),
]


def shown(form: str, rule: str, message: str, marked: str) -> tuple[str, str]:
    """The text without its mark, and the report that points at it."""
    before = marked.partition("~")[0]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    report = form.format(file="src/App.tsx", line=line, column=column, message=message, rule=rule)
    return marked.replace("~", "", 1), report


@pytest.mark.parametrize(("rule", "message", "marked", "after"), RIGHT)
def test_a_rule_is_followed(fix, rule, message, marked, after):
    text, report = shown(ESLINT, rule, message, marked)
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": after}


@pytest.mark.parametrize("form", [NEXT, CRA])
def test_a_framework_that_runs_the_linter_is_understood(fix, form):
    text, report = shown(form, "prefer-const", LET + ".", "let ~a = 1;\nf(a);\n")
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": "const a = 1;\nf(a);\n"}


@pytest.mark.parametrize(("rule", "message", "marked"), LEFT)
def test_a_rule_that_leaves_a_choice_is_left_to_people(fix, rule, message, marked):
    text, report = shown(ESLINT, rule, message, marked)
    got = fix({"src/App.tsx": text}, report)
    assert got.files == {}
    assert rule in got.reason


def test_a_link_of_next_is_imported(fix):
    text, report = shown(
        NEXT, "@next/next/no-html-link-for-pages", ANCHOR, 'export default () => ~<a href="/about/">x</a>;\n'
    )
    got = fix({"src/App.tsx": text}, report, {"next": "14.0.0", "react": "18.2.0"})
    assert got.files == {
        "src/App.tsx": 'import Link from "next/link";\nexport default () => <Link href="/about/">x</Link>;\n'
    }


def test_react_is_imported_for_the_classic_jsx(fix):
    text, report = shown(
        ESLINT, "react/react-in-jsx-scope", "'React' must be in scope when using JSX", "export default () => ~<p />;\n"
    )
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": "import React from 'react';\n" + text}


def test_several_rules_in_a_file_are_one_change(fix):
    report = (
        "\n/app/src/App.tsx\n  1:5   error  'a' is never reassigned. Use 'const' instead  prefer-const\n"
        "  2:9   error  'gone' is defined but never used          no-unused-vars\n"
        "  3:7   error  Expected '===' and instead saw '=='       eqeqeq\n\n✖ 3 problems (3 errors, 0 warnings)\n"
    )
    text = "let a = 1;\nimport gone from 'g';\nif (a == 2) f();\n"
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": "const a = 1;\nif (a === 2) f();\n"}


def test_no_rule_is_switched_off_where_one_cannot_be_followed(fix):
    text, report = shown(
        ESLINT, "complexity", "Function 'f' has a complexity of 30. Maximum allowed is 20", "~function f() {}\n"
    )
    files = {"src/App.tsx": text, ".eslintrc.json": '{"rules": {"complexity": "error"}}\n'}
    assert fix(files, report).files == {}
