"""A newcomer who does what the plugin guide says ends with a plugin that works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_registry]

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "plugins.md").read_text()
BLOCK = re.compile(r"(?:^\*\*`(?P<file>[^`]+)`\*\*\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)


def commands(text: str) -> list[tuple[str, list[str]]]:
    """Each command of a console block with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


@pytest.fixture
def autofix(tmp_path: Path) -> Path:
    """A set-up AutoFix whose environment may be installed into: it has all that this one has, and is another."""
    folder = tmp_path / "autofix"
    subprocess.run([sys.executable, "-m", "venv", str(folder / ".venv")], check=True)
    library = next((folder / ".venv" / "lib").glob("python*/site-packages"))
    parent = sysconfig.get_path("purelib")
    (library / "parent.pth").write_text(f"import site; site.addsitedir({parent!r}); site.addsitedir({str(ROOT)!r})\n")
    script = folder / ".venv" / "bin" / "autofix"
    script.write_text(f"#!{folder}/.venv/bin/python\nfrom autofix.cli.main import main\n\nraise SystemExit(main())\n")
    script.chmod(0o755)
    return folder


def test_the_guide_leads_to_a_verified_fix(tmp_path, autofix):
    plugin = tmp_path / "plugin"
    plugin.mkdir()
    environment = {**os.environ, "AUTOFIX": str(autofix)}
    ran = 0

    for block in BLOCK.finditer(GUIDE):
        if block["file"]:
            (plugin / block["file"]).parent.mkdir(parents=True, exist_ok=True)
            (plugin / block["file"]).write_text(block["text"])
        for command, printed in commands(block["text"]) if block["kind"] == "console" else ():
            done = subprocess.run(
                ["sh", "-c", command], cwd=plugin, env=environment, capture_output=True, text=True, timeout=300
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
            missing = [line for line in printed if line not in done.stdout]
            assert not missing, f"{command} does not print {missing}\n{done.stdout}{done.stderr}"
            ran += 1

    assert ran == 6
