"""The plugin guide names every hook."""

from pathlib import Path

from autofix.sdk import hookspecs


def test_every_hook_is_named():
    text = (Path(__file__).parents[2] / "docs/plugins.md").read_text()
    hooks = [name for name, value in vars(hookspecs).items() if hasattr(value, f"{hookspecs.PROJECT}_spec")]

    assert "fixers" in hooks
    for name in hooks:
        assert f"| `{name}(" in text
