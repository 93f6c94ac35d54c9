"""Rules about statements and about how JSX is written: what they ask for, and where it is more than form."""

from __future__ import annotations

import pytest

from .test_lint import ESLINT, shown

EXPRESSION = "Expected an assignment or function call and instead saw an expression"
RIGHT = [
    (
        "default-case",
        "Expected a default case",
        "~switch (a) {\n  case 1:\n    f();\n    break;\n  case 2:\n    g();\n}\n",
        "switch (a) {\n  case 1:\n    f();\n    break;\n  case 2:\n    g();\n    break;\n  default:\n    break;\n}\n",
    ),
    ("no-useless-concat", "Unexpected string concatenation of literals", "f('a' ~+ 'b');\n", "f('ab');\n"),
    (
        "no-mixed-operators",
        "Unexpected mix of '&&' and '||'. Use parentheses to clarify the intended order of operations",
        "f(a ~&& b || c);\n",
        "f((a && b) || c);\n",
    ),
    (
        "no-useless-rename",
        "Destructuring assignment a unnecessarily renamed",
        "const { ~a: a } = b;\nf(a);\n",
        "const { a } = b;\nf(a);\n",
    ),
    (
        "no-useless-catch",
        "Unnecessary try/catch wrapper",
        "async function f() {\n  ~try {\n    const a = await g();\n    return a;\n  } catch (e) {\n    throw e;\n  }\n}\n",
        "async function f() {\n  const a = await g();\n  return a;\n}\n",
    ),
    (
        "no-unreachable",
        "Unreachable code",
        "function f() {\n  return 1;\n  ~g();\n}\n",
        "function f() {\n  return 1;\n}\n",
    ),
    (
        "no-dupe-keys",
        "Duplicate key 'a'",
        "const b = {\n  a: 1,\n  c: 2,\n  ~a: 3,\n};\nf(b);\n",
        "const b = {\n  c: 2,\n  a: 3,\n};\nf(b);\n",
    ),
    ("no-unused-expressions", EXPRESSION, "~a && f();\n", "if (a) f();\n"),
    ("no-unused-expressions", EXPRESSION, "~a ? f() : g();\n", "if (a) {\n  f();\n} else {\n  g();\n}\n"),
    ("no-unneeded-ternary", "Unnecessary use of boolean literals", "f(a ~? true : false);\n", "f(Boolean(a));\n"),
    ("dot-notation", '["a"] is better written in dot notation', "f(b[~'a']);\n", "f(b.a);\n"),
    ("no-console", "Unexpected console statement", "f();\n~console.log('a', b);\n", "f();\n"),
    (
        "react/jsx-no-comment-textnodes",
        "Comments inside children section of tag should be placed inside braces",
        "export default () => (\n  <p>~\n    // old\n    <b />\n  </p>\n);\n",
        "export default () => (\n  <p>\n    {/* old */}\n    <b />\n  </p>\n);\n",
    ),
    (
        "react/jsx-no-duplicate-props",
        "No duplicate props allowed",
        "export default () => <p style={{ a: 1 }} ~style={{ b: 2 }} />;\n",
        "export default () => <p style={{ a: 1, b: 2 }} />;\n",
    ),
    (
        "react/self-closing-comp",
        "Empty components are self-closing",
        "export default () => ~<p></p>;\n",
        "export default () => <p />;\n",
    ),
    (
        "react/display-name",
        "Component definition is missing display name",
        "const A = forwardRef(~(props, ref) => <p ref={ref} />);\nexport default A;\n",
        "const A = forwardRef((props, ref) => <p ref={ref} />);\nA.displayName = 'A';\nexport default A;\n",
    ),
    (
        "no-restricted-globals",
        "Unexpected use of 'confirm'",
        "if (~confirm('a')) f();\n",
        "if (window.confirm('a')) f();\n",
    ),
    (
        "array-callback-return",
        "Array.prototype.map() expects a value to be returned at the end of arrow function",
        "l.map((a) ~=> {\n  f(a);\n});\n",
        "l.forEach((a) => {\n  f(a);\n});\n",
    ),
    (
        "array-callback-return",
        "Array.prototype.map() expects a value to be returned at the end of arrow function",
        "export default () => <p>{l.map((a) ~=> {\n  if (a) {\n    return <b />;\n  }\n})}</p>;\n",
        "export default () => <p>{l.map((a) => {\n  if (a) {\n    return <b />;\n  }\n  return null;\n})}</p>;\n",
    ),
    ("radix", "Missing radix parameter", "f(~parseInt(a));\n", "f(parseInt(a, 10));\n"),
    (
        "no-use-before-define",
        "'b' was used before it was defined",
        "f(~b);\nconst b = 1;\n",
        "const b = 1;\nf(b);\n",
    ),
    (
        "@typescript-eslint/no-explicit-any",
        "Unexpected any. Specify a different type",
        "try {\n  f();\n} catch (e: ~any) {\n  console.error(e);\n  g(e.message);\n}\n",
        "try {\n  f();\n} catch (e) {\n  console.error(e);\n  g(e instanceof Error ? e.message : String(e));\n}\n",
    ),
    (
        "@typescript-eslint/no-explicit-any",
        "Unexpected any. Specify a different type",
        "const set = (e: ~any) => f(e.target.value);\nexport default () => <input onChange={set} />;\n",
        "const set = (e: React.ChangeEvent<HTMLInputElement>) => f(e.target.value);\n"
        "export default () => <input onChange={set} />;\n",
    ),
    (
        "prefer-const",
        "'a' is never reassigned. Use 'const' instead",
        "function f() {\n  let ~a = 1;\n  return a;\n}\nfunction g() {\n  let a = 1;\n  a = 2;\n  return a;\n}\n",
        "function f() {\n  const a = 1;\n  return a;\n}\nfunction g() {\n  let a = 1;\n  a = 2;\n  return a;\n}\n",
    ),
]
LEFT = [
    ("no-restricted-globals", "Unexpected use of 'event'", "f(~event);\n"),
    (
        "@typescript-eslint/no-explicit-any",
        "Unexpected any. Specify a different type",
        "try {\n  f();\n} catch (e: ~any) {\n  g(e.response.data);\n}\n",
    ),
    (
        "array-callback-return",
        "Array.prototype.map() expects a value to be returned at the end of arrow function",
        "const a = l.map((b) ~=> {\n  f(b);\n});\n",
    ),
    ("no-dupe-keys", "Duplicate key 'a'", "f({ a: g(), ~a: 3 });\n"),
    ("no-unreachable", "Unreachable code", "function f() {\n  return\n  ~g();\n}\n"),
    ("no-unused-expressions", EXPRESSION, "~a && b;\n"),
    ("no-console", "Unexpected console statement", "try {\n  f();\n} catch (e) {\n  ~console.log(e);\n}\n"),
    (
        "react/jsx-no-duplicate-props",
        "No duplicate props allowed",
        'export default () => <p title="a" ~title="b" />;\n',
    ),
    (
        "prefer-const",
        "'b' is never reassigned. Use 'const' instead",
        "let [a, ...~b] = c;\na = 1;\nf(a, b);\n",
    ),
]


@pytest.mark.parametrize(("rule", "message", "marked", "after"), RIGHT)
def test_a_rule_is_followed(fix, rule, message, marked, after):
    text, report = shown(ESLINT, rule, message, marked)
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": after}


@pytest.mark.parametrize(("rule", "message", "marked"), LEFT)
def test_a_choice_is_left_to_people(fix, rule, message, marked):
    text, report = shown(ESLINT, rule, message, marked)
    assert fix({"src/App.tsx": text}, report).files == {}
