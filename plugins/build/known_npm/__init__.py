"""Versions of the packages that are used most, each such that it fits the framework it is for.

The ranges start at versions that were current for a long time, so that none of them asks for the newest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from plugins.build.known_npm import browsers, servers, tools, types
from plugins.build.known_npm.fitting import FITTING, TOGETHER

_DEV_PREFIXES = (
    "@types/ eslint @eslint/ @typescript-eslint/ prettier vitest @vitest/ jest ts-jest babel-jest @testing-library/ "
    "@vitejs/ typescript vite webpack rollup esbuild @babel/ postcss autoprefixer tailwindcss @tailwindcss/ sass less "
    "stylus husky lint-staged nodemon ts-node tsx tsup concurrently cypress @playwright/ storybook @storybook/ mocha "
    "chai supertest sinon nyc c8 msw jsdom html-webpack-plugin mini-css-extract-plugin copy-webpack-plugin rimraf "
    "copyfiles npm-run-all wait-on @faker-js/ @nestjs/cli @nestjs/testing @vue/cli- globals"
).split()


@cache
def plain_versions() -> Mapping[str, str]:
    """The range of every package that fits any framework."""
    tables = (servers.TABLE, browsers.TABLE, tools.TABLE, types.TABLE)
    return {name: wanted for table in tables for name, wanted in (cell.split() for cell in table.split(";"))}


@cache
def fitting_versions() -> Mapping[str, tuple[str, Mapping[int, str]]]:
    """For each package that depends on a framework's major: the framework, and the range for each major."""
    found: dict[str, tuple[str, Mapping[int, str]]] = {}
    for line in FITTING.strip().split("\n"):
        name, framework, *ranges = line.split()
        found[name] = (framework, {int(major): wanted for major, _, wanted in (r.partition(":") for r in ranges)})
    return found


@cache
def published_together() -> Mapping[str, str]:
    """The package whose range another one shares."""
    return dict(line.split() for line in TOGETHER.strip().split("\n"))


def is_known(name: str) -> bool:
    """Whether the tables hold the package."""
    return name in plain_versions() or name in fitting_versions() or name in published_together()


def is_tool(name: str) -> bool:
    """Whether a package serves the development alone, by its name."""
    return name.startswith(tuple(_DEV_PREFIXES)) or name.endswith(("-loader", "-webpack-plugin"))
