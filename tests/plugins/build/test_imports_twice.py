"""A name that a file has twice."""

from __future__ import annotations

SWC = (
    "   \u25b2 Next.js 15.0.0\n\nFailed to compile.\n\n./app/page.tsx\nError:   x the name `{name}` is defined multiple times\n"
    "    ,-[/app/app/page.tsx:1:1]\n  1 | x\n    :  ^\n    `----\n\n> Build failed because of webpack errors\n"
)
NEXT = {"next": "15.0.0", "react": "^19.0.0"}


def test_what_next_reads_keeps_its_name(fix):
    text = (
        "import dynamic from 'next/dynamic';\n\nexport const dynamic = 'force-dynamic';\n"
        "const Chart = dynamic(() => import('./Chart'));\nexport default () => <Chart />;\n"
    )
    got = fix({"app/page.tsx": text}, SWC.format(name="dynamic"), NEXT)
    assert got.files["app/page.tsx"] == text.replace("import dynamic", "import nextDynamic").replace(
        "= dynamic(", "= nextDynamic("
    )


def test_a_second_import_goes(fix):
    text = 'import { Cloud, Sun } from "lucide-react";\nimport { Lock, Cloud } from "lucide-react";\nf(Cloud, Sun, Lock);\n'
    got = fix({"app/page.tsx": text}, SWC.format(name="Cloud"), {**NEXT, "lucide-react": "^0.300.0"})
    assert got.files["app/page.tsx"] == text.replace("{ Lock, Cloud }", "{ Lock }")


def test_two_modules_may_both_be_meant(fix):
    text = 'import { Cloud } from "lucide-react";\nimport { Cloud } from "./Cloud";\nf(Cloud);\n'
    files = {"app/page.tsx": text, "app/Cloud.tsx": "export const Cloud = 1;\n"}
    assert fix(files, SWC.format(name="Cloud"), {**NEXT, "lucide-react": "^0.300.0"}).files == {}


def test_what_is_declared_with_the_help_of_what_is_imported_is_left_alone(fix):
    text = "import { load } from './load';\nfunction load() {\n  return load(1);\n}\nload();\n"
    got = fix({"app/page.tsx": text, "app/load.ts": "export const load = (a) => a;\n"}, SWC.format(name="load"), NEXT)
    assert got.files == {}
    assert "give one another name" in got.reason


def test_of_two_modules_the_one_that_is_no_ones_goes(fix):
    text = 'import { Cloud } from "lucide-react";\nimport { Cloud } from "@lucid:react";\nf(Cloud);\n'
    got = fix({"app/page.tsx": text}, SWC.format(name="Cloud"), {**NEXT, "lucide-react": "^0.300.0"})
    assert got.files == {"app/page.tsx": 'import { Cloud } from "lucide-react";\nf(Cloud);\n'}
