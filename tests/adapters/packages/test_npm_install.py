"""Installing from a manifest and its lock, the repository's own npm configuration without a say."""

import json
from pathlib import Path

import pytest

from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.sdk.packages import InstallRequest, PackagesError

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

MANIFEST = {"name": "x", "version": "1.0.0", "dependencies": {"ms": "2.1.2"}}


def request(manifest=MANIFEST, lock=None, **fields):
    files = {"api/package.json": json.dumps(manifest).encode()}
    if lock is not None:
        files["api/package-lock.json"] = lock
    return InstallRequest("npm", "api", files, fields.pop("may_install", True), **fields)


@pytest.fixture(scope="module")
def lock(tmp_path_factory):
    """A lock file as npm makes it for the manifest."""
    provider = PackageProvider(open_sandbox(), tmp_path_factory.mktemp("lock"))
    empty = json.dumps({"name": "x", "version": "1.0.0", "lockfileVersion": 3, "packages": {}}).encode()
    return provider.provide(request(lock=empty, declared=("ms",))).locks["api/package-lock.json"]


def test_the_lock_is_brought_up_to_date_for_a_declared_dependency(lock, tmp_path):
    manifest = {**MANIFEST, "dependencies": {"ms": "2.1.2", "inherits": "2.0.4"}}

    installed = PackageProvider(open_sandbox(), tmp_path).provide(request(manifest, lock, declared=("inherits",)))

    packages = json.loads(installed.locks["api/package-lock.json"])["packages"]
    assert packages["node_modules/inherits"]["version"] == "2.0.4"
    assert packages["node_modules/ms"]["version"] == "2.1.2"
    assert installed.mounts[0].target == "work/api/node_modules"
    assert (installed.mounts[0].source / "inherits/package.json").is_file()


def test_the_lock_is_followed_and_not_given_back_where_nothing_is_declared(lock, tmp_path):
    installed = PackageProvider(open_sandbox(), tmp_path).provide(request(lock=lock))

    assert installed.locks == {}
    assert json.loads((installed.mounts[0].source / "ms/package.json").read_text())["version"] == "2.1.2"


def test_the_second_time_comes_from_the_cache(tmp_path):
    provider = PackageProvider(open_sandbox(), tmp_path)
    first = provider.provide(request())
    again = provider.provide(request(may_install=False))

    assert again.mounts == first.mounts
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_is_fetched_when_that_is_forbidden(tmp_path):
    with pytest.raises(PackagesError, match="nothing may be fetched"):
        PackageProvider(open_sandbox(), tmp_path).provide(request(may_install=False))


def test_what_stands_there_already_serves_when_it_is_whole(tmp_path):
    existing = tmp_path / "node_modules"
    (existing / "ms").mkdir(parents=True)
    provider = PackageProvider(open_sandbox(), tmp_path / "cache")
    with pytest.raises(PackagesError):
        provider.provide(request(existing=existing, may_install=False))
    (existing / "ms/package.json").write_text("{}")

    installed = provider.provide(request(existing=existing, may_install=False))

    assert installed.mounts[0].source == existing


def test_install_scripts_do_not_run(tmp_path):
    manifest = {**MANIFEST, "scripts": {"preinstall": "touch node_modules_ran", "postinstall": "touch ran"}}

    installed = PackageProvider(open_sandbox(), tmp_path).provide(request(manifest))

    folder = installed.mounts[0].source.parent
    assert {place.name for place in Path(folder).iterdir()} <= {
        "node_modules",
        "package.json",
        "package-lock.json",
        "locks.json",
        "notes.json",
    }


def test_a_package_that_does_not_exist_is_told(tmp_path):
    manifest = {**MANIFEST, "dependencies": {"@autofix-no-such-scope/no-such-package": "1.0.0"}}

    with pytest.raises(PackagesError, match="npm failed: .*(404|not found|403)"):
        PackageProvider(open_sandbox(), tmp_path).provide(request(manifest))

    assert list(tmp_path.iterdir()) == []
