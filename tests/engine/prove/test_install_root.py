"""Where the dependencies of an application are installed: with its monorepo, or by itself."""

import json
from dataclasses import replace

from autofix.adapters.folder import FolderSource
from autofix.engine.prove.stage import install_root
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Application

API = Application("express", "npm", "packages/api", "packages/api/index.js", "", "app", "packages/api/package.json", "")
TREE = {
    "package.json": {"workspaces": ["packages/*"]},
    "packages/api/package.json": {"name": "api"},
    "packages/web/package.json": {"name": "web"},
    "tools/package.json": {"name": "tools"},
}


def root_of(folder, application, **more):
    for path, content in {**TREE, **more}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(json.dumps(content))
    return install_root(Snapshot(FolderSource(folder)), application)


def test_a_member_is_installed_with_the_others(tmp_path):
    assert root_of(tmp_path, API) == ("", ("packages/api", "packages/web"))


def test_a_member_with_its_own_lock_stands_for_itself(tmp_path):
    assert root_of(tmp_path, API, **{"packages/api/package-lock.json": {}}) == ("packages/api", ())


def test_who_is_no_member_stands_for_itself(tmp_path):
    assert root_of(tmp_path, replace(API, root="tools")) == ("tools", ())


def test_the_top_brings_its_members(tmp_path):
    assert root_of(tmp_path, replace(API, root=".")) == ("", ("packages/api", "packages/web"))


def test_python_knows_no_members(tmp_path):
    assert root_of(tmp_path, replace(API, ecosystem="pip")) == ("packages/api", ())
