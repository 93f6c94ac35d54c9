"""Whether the packages of a manifest stand there already, whatever the manifest says."""

import json

import pytest

from autofix.adapters.packages.npm import has_all
from autofix.sdk.packages import InstallRequest


def has(folder, manifest):
    data = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    return has_all(InstallRequest("npm", "", {"package.json": data}, True), folder)


@pytest.fixture
def folder(tmp_path):
    for name in ("node_modules/ms", "node_modules/@scope/a.b", "outside"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "package.json").write_text("{}")
    return tmp_path / "node_modules"


def test_packages_that_stand_there(folder):
    assert has(folder, {"dependencies": {"ms": "1"}, "devDependencies": {"@scope/a.b": "1"}})
    assert has(folder, {"name": "x"})
    assert not has(folder, {"dependencies": {"ms": "1", "other": "1"}})


@pytest.mark.parametrize("name", ["x" * 400, "../outside", "@scope/../../outside", "/etc", "", "a\0b", "ms/"])
def test_a_name_that_is_no_package_is_not_there(folder, name):
    assert not has(folder, {"dependencies": {name: "1"}})


@pytest.mark.parametrize(
    "manifest",
    [[], 5, "x", None, {"dependencies": 5}, {"dependencies": ["ms"]}, b"[" * 200_000, b"{", b"\xff"],
    ids=lambda one: str(one)[:20],
)
def test_a_manifest_of_another_shape_has_nothing(folder, manifest):
    assert not has(folder, manifest)
