"""Variables that are used above their declaration."""

from __future__ import annotations

import pytest

TSC = "src/App.tsx({0},{1}): error TS2448: Block-scoped variable 'close' used before its declaration.\n"
BEFORE = (
    "export function App() {\n  const [open, setOpen] = useState(true);\n"
    "  const onKey = useCallback(() => close(), [close]);\n\n"
    "  const close = useCallback(() => {\n    setOpen(!open);\n  }, [open]);\n\n  return <p onKeyDown={onKey} />;\n}\n"
)
AFTER = (
    "export function App() {\n  const [open, setOpen] = useState(true);\n"
    "  const close = useCallback(() => {\n    setOpen(!open);\n  }, [open]);\n\n"
    "  const onKey = useCallback(() => close(), [close]);\n\n  return <p onKeyDown={onKey} />;\n}\n"
)


def test_the_declaration_goes_up(fix):
    assert fix({"src/App.tsx": BEFORE}, TSC.format(3, 45)).files == {"src/App.tsx": AFTER}


@pytest.mark.parametrize(
    "declared",
    [
        # What it is worked out of stands in between.
        "const close = useMemo(() => 1, [onKey]);",
        # Working it out does something.
        "const close = connect();",
    ],
)
def test_what_depends_on_its_place_stays(fix, declared):
    text = f"export function App() {{\n\n  const onKey = make(close);\n  {declared}\n  return onKey;\n}}\n"
    assert fix({"src/App.tsx": text}, TSC.format(3, 22)).files == {}
