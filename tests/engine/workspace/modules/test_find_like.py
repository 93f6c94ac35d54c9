"""A path that is not there finds those that differ by case, ending or index alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

FILES = dict.fromkeys(
    (
        "src/components/Header.tsx",
        "src/components/header.css",
        "src/components/HeaderBar.tsx",
        "src/utils/index.ts",
        "src/user.service.ts",
        "src/types.d.ts",
        "app/Models/__init__.py",
    ),
    "",
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/components/header", ("src/components/Header.tsx", "src/components/header.css")),
        ("src/Components/Header.jsx", ("src/components/Header.tsx", "src/components/header.css")),
        ("src/Utils", ("src/utils/index.ts",)),
        ("src/utils/Index.js", ("src/utils/index.ts",)),
        ("src/User.service", ("src/user.service.ts",)),
        ("src/Types", ("src/types.d.ts",)),
        ("app/models", ("app/Models/__init__.py",)),
        ("./src/./user.service.js", ("src/user.service.ts",)),
        ("src/user", ()),
        ("../src/types", ()),
        ("/src/types", ()),
    ],
)
def test_path(path: str, expected: tuple[str, ...], opened: Opened) -> None:
    assert opened(FILES).find_like(path) == expected
