"""Pyflakes, flake8 and ruff. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "flake8-7-faults": [
        ("flake8", "build.syntax", "shop/broken.py", 1, 8, None, None, None),
        ("flake8", "build.lint", "shop/cart.py", 1, 1, "F401", None, None),
        ("flake8", "build.lint", "shop/cart.py", 2, 1, "F401", None, None),
        ("flake8", "build.lint", "shop/cart.py", 2, 1, "F401", None, None),
        ("flake8", "build.lint", "shop/cart.py", 6, 5, "F841", None, None),
        ("flake8", "build.name_undefined", "shop/cart.py", 7, 16, "itmes", None, None),
        ("flake8", "build.name_undefined", "shop/cart.py", 7, 25, "totl", None, None),
        ("flake8", "build.lint", "shop/cart.py", 10, 1, "F811", None, None),
        ("flake8", "build.lint", "shop/cart.py", 11, 12, "F541", None, None),
    ],
    "pyflakes-3-faults": [
        ("pyflakes", "build.lint", "shop/cart.py", 1, 1, None, None, None),
        ("pyflakes", "build.lint", "shop/cart.py", 2, 1, None, None, None),
        ("pyflakes", "build.lint", "shop/cart.py", 2, 1, None, None, None),
        ("pyflakes", "build.lint", "shop/cart.py", 6, 5, None, None, None),
        ("pyflakes", "build.name_undefined", "shop/cart.py", 7, 16, "itmes", None, None),
        ("pyflakes", "build.name_undefined", "shop/cart.py", 7, 25, "totl", None, None),
        ("pyflakes", "build.lint", "shop/cart.py", 10, 1, None, None, None),
        ("pyflakes", "build.lint", "shop/cart.py", 11, 12, None, None, None),
        ("pyflakes", "build.syntax", "shop/broken.py", 1, 7, None, None, None),
    ],
    "ruff-concise": [
        ("ruff", "build.syntax", "shop/broken.py", 1, 7, None, None, None),
        ("ruff", "build.syntax", "shop/broken.py", 1, 8, None, None, None),
        ("ruff", "build.lint", "shop/cart.py", 1, 1, "I001", None, None),
        ("ruff", "build.lint", "shop/cart.py", 1, 8, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 2, 18, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 2, 25, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 6, 5, "F841", None, None),
        ("ruff", "build.name_undefined", "shop/cart.py", 7, 16, "itmes", None, None),
        ("ruff", "build.name_undefined", "shop/cart.py", 7, 25, "totl", None, None),
        ("ruff", "build.lint", "shop/cart.py", 10, 5, "F811", None, None),
        ("ruff", "build.lint", "shop/cart.py", 11, 12, "F541", None, None),
    ],
    "ruff-full": [
        ("ruff", "build.syntax", "shop/broken.py", 1, 7, None, None, None),
        ("ruff", "build.syntax", "shop/broken.py", 1, 8, None, None, None),
        ("ruff", "build.lint", "shop/cart.py", 1, 1, "I001", None, None),
        ("ruff", "build.lint", "shop/cart.py", 1, 8, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 2, 18, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 2, 25, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 6, 5, "F841", None, None),
        ("ruff", "build.name_undefined", "shop/cart.py", 7, 16, "itmes", None, None),
        ("ruff", "build.name_undefined", "shop/cart.py", 7, 25, "totl", None, None),
        ("ruff", "build.lint", "shop/cart.py", 10, 5, "F811", None, None),
        ("ruff", "build.lint", "shop/cart.py", 11, 12, "F541", None, None),
    ],
    "ruff-github": [
        ("ruff", "build.syntax", "shop/broken.py", 1, 7, None, None, None),
        ("ruff", "build.syntax", "shop/broken.py", 1, 8, None, None, None),
        ("ruff", "build.lint", "shop/cart.py", 1, 1, "I001", None, None),
        ("ruff", "build.lint", "shop/cart.py", 1, 8, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 2, 18, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 2, 25, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 6, 5, "F841", None, None),
        ("ruff", "build.name_undefined", "shop/cart.py", 7, 16, "itmes", None, None),
        ("ruff", "build.name_undefined", "shop/cart.py", 7, 25, "totl", None, None),
        ("ruff", "build.lint", "shop/cart.py", 10, 5, "F811", None, None),
        ("ruff", "build.lint", "shop/cart.py", 11, 12, "F541", None, None),
    ],
    "ruff-grouped": [
        ("ruff", "build.syntax", "shop/broken.py", 1, 7, None, None, None),
        ("ruff", "build.syntax", "shop/broken.py", 1, 8, None, None, None),
        ("ruff", "build.lint", "shop/cart.py", 1, 1, "I001", None, None),
        ("ruff", "build.lint", "shop/cart.py", 1, 8, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 2, 18, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 2, 25, "F401", None, None),
        ("ruff", "build.lint", "shop/cart.py", 6, 5, "F841", None, None),
        ("ruff", "build.name_undefined", "shop/cart.py", 7, 16, "itmes", None, None),
        ("ruff", "build.name_undefined", "shop/cart.py", 7, 25, "totl", None, None),
        ("ruff", "build.lint", "shop/cart.py", 10, 5, "F811", None, None),
        ("ruff", "build.lint", "shop/cart.py", 11, 12, "F541", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
