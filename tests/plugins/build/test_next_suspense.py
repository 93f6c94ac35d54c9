"""What reads the address in the browser, and has no boundary round it."""

from __future__ import annotations

NEXT = {"next": "15.3.9", "react": "^19.0.0"}
REPORT = (
    ' \u2a2f useSearchParams() should be wrapped in a suspense boundary at page "/find". Read more: '
    'https://nextjs.org/docs/messages/missing-suspense-with-csr-bailout\nError occurred prerendering page "/find".\n'
)
READS = "import { useSearchParams } from 'next/navigation'\n"
PAGE = f"'use client'\n{READS}\nfunction Find() {{\n  return useSearchParams().get('q')\n}}\n\nexport default Find\n"


def test_a_page_that_exports_its_component_by_name(fix):
    got = fix({"app/(shop)/find/page.tsx": PAGE}, REPORT, NEXT).files["app/(shop)/find/page.tsx"]
    assert "import { Suspense } from 'react'" in got
    assert (
        "export default function FindPage() {\n  return (\n    <Suspense>\n      <Find />\n    </Suspense>\n  )\n}"
        in got
    )
    assert "export default Find\n" not in got


def test_the_component_that_reads_it_and_no_other(fix):
    page = (
        "import { Bar } from './Bar'\nimport { Foot } from './Foot'\n\nexport default function Find() {\n  return (\n"
        "    <main>\n      <Bar />\n      <Foot />\n    </main>\n  )\n}\n"
    )
    bar = f"'use client'\n{READS}export const Bar = () => useSearchParams().get('q')\n"
    files = {
        "app/find/page.tsx": page,
        "app/find/Bar.tsx": bar,
        "app/find/Foot.tsx": "export const Foot = () => null\n",
    }
    got = fix(files, REPORT, NEXT).files
    assert list(got) == ["app/find/page.tsx"]
    assert "      <Suspense>\n        <Bar />\n      </Suspense>\n      <Foot />" in got["app/find/page.tsx"]


def test_one_that_has_its_boundary_is_left_alone(fix):
    page = (
        "import { Suspense } from 'react'\nimport { Bar } from './Bar'\n\nexport default function Find() {\n"
        "  return <Suspense><Bar /></Suspense>\n}\n"
    )
    bar = f"'use client'\n{READS}export const Bar = () => useSearchParams().get('q')\n"
    assert fix({"app/find/page.tsx": page, "app/find/Bar.tsx": bar}, REPORT, NEXT).files == {}


def test_a_page_of_another_address_is_not_meant(fix):
    assert fix({"app/other/page.tsx": PAGE}, REPORT, NEXT).files == {}
