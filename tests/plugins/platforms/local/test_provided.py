"""The platform comes through the hook that third parties use."""

from __future__ import annotations

from autofix.engine.plugins import load_plugins
from autofix.sdk import Plugin, hookimpl
from plugins.platforms.local import LocalPlatform


def test_local_is_provided_by_name(tmp_path):
    plugins = load_plugins(("plugins.platforms.local",))
    assert isinstance(plugins.platform("local", tmp_path), LocalPlatform)
    assert plugins.platform("elsewhere", tmp_path) is None
    assert plugins.described["local"].families == ()


def test_what_is_no_platform_is_recorded(tmp_path):
    class Third:
        @hookimpl
        def describe(self):
            return Plugin("third", "1", ())

        @hookimpl
        def provide_platform(self, name):
            return "a platform"

    plugins = load_plugins((), extra=(Third(),))
    assert plugins.platform("third", tmp_path) is None
    assert plugins.failures[0].message == "TypeError: answered str, not Platform"
