"""Loading plugins: a misspelt hook is told at once, a plugin that raises is recorded and left out."""

import sys
import textwrap

import pytest

from autofix.engine.plugins import PluginError, load_plugins
from autofix.sdk import Candidate, Plugin, Problem, hookimpl

PROBLEM = Problem("text")


def plugin(name="third", **hooks):
    """An object with the hooks given."""
    found = {"describe": lambda self: Plugin(name, "1", ("some_error",)), **hooks}
    return type("Third", (), {key: hookimpl(function) for key, function in found.items()})()


def test_a_misspelt_hook_fails_at_start():
    with pytest.raises(PluginError, match="can_handel"):
        load_plugins((), extra=(plugin(can_handel=lambda self, problem: 1),))


def test_an_argument_that_no_hook_has_fails_at_start():
    with pytest.raises(PluginError, match="secret"):
        load_plugins((), extra=(plugin(can_handle=lambda self, problem, secret: 1),))


def test_a_plugin_that_does_not_describe_itself_is_refused():
    with pytest.raises(PluginError, match="does not describe itself"):
        load_plugins((), extra=(object(),))


def test_two_plugins_of_one_name_are_refused():
    with pytest.raises(PluginError, match="two plugins are called third"):
        load_plugins((), extra=(plugin(), plugin()))


def test_a_plugin_that_raises_is_recorded_and_the_others_go_on():
    def broken(self, problem):
        raise RuntimeError("lost")

    plugins = load_plugins((), extra=(plugin("bad", can_handle=broken), plugin("good", can_handle=lambda self: 7)))

    assert plugins.can_handle(PROBLEM) == [(7, "good")]
    assert [(f.plugin, f.hook, f.message) for f in plugins.failures] == [("bad", "can_handle", "RuntimeError: lost")]


def test_a_generator_that_raises_half_way_gives_nothing():
    def generate(self):
        yield Candidate("recipe:x", "x", ())
        raise ValueError("half way")

    plugins = load_plugins((), extra=(plugin(generate=generate),))
    diagnosis = type("D", (), {"family": "some_error"})()

    assert plugins.generate(PROBLEM, diagnosis, None) == []
    assert plugins.failures[0].message == "ValueError: half way"


def test_an_answer_of_the_wrong_type_is_recorded():
    plugins = load_plugins((), extra=(plugin(analyze=lambda self: "a diagnosis"),))

    assert plugins.analyze("third", PROBLEM, None) is None
    assert plugins.failures[0].message == "TypeError: answered str, not Diagnosis"


def test_a_disabled_plugin_is_left_out():
    assert "cors" in load_plugins(("plugins.cors",)).described
    assert "cors" not in load_plugins(("plugins.cors",), frozenset({"cors"})).described


def test_third_parties_come_by_entry_point_through_the_same_hooks(tmp_path, monkeypatch):
    (tmp_path / "acme_wrong.py").write_text(
        textwrap.dedent(
            """
            from autofix.sdk import Plugin, hookimpl

            @hookimpl
            def describe():
                return Plugin("wrong", "1.0", ("acme_error",))

            @hookimpl
            def can_handel(problem):
                return 99
            """
        )
    )
    (tmp_path / "acme_fix.py").write_text(
        textwrap.dedent(
            """
            from autofix.sdk import Plugin, hookimpl

            @hookimpl
            def describe():
                return Plugin("acme", "2.0", ("acme_error",))

            @hookimpl
            def can_handle(problem):
                return 50 if "acme" in problem.text else 0
            """
        )
    )
    info = tmp_path / "acme_fix-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-fix\nVersion: 2.0\n")
    (info / "entry_points.txt").write_text("[autofix]\nacme = acme_fix\nbroken = acme_missing\nwrong = acme_wrong\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    plugins = load_plugins(("plugins.cors",))
    sys.modules.pop("acme_fix", None)
    sys.modules.pop("acme_wrong", None)

    assert plugins.can_handle(Problem("acme broke")) == [(50, "acme")]
    assert [(f.plugin, f.hook) for f in plugins.failures] == [("broken", "load"), ("wrong", "load")]
    assert "can_handel" in plugins.failures[1].message
