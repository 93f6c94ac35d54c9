"""A component that needs the browser in Next's app folder."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

NEXT_13 = (
    "Failed to compile.\n\n./components/Hours.tsx\nReactServerComponentsError:\n\nYou're importing a component that needs "
    'useState. It only works in a Client Component but none of its parents are marked with "use client", so they\'re '
    "Server Components by default.\n\n   ╭─[/app/components/Hours.tsx:1:1]\n 1 │ import\n   ╰────\n\n"
    "> Build failed because of webpack errors\n"
)
NEXT_14 = (
    "Failed to compile.\n\n./components/Hours.tsx\nError:   x You're importing a component that needs `useState`. This "
    'React hook only works in a client component. To fix, mark the file (or its parent) with the `"use client"` '
    "directive.\n  |\n   ,-[/app/components/Hours.tsx:1:1]\n 1 | import\n   `----\n\n> Build failed because of webpack errors\n"
)
TURBOPACK = (
    "./components/Hours.tsx:1:10\nEcmascript file had an error\n> 1 | import\n\nYou're importing a component that needs "
    "`useState`. This React Hook only works in a Client Component. To fix, mark the file (or its parent) with the "
    '`"use client"` directive.\n'
)
HOURS = 'import { useState } from "react";\n\nexport function Hours() {\n  return useState(0);\n}\n'
DEPENDENCIES = {"next": "14.2.5", "react": "^18.2.0"}


@pytest.mark.parametrize("report", [NEXT_13, NEXT_14, TURBOPACK])
def test_it_is_marked(fix, report):
    got = fix({"components/Hours.tsx": HOURS}, report, DEPENDENCIES)
    assert got.files == {"components/Hours.tsx": '"use client";\n\n' + HOURS}


def test_in_the_style_of_the_file(fix):
    text = HOURS.replace('"', "'").replace(";\n\nexport", "\n\nexport")
    got = fix({"components/Hours.tsx": text}, NEXT_14, DEPENDENCIES)
    assert got.files == {"components/Hours.tsx": "'use client'\n\n" + text}


@pytest.mark.parametrize(
    "server",
    [
        'export const metadata = { title: "Hours" };\n',
        "export async function generateStaticParams() {\n  return [];\n}\n",
        "export default async function Page() {\n  return null;\n}\n",
        'import { cookies } from "next/headers";\n',
    ],
)
def test_what_the_server_needs_as_well_is_a_persons_to_part(fix, server):
    got = fix({"components/Hours.tsx": HOURS + server}, NEXT_14, DEPENDENCIES)
    assert (got.files, got.verdict) == ({}, Verdict.ACTION_RECOMMENDED)
    assert "of its own" in got.reason


def test_one_that_is_marked_already_is_left_alone(fix):
    got = fix({"components/Hours.tsx": '"use client";\n' + HOURS}, NEXT_14, DEPENDENCIES)
    assert got.files == {}


def test_a_boundary_for_errors_is_marked(fix):
    report = (
        "Error: Turbopack build failed with 1 errors:\n./app/en/error.tsx:1:1\nEcmascript file had an error\n> 1 | export\n\n"
        './app/en/error.tsx must be a Client Component. Add the "use client" directive the top of the file to resolve this '
        "issue.\nLearn more: https://nextjs.org/docs/app/api-reference/directives/use-client\n"
    )
    text = 'export { default } from "../error";\n'
    files = {"app/en/error.tsx": text, "app/error.tsx": '"use client";\n\nexport default () => null;\n'}
    assert fix(files, report, DEPENDENCIES).files["app/en/error.tsx"].startswith('"use client"')


LATE = (
    'Failed to compile.\n\n./components/Hours.tsx\nError:   x The "use client" directive must be placed before other '
    "expressions. Move it to the top of the file to resolve this issue.\n    ,-[/app/components/Hours.tsx:3:1]\n 3 | "
    "'use client';\n    : ^^^^^^^^^^^^^\n    `----\n\n> Build failed because of webpack errors\n"
)


def test_one_below_the_imports_is_moved_to_the_top(fix):
    text = HOURS.replace("\n\n", "\n\n'use client';\n\n", 1)
    got = fix({"components/Hours.tsx": text}, LATE, DEPENDENCIES)
    assert got.files == {"components/Hours.tsx": "'use client';\n\n" + HOURS}


@pytest.mark.parametrize("more", ["'use client';\n", 'export const metadata = { title: "Hours" };\n'])
def test_one_of_two_or_beside_what_the_server_needs_is_not_moved(fix, more):
    text = HOURS.replace("\n\n", "\n\n'use client';\n\n", 1) + more
    got = fix({"components/Hours.tsx": text}, LATE, DEPENDENCIES)
    assert (got.files, got.verdict) == ({}, Verdict.ACTION_RECOMMENDED)
