"""A promise that is taken for what it will hold."""

from __future__ import annotations

import pytest

TSC = "src/a.ts(2,{0}): error TS2339: Property 'get' does not exist on type 'Promise<Jar>'.\n"
NEXT = "Failed to compile.\n\n./src/a.ts:2:{0}\nType error: Property 'get' does not exist on type 'Promise<Jar>'.\n"


def _file(head: str, line: str) -> str:
    return f"{head} {{\n{line}\n}}\n"


@pytest.mark.parametrize("form", [TSC, NEXT])
@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("  return cookies().get('a');", "  return (await cookies()).get('a');"),
        ("  const jar = open('x'); return jar.get('a');", "  const jar = await open('x'); return jar.get('a');"),
    ],
)
def test_it_is_waited_for(fix, form, line, right):
    head = "export async function GET()"
    got = fix({"src/a.ts": _file(head, line)}, form.format(line.index(".get") + 2))
    assert got.files == {"src/a.ts": _file(head, right)}


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("export function GET()", "  return cookies().get('a');"),
        ("export async function GET()", "  const jar = open(); await jar; return jar.get('a');"),
        ("export async function GET()", "  const jar: Promise<Jar> = open(); return jar.get('a');"),
        ("export async function GET()", "  const jar = open(); return () => jar.get('a');"),
    ],
)
def test_where_it_may_not_or_is_a_promise_elsewhere_it_is_left_alone(fix, head, line):
    assert fix({"src/a.ts": _file(head, line)}, TSC.format(line.index(".get") + 2)).files == {}
