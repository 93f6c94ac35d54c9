"""Two origins without a comma between them are one string to Python: the comma is set, the origin mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN, OTHER, THIRD = "http://localhost:5173", "https://shop.test", "https://admin.shop.test"
REPORT = (
    f"Access to fetch at 'http://localhost:8000/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
APP = """from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
origins = [
{origins}]
app.add_middleware(CORSMiddleware, allow_origins=origins)


@app.get("/items")
def items():
    return []
"""
LISTS = {
    "first": (f'    "{ORIGIN}"\n    "{OTHER}",\n', f'    "{ORIGIN}",\n    "{OTHER}",\n'),
    "last, with a slash and a remark": (
        f'    "{OTHER}"  # shop\n    "{ORIGIN}/"\n',
        f'    "{OTHER}",  # shop\n    "{ORIGIN}"\n',
    ),
    "between": (
        f'    "{OTHER}"\n    "{ORIGIN}"\n    "{THIRD}",\n',
        f'    "{OTHER}",\n    "{ORIGIN}",\n    "{THIRD}",\n',
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_the_comma_is_set(ask: Ask, tmp_path: Path, name: str) -> None:
    before, after = LISTS[name]
    (tmp_path / "main.py").write_text(APP.format(origins=before))
    found = ask(tmp_path, REPORT)
    assert found.candidate is not None
    assert (tmp_path / "main.py").read_text() == APP.format(origins=after)


def test_others_are_left_as_they_are(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(APP.format(origins=f'    "{OTHER}"\n    "{THIRD}",\n'))
    assert ask(tmp_path, REPORT).candidate is not None
    added = f'    "{OTHER}"\n    "{THIRD}",\n    "{ORIGIN}",\n'
    assert (tmp_path / "main.py").read_text() == APP.format(origins=added)
