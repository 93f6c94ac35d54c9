"""What may be missing, read where the code has an answer for that."""

from __future__ import annotations

import pytest

TSC = "src/App.tsx({0},{1}): error TS18048: '{2}' is possibly 'undefined'.\n"


@pytest.mark.parametrize(
    "line",
    [
        "export const kind = given || meta.kind || 'none';",
        "export const kind = meta.kind ?? 'none';",
        "export const kind = meta.kind.trim() || 'none';",
        "export const View = () => <p>{meta.kind}</p>;",
        "export const View = () => <p>{given && meta.kind}</p>;",
    ],
)
def test_it_is_read_by_a_question_mark(fix, line):
    text = f"declare const meta: {{ kind: string }} | undefined;\ndeclare const given: string;\n{line}\n"
    got = fix({"src/App.tsx": text}, TSC.format(3, line.index("meta") + 1, "meta"))
    assert got.files == {"src/App.tsx": text.replace("meta.kind", "meta?.kind")}


@pytest.mark.parametrize(
    "line",
    [
        "export const kind = given || meta.kind;",
        "export const kind = meta.size + 1 || 2;",
        "export const View = () => <p title={meta.kind}>no</p>;",
        "export const kind = `${meta.kind}`;",
        "save(meta.kind);",
    ],
)
def test_elsewhere_nothing_says_what_nothing_means(fix, line):
    text = f"declare const meta: {{ kind: string }} | undefined;\ndeclare const given: string;\n{line}\n"
    assert fix({"src/App.tsx": text}, TSC.format(3, line.index("meta") + 1, "meta")).files == {}
