"""Imports that lead nowhere, where no file is certainly meant; and reports that are not about the import at all."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

DEV = '[plugin:vite:import-analysis] Failed to resolve import "{0}" from "{1}". Does the file exist?\n'


def test_two_files_as_near_are_for_a_person_to_choose_from(fix):
    files = {
        "src/pages/App.js": "import x from './util';\nx();\n",
        "src/a/util.js": "export default 1;\n",
        "src/b/util.js": "export default 2;\n",
    }
    got = fix(files, DEV.format("./util", "src/pages/App.js"))
    assert got.files == {}
    assert "No single file" in got.reason


def test_a_file_without_what_is_imported_is_not_meant(fix):
    files = {"src/App.js": "import { total } from './sum';\ntotal();\n", "src/lib/sum.js": "export const other = 1;\n"}
    got = fix(files, DEV.format("./sum", "src/App.js"))
    assert got.files == {}


def test_a_picture_is_not_a_module_of_its_name(fix):
    files = {"src/App.js": "import logo from './logo';\nlogo();\n", "src/assets/logo.svg": "<svg/>\n"}
    got = fix(files, DEV.format("./logo", "src/App.js"))
    assert got.files == {}


def test_an_import_that_is_right_belongs_to_another_commit(fix):
    files = {"src/App.js": "import a from './a';\na();\n", "src/a.js": "export default 1;\n"}
    got = fix(files, DEV.format("./a", "src/App.js"))
    assert (got.files, got.verdict) == ({}, Verdict.NOT_CODE)
    assert "Build the commit that is here" in got.reason


def test_a_file_that_ignore_rules_keep_out_has_to_be_made(fix):
    files = {
        ".gitignore": "src/config.js\n",
        "src/config.js": "export default 1;\n",
        "src/App.js": "import config from './config.js';\nconfig();\n",
        "src/conf/config.js": "export default 2;\n",
    }
    got = fix(files, DEV.format("./config.js", "src/App.js"))
    assert got.files == {}
    assert "ignore rules" in got.reason


@pytest.mark.parametrize("specifier", ["lodash", "@scope/thing", "moment/locale/de"])
def test_a_package_is_no_matter_of_paths(fix, specifier):
    files = {"src/App.js": f"import x from '{specifier}';\nx();\n", "src/lib/lodash.js": "export default 1;\n"}
    got = fix(files, DEV.format(specifier, "src/App.js"))
    assert "src/App.js" not in got.files


def test_the_same_message_of_another_projects_path_changes_nothing(fix):
    files = {"src/App.js": "import a from './b';\na();\n", "src/b.js": "export default 1;\n"}
    got = fix(files, DEV.format("./Widget", "/elsewhere/lib/Main.js"))
    assert got.files == {}


def test_an_import_whose_name_is_used_is_not_removed(fix):
    files = {"src/App.jsx": "import Old from './Old';\n\nexport default () => <Old />;\n"}
    got = fix(files, DEV.format("./Old", "src/App.jsx"))
    assert got.files == {}
    assert "add it" in got.reason


def test_one_error_without_a_remedy_holds_the_others_back(fix):
    files = {
        "src/App.js": "import a from './A';\nimport b from './nowhere';\na(b);\n",
        "src/a.js": "export default 1;\n",
    }
    report = DEV.format("./A", "src/App.js") + DEV.format("./nowhere", "src/App.js")
    got = fix(files, report)
    assert got.files == {}
