"""Metadata of a page that runs in the browser, and parts of a page that only the browser may draw."""

from __future__ import annotations

FORM = (
    "   Creating an optimized production build ...\nFailed to compile.\n\n./app/login/page.tsx\nError: \n  x {message}\n"
    "    ,-[/vercel/path0/app/login/page.tsx:4:1]\n 4 | export const metadata: Metadata = {{\n   :              ^^^^^^^^\n"
    "    `----\n\n> Build failed because of webpack errors\n"
)
METADATA = FORM.format(
    message='You are attempting to export "metadata" from a component marked with "use client", which is disallowed. '
    'Either remove the export, or the "use client" directive. Read more: https://nextjs.org/docs/app/api-reference'
)
DYNAMIC = FORM.format(
    message="`ssr: false` is not allowed with `next/dynamic` in Server Components. Please move it into a Client Component."
)
DEPENDENCIES = {"next": "15.1.0", "react": "^19.0.0"}
HEAD = "import type { Metadata } from 'next';\n"
EXPORT = "export const metadata: Metadata = { title: 'Log in' };\n"
PAGE = "export default function Page() {\n  const [name] = useState('');\n  return <p>{name}</p>;\n}\n"


def test_the_metadata_moves_to_a_layout(fix):
    text = f"'use client';\n{HEAD}import {{ useState }} from 'react';\n\n{EXPORT}\n{PAGE}"
    got = fix({"app/login/page.tsx": text}, METADATA, DEPENDENCIES)
    assert got.files == {
        "app/login/page.tsx": f"'use client';\nimport {{ useState }} from 'react';\n\n{PAGE}",
        "app/login/layout.tsx": f"{HEAD}\n{EXPORT}\n"
        "export default function Layout({ children }: { children: React.ReactNode }) {\n  return children;\n}\n",
    }


def test_a_directive_that_nothing_needs_goes(fix):
    text = f"'use client';\n\n{HEAD}\n{EXPORT}\nexport default function Page() {{\n  return <p />;\n}}\n"
    got = fix({"app/login/page.tsx": text}, METADATA, DEPENDENCIES)
    assert got.files == {"app/login/page.tsx": text.removeprefix("'use client';\n\n")}


def test_a_layout_that_is_there_is_not_written_over(fix):
    text = f"'use client';\n{HEAD}import {{ useState }} from 'react';\n\n{EXPORT}\n{PAGE}"
    files = {"app/login/page.tsx": text, "app/login/layout.tsx": "export default ({ children }) => children;\n"}
    got = fix(files, METADATA, DEPENDENCIES)
    assert got.files == {}
    assert "component of its own" in got.reason


def test_a_page_that_draws_a_part_in_the_browser_is_marked(fix):
    text = (
        "import dynamic from 'next/dynamic';\n\nconst Map = dynamic(() => import('./Map'), { ssr: false });\n\n"
        "export default function Page() {\n  return <Map />;\n}\n"
    )
    got = fix({"app/login/page.tsx": text, "app/login/Map.tsx": "export default () => null;\n"}, DYNAMIC, DEPENDENCIES)
    assert got.files == {"app/login/page.tsx": "'use client';\n\n" + text}


def test_a_page_of_the_server_is_not_marked(fix):
    text = (
        "import dynamic from 'next/dynamic';\n\nconst Map = dynamic(() => import('./Map'), { ssr: false });\n\n"
        "export default async function Page() {\n  await load();\n  return <Map />;\n}\n"
    )
    got = fix({"app/login/page.tsx": text, "app/login/Map.tsx": "export default () => null;\n"}, DYNAMIC, DEPENDENCIES)
    assert got.files == {}
