"""What goes together with something unused."""

from __future__ import annotations

TSC = "src/App.tsx({1},{2}): error TS6133: '{0}' is declared but its value is never read.\n"


def test_an_import_that_only_the_unused_has_used_goes_too(fix):
    text = (
        "import { useNavigate, Link } from 'react-router-dom';\n\nexport function A() {\n"
        "  const navigate = useNavigate();\n  return Link;\n}\n"
    )
    got = fix({"src/App.tsx": text}, TSC.format("navigate", 4, 9))
    assert got.files == {
        "src/App.tsx": "import { Link } from 'react-router-dom';\n\nexport function A() {\n  return Link;\n}\n"
    }


def test_an_import_that_two_unused_have_used_goes_with_both(fix):
    text = "import { a, q } from './q';\nconst b = a;\nconst c = a;\nq();\n"
    got = fix({"src/App.tsx": text}, TSC.format("b", 2, 7) + TSC.format("c", 3, 7))
    assert got.files == {"src/App.tsx": "import { q } from './q';\nq();\n"}


def test_an_import_that_is_used_elsewhere_stays(fix):
    text = "import { a } from './q';\nconst b = a;\na();\n"
    got = fix({"src/App.tsx": text}, TSC.format("b", 2, 7))
    assert got.files == {"src/App.tsx": "import { a } from './q';\na();\n"}


def test_what_goes_on_being_called_keeps_its_import(fix):
    text = "import { save } from './q';\nconst done = save();\n"
    got = fix({"src/App.tsx": text}, TSC.format("done", 2, 7))
    assert got.files == {"src/App.tsx": "import { save } from './q';\nsave();\n"}


def test_neighbours_of_one_pattern_go_together(fix):
    text = "const { a, b, c } = props;\nf(a);\n"
    got = fix({"src/App.tsx": text}, TSC.format("b", 1, 12) + TSC.format("c", 1, 15))
    assert got.files == {"src/App.tsx": "const { a } = props;\nf(a);\n"}


def test_all_of_a_pattern_go_with_their_statement(fix):
    report = "src/App.tsx(1,7): error TS6198: All destructured elements are unused.\n"
    got = fix({"src/App.tsx": "const { a, b } = props;\nf();\n"}, report)
    assert got.files == {"src/App.tsx": "f();\n"}


ESLINT = "\n/app/src/App.tsx\n{0}\n✖ 2 problems (2 errors, 0 warnings)\n"
ROW = "  {1}:{2}  error  '{0}' is assigned a value but never used  no-unused-vars\n"


def test_a_state_of_which_nothing_is_used_goes_whole(fix):
    text = (
        "import { useState, useEffect } from 'react';\n\nexport function A() {\n  const [n, setN] = useState(0);\n"
        "  useEffect(() => {});\n  return null;\n}\n"
    )
    report = ESLINT.format(ROW.format("n", 4, 10) + ROW.format("setN", 4, 13))
    after = text.replace("useState, ", "").replace("  const [n, setN] = useState(0);\n", "")
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": after}


def test_what_gives_them_goes_on_being_called_where_it_may_do_more(fix):
    text = "const { a, b } = start();\nf();\n"
    report = ESLINT.format(ROW.format("a", 1, 9) + ROW.format("b", 1, 12))
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": "start();\nf();\n"}


def test_one_that_is_missing_and_one_too_many_are_one_change_of_the_import(fix):
    text = "import { useEffect } from 'react';\nexport const A = () => useState(0);\n"
    report = TSC.format("useEffect", 1, 10) + "src/App.tsx(2,24): error TS2304: Cannot find name 'useState'.\n"
    got = fix({"src/App.tsx": text}, report)
    assert got.files == {"src/App.tsx": "import { useState } from 'react';\nexport const A = () => useState(0);\n"}
