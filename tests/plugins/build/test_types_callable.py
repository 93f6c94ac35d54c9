"""A hook whose answer is called as if it were the one function in it."""

from __future__ import annotations

import pytest

TSC = (
    "src/Form.tsx({0},{1}): error TS2349: This expression is not callable.\n  Type '{{ {2}}}' has no call signatures.\n"
)
FORM = "export function Form() {\n  const send = useSend();\n  send(1);\n  return null;\n}\n"
TYPE = "isBusy: boolean; send: (n: number) => void; "


def test_the_member_is_taken_out(fix):
    got = fix({"src/Form.tsx": FORM}, TSC.format(3, 3, TYPE))
    assert got.files == {"src/Form.tsx": FORM.replace("const send", "const { send }")}


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (FORM, "isBusy: boolean; post: (n: number) => void; "),
        (FORM.replace("return null", "return send.isBusy"), TYPE),
        (FORM.replace("const send =", "const send: Sender ="), TYPE),
    ],
)
def test_anything_else_is_left_alone(fix, text, members):
    assert fix({"src/Form.tsx": text}, TSC.format(3, 3, members)).files == {}
