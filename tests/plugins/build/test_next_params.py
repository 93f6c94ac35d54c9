"""Parameters that Next 15 hands over as promises."""

from __future__ import annotations

import pytest

NEXT = {"next": "15.3.9", "react": "^19.0.0"}
REPORT = (
    "Failed to compile.\n\napp/a/[id]/page.tsx\nType error: Type 'Props' does not satisfy the constraint 'PageProps'.\n"
    "  Types of property 'params' are incompatible.\n"
)
PAGE = "app/a/[id]/page.tsx"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "export default async function A({ params }: { params: { id: string } }) {\n  return <p>{params.id}</p>;\n}\n",
            "export default async function A({ params }: { params: Promise<{ id: string }> }) {\n"
            "  return <p>{(await params).id}</p>;\n}\n",
        ),
        (
            "interface Props {\n  params: { id: string };\n  searchParams: { q?: string };\n}\n"
            "const A = (props: Props) => {\n  return <p>{props.params.id}{props.searchParams.q}</p>;\n};\nexport default A;\n",
            "interface Props {\n  params: Promise<{ id: string }>;\n  searchParams: Promise<{ q?: string }>;\n}\n"
            "const A = async (props: Props) => {\n  return <p>{(await props.params).id}{(await props.searchParams).q}</p>;\n"
            "};\nexport default A;\n",
        ),
        (
            "'use client';\nimport { useState } from 'react';\n"
            "export default function A({ params }: { params: { id: string } }) {\n  const { id } = params;\n"
            "  return useState(id)[0];\n}\n",
            "'use client';\nimport { useState, use } from 'react';\n"
            "export default function A({ params }: { params: Promise<{ id: string }> }) {\n"
            "  const { id } = use(params);\n  return useState(id)[0];\n}\n",
        ),
    ],
)
def test_they_are_waited_for(fix, before, after):
    assert fix({PAGE: before}, REPORT, NEXT).files == {PAGE: after}


@pytest.mark.parametrize(
    "text",
    [
        "export default function A({ params }: { params: { id: string } }) {\n  return [1].map(() => params.id);\n}\n",
        "import type { Props } from './types';\nexport default function A({ params }: Props) {\n  return params.id;\n}\n",
        "export default function A({ params }: { params: Promise<{ id: string }> }) {\n  return null;\n}\n",
    ],
)
def test_what_cannot_be_followed_is_left_alone(fix, text):
    assert fix({PAGE: text}, REPORT, NEXT).files == {}


def test_the_files_that_next_would_stop_at_are_mended_as_well(fix):
    text = "export async function GET(_: Request, { params }: { params: { id: string } }) {\n  return f(params);\n}\n"
    page = "export default function A({ params }: { params: { id: string } }) {\n  return <p>{params.id}</p>;\n}\n"
    got = fix({PAGE: page, "app/api/[id]/route.ts": text}, REPORT, NEXT)
    assert "params: Promise<{ id: string }> }) {\n  return f(await params);" in got.files["app/api/[id]/route.ts"]
