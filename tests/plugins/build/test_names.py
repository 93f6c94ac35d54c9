"""Names that are used and neither declared nor imported."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

TSC = "src/App.tsx({1},5): error TS2304: Cannot find name '{0}'.\n"
PRETTY = "src/App.tsx:{1}:5 - error TS2304: Cannot find name '{0}'.\n\n{1} x\n\nFound 1 error in src/App.tsx:{1}\n"
ESLINT = "\n/app/src/App.tsx\n  {1}:5  error  '{0}' is not defined  no-undef\n\n✖ 1 problem (1 error, 0 warnings)\n"
JSX = "\n/app/src/App.tsx\n  {1}:5  error  '{0}' is not defined  react/jsx-no-undef\n\n✖ 1 problem (1 error, 0 warnings)\n"
CRA = "Failed to compile.\n\n[eslint] \nsrc/App.tsx\n  Line {1}:5:  '{0}' is not defined  no-undef\n\nSearch for the keywords to learn more about each error.\n"
NEXT = "Failed to compile.\n\n./src/App.tsx:{1}:5\nType error: Cannot find name '{0}'.\n"


@pytest.mark.parametrize("form", [TSC, PRETTY, ESLINT, JSX, CRA, NEXT])
def test_a_hook_joins_the_import_of_react(fix, form):
    text = "import React, { useState } from 'react';\n\nexport function App() {\n  useEffect(() => {}, []);\n  return useState(0);\n}\n"
    got = fix({"src/App.tsx": text}, form.format("useEffect", 4))
    assert got.files == {"src/App.tsx": text.replace("{ useState }", "{ useState, useEffect }")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("export const a = useRef(1);\n", "import { useRef } from 'react';\nexport const a = useRef(1);\n"),
        (
            '"use client";\n\nexport const a = useRef(1);\n',
            '"use client";\nimport { useRef } from "react";\n\nexport const a = useRef(1);\n',
        ),
        (
            "// @ts-nocheck\nexport const a = useRef(1);\n",
            "// @ts-nocheck\nimport { useRef } from 'react';\nexport const a = useRef(1);\n",
        ),
        (
            "// Adds.\nexport const a = useRef(1);\n",
            "import { useRef } from 'react';\n// Adds.\nexport const a = useRef(1);\n",
        ),
        (
            "import x from 'x'\nexport const a = useRef(x)\n",
            "import x from 'x'\nimport { useRef } from 'react'\nexport const a = useRef(x)\n",
        ),
        (
            "import React from 'react';\nexport const a = useRef(1);\n",
            "import React, { useRef } from 'react';\nexport const a = useRef(1);\n",
        ),
        (
            "import {\n  memo,\n} from 'react';\nexport const a = memo(useRef(1));\n",
            "import {\n  memo,\n  useRef,\n} from 'react';\nexport const a = memo(useRef(1));\n",
        ),
        (
            "import {memo} from 'react';\nexport const a = memo(useRef(1));\n",
            "import {memo, useRef} from 'react';\nexport const a = memo(useRef(1));\n",
        ),
        (
            "import * as R from 'react';\nexport const a = useRef(R);\n",
            "import * as R from 'react';\nimport { useRef } from 'react';\nexport const a = useRef(R);\n",
        ),
        (
            "import type { FC } from 'react';\nexport const a: FC = useRef(1);\n",
            "import type { FC } from 'react';\nimport { useRef } from 'react';\nexport const a: FC = useRef(1);\n",
        ),
        (
            "import x from 'x';\r\nexport const a = useRef(x);\r\n",
            "import x from 'x';\r\nimport { useRef } from 'react';\r\nexport const a = useRef(x);\r\n",
        ),
    ],
)
def test_an_import_is_written_as_the_file_writes_them(fix, before, after):
    line = next(n for n, one in enumerate(before.split("\n"), 1) if "useRef" in one)
    got = fix({"src/App.tsx": before}, TSC.format("useRef", line))
    assert got.files == {"src/App.tsx": after}


def test_most_other_files_say_whence(fix):
    files = {
        "src/App.tsx": "export default () => <Button />;\n",
        "src/a.tsx": "import { Button } from './ui/Button';\nexport const a = Button;\n",
        "src/b.tsx": "import { Button } from './ui/Button';\nexport const b = Button;\n",
        "src/c.tsx": "import { Button } from '@mui/material';\nexport const c = Button;\n",
        "src/ui/Button.tsx": "export const Button = () => null;\n",
    }
    got = fix(files, TSC.format("Button", 1))
    assert got.files == {"src/App.tsx": "import { Button } from './ui/Button';\n" + files["src/App.tsx"]}


def test_a_package_that_others_import_from_is_imported_from(fix):
    files = {
        "src/App.tsx": "import React from 'react';\n\nexport default () => React.useMemo(() => format(1), []);\n",
        "src/a.ts": "import { format } from 'date-fns';\nexport const a = format;\n",
    }
    got = fix(files, TSC.format("format", 3))
    assert got.files["src/App.tsx"].startswith("import React from 'react';\nimport { format } from 'date-fns';\n")


@pytest.mark.parametrize(
    ("provider", "text", "added"),
    [
        ("src/lib/dates.ts", "export const formatDate = 1;\n", "import { formatDate } from './lib/dates';\n"),
        ("src/formatDate.ts", "export default function formatDate() {}\n", "import formatDate from './formatDate';\n"),
        ("src/formatDate/index.ts", "const f = 1;\nexport default f;\n", "import formatDate from './formatDate';\n"),
    ],
)
def test_the_one_file_that_exports_it_is_imported(fix, provider, text, added):
    files = {"src/App.tsx": "export default () => formatDate(1);\n", provider: text}
    got = fix(files, TSC.format("formatDate", 1))
    assert got.files == {"src/App.tsx": added + files["src/App.tsx"]}


def test_the_alias_of_the_house_is_used(fix):
    files = {
        "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}\n',
        "src/App.tsx": "import { a } from '@/lib/a';\n\nexport default () => total(a);\n",
        "src/lib/a.ts": "export const a = 1;\n",
        "src/money/sum.ts": "export const total = (n: number) => n;\n",
    }
    got = fix(files, TSC.format("total", 3))
    assert got.files["src/App.tsx"].startswith("import { a } from '@/lib/a';\nimport { total } from '@/money/sum';\n")


def test_several_names_of_one_module_make_one_import(fix):
    text = "export function App() {\n  const [a] = useState(0);\n  useEffect(() => {}, [a]);\n  return a;\n}\n"
    report = TSC.format("useState", 2) + TSC.format("useEffect", 3)
    assert fix({"src/App.tsx": text}, report).files == {
        "src/App.tsx": "import { useState, useEffect } from 'react';\n" + text
    }


def test_a_component_of_vue_gets_it_in_its_script(fix):
    text = '<template><p>{{ n }}</p></template>\n\n<script setup lang="ts">\nconst n = ref(0)\n</script>\n'
    report = "src/App.vue(4,11): error TS2304: Cannot find name 'ref'.\n"
    got = fix({"src/App.vue": text}, report, {"vue": "^3.4.0"})
    assert got.files == {"src/App.vue": text.replace("const n", "import { ref } from 'vue'\nconst n")}


def test_commonjs_gets_a_require(fix):
    text = "const express = require('express');\n\nexpress().use(path.join('a'));\n"
    report = "\n/app/server.js\n  3:15  error  'path' is not defined  no-undef\n\n✖ 1 problem (1 error, 0 warnings)\n"
    got = fix({"server.js": text}, report, {"express": "^4.0.0"})
    assert got.files == {"server.js": text.replace(";\n\n", ";\nconst path = require('path');\n\n", 1)}


@pytest.mark.parametrize(
    ("name", "file", "module"),
    [
        ("useRouter", "app/x/page.tsx", "next/navigation"),
        ("useRouter", "pages/x.tsx", "next/router"),
        ("Link", "pages/y.tsx", "next/link"),
    ],
)
def test_next_has_its_own_places(fix, name, file, module):
    text = f"export default function Page() {{\n  return {name};\n}}\n"
    got = fix(
        {file: text}, f"./{file}:2:10\nType error: Cannot find name '{name}'.\n", {"next": "14.1.0", "react": "18.2.0"}
    )
    names = f"{{ {name} }}" if name == "useRouter" else name
    assert got.files == {file: f"import {names} from '{module}';\n{text}"}


def test_the_compilers_suggestion_corrects_a_misspelling(fix):
    report = "src/App.tsx(2,5): error TS2552: Cannot find name 'totl'. Did you mean 'total'?\n"
    text = "const total = 1;\nf(totl);\nfunction f(x: number) {}\n"
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": text.replace("totl)", "total)")}


def test_a_suggestion_does_not_keep_a_known_import_out(fix):
    report = "src/App.tsx(3,3): error TS2552: Cannot find name 'useState'. Did you mean 'useStore'?\n"
    text = "import { useStore } from './store';\nexport function A() {\n  useState(useStore());\n}\n"
    got = fix({"src/App.tsx": text, "src/store.ts": "export const useStore = () => 1;\n"}, report)
    assert "import { useState } from 'react';" in got.files["src/App.tsx"]


@pytest.mark.parametrize("name", ["process", "describe", "window", "__dirname", "JSX"])
def test_what_the_surroundings_give_is_a_matter_of_configuration(fix, name):
    got = fix({"src/App.tsx": f"export const a = {name};\n"}, TSC.format(name, 1))
    assert (got.files, got.verdict) == ({}, Verdict.ACTION_RECOMMENDED)
    assert "configuration" in got.reason


def test_the_namespace_of_jsx_is_imported_where_no_other_is_left(fix):
    report = "src/App.tsx(3,20): error TS2503: Cannot find namespace 'JSX'.\n"
    text = "import { useState } from 'react';\n\nexport const tag = (): JSX.Element => <p>{useState(1)[0]}</p>;\n"
    got = fix({"src/App.tsx": text}, report, {"react": "^19.1.0", "@types/react": "^19.1.0"})
    assert got.files == {"src/App.tsx": text.replace("{ useState }", "{ useState, JSX }")} or (
        got.files == {"src/App.tsx": text.replace("{ useState }", "{ useState, type JSX }")}
    )


def test_two_exporters_are_for_a_person_to_choose_from(fix):
    files = {
        "src/App.tsx": "export default () => total(1);\n",
        "src/a.ts": "export const total = 1;\n",
        "src/b.ts": "export const total = 1;\n",
    }
    got = fix(files, TSC.format("total", 1))
    assert got.files == {}
    assert "No one module" in got.reason


def test_files_that_are_divided_say_nothing(fix):
    files = {
        "src/App.tsx": "export default () => Button;\n",
        "src/a.ts": "import { Button } from 'antd';\nexport const a = Button;\n",
        "src/b.ts": "import { Button } from '@mui/material';\nexport const b = Button;\n",
    }
    assert fix(files, TSC.format("Button", 1)).files == {}


def test_a_name_that_is_imported_is_not_imported_again(fix):
    text = "import { useState } from 'react';\nexport const a = useState(0);\n"
    assert fix({"src/App.tsx": text}, TSC.format("useState", 2)).files == {}


def test_a_hook_without_react_in_the_manifest_is_left(fix):
    got = fix({"src/App.tsx": "export const a = useState(0);\n"}, TSC.format("useState", 1), {"lodash": "^4.0.0"})
    assert got.files == {}
