"""A configuration in CommonJS in a package of modules."""

from __future__ import annotations

import json

import pytest

CONFIG = "module.exports = {\n  plugins: {},\n};\n"
MANIFEST = {"name": "shop", "type": "module", "scripts": {"build": "vite build"}, "devDependencies": {"vite": "^5"}}
REPORT = (
    "vite v5.4.21 building for production...\n[Failed to load PostCSS config: Failed to load PostCSS config (searchPath: "
    "/app): [ReferenceError] module is not defined in ES module scope\nThis file is being treated as an ES module "
    "because it has a '.js' file extension and '/app/package.json' contains \"type\": \"module\".\nReferenceError: "
    "module is not defined in ES module scope\n    at file:///app/{file}:1:1\n"
)


@pytest.mark.parametrize("name", ["postcss.config.js", "tailwind.config.js", ".eslintrc.js"])
def test_it_gets_the_ending_that_says_so(fix, name):
    files = {"package.json": json.dumps(MANIFEST), name: CONFIG}
    got = fix(files, REPORT.format(file=name))
    assert got.files == {name.removesuffix(".js") + ".cjs": CONFIG}


def test_one_that_a_command_names_is_left_to_a_person(fix):
    manifest = {**MANIFEST, "scripts": {"build": "postcss --config postcss.config.js a.css"}}
    got = fix(
        {"package.json": json.dumps(manifest), "postcss.config.js": CONFIG}, REPORT.format(file="postcss.config.js")
    )
    assert got.files == {}
    assert "where it is named" in got.reason


def test_a_file_of_the_application_is_no_configuration(fix):
    files = {"package.json": json.dumps(MANIFEST), "src/a.js": CONFIG}
    assert fix(files, REPORT.format(file="src/a.js")).files == {}
