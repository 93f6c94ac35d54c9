"""A case that is run by a linter gets the linter, which no manifest has to declare."""

import pytest

from bench.fixes.running import checkers


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("python -m flake8 shop", ("flake8",)),
        ('python -m flake8 --select F stock && python -c "import mypy"', ("flake8",)),
        ("ruff check .", ("ruff",)),
        ('python -c "import pytest"', ()),
        ("python manage.py migrate", ()),
    ],
)
def test_they_are_named(command: str, named: tuple[str, ...]) -> None:
    assert checkers(command) == named
