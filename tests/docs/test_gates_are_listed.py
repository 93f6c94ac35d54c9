"""The change log names every gate."""

from pathlib import Path

from autofix.engine.gates import GATES


def test_every_gate_is_named():
    text = (Path(__file__).parents[2] / "docs/security.md").read_text()

    for gate in GATES:
        assert f"| `{gate.name}` |" in text
