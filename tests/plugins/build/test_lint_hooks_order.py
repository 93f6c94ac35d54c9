"""Hooks below an early return."""

from __future__ import annotations

import pytest

REPORT = (
    'Failed to compile.\n\n./src/App.jsx\n{0}:{1}  Error: React Hook "useEffect" is called conditionally. React Hooks '
    "must be called in the exact same order in every component render. Did you accidentally call a React Hook after an "
    "early return?  react-hooks/rules-of-hooks\n\ninfo  - Need to disable some ESLint rules? Learn more here\n"
)
TEXT = (
    "export function App({{ isNew, id }}) {{\n  if ({0}) {{\n    return <New />;\n  }}\n\n"
    "  useEffect(() => {{\n    load(id);\n  }}, [id]);\n\n  return <Old />;\n}}\n"
)


def test_the_return_goes_below_the_hooks(fix):
    got = fix({"src/App.jsx": TEXT.format("isNew")}, REPORT.format(6, 3), {"react": "18.2.0", "next": "14.2.5"})
    assert got.files == {
        "src/App.jsx": "export function App({ isNew, id }) {\n  useEffect(() => {\n    load(id);\n  }, [id]);\n\n"
        "  if (isNew) {\n    return <New />;\n  }\n\n  return <Old />;\n}\n"
    }


@pytest.mark.parametrize("asked", ["!id", "id.isNew && isNew"])
def test_a_return_that_the_hooks_count_on_stays(fix, asked):
    got = fix({"src/App.jsx": TEXT.format(asked)}, REPORT.format(6, 3), {"react": "18.2.0", "next": "14.2.5"})
    assert got.files == {}
