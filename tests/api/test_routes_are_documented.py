"""The reference of the API names every route, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLResolver, get_resolver

TEXT = (Path(__file__).parents[2] / "docs/api.md").read_text()
METHODS = ("get", "post", "put", "patch", "delete")


def _routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif route.startswith("api/v1/"):
            view = pattern.callback.view_class
            path = re.sub(r"<slug:(\w+)>", r"{\1}", route.removeprefix("api/v1"))
            yield from (f"{name.upper()} {path}" for name in METHODS if hasattr(view, name))


def test_every_route_has_its_heading_and_an_example() -> None:
    documented = re.findall(r"^### `(.+)`$", TEXT, re.M)

    assert sorted(documented) == sorted(_routes(get_resolver("autofix.urls").url_patterns))
    sections = ("\n" + TEXT).split("\n### ")[1:]
    assert [section for section in sections if "\n    api " not in section] == []
