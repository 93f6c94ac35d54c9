"""``autofix plugins``: what is installed, what it works on, and what could not be loaded."""

from __future__ import annotations

import argparse
import json
import sys

from autofix.cli.main import FAILED, OFFERED, WRONG_USE
from autofix.engine.plugins import PluginError, load_plugins
from autofix.env import SettingError, read_environment
from autofix.workbench import BUILT_IN


def run(options: argparse.Namespace) -> int:
    """List the plugins in force; the status is 1 when one could not be loaded."""
    try:
        disabled = read_environment().disabled_plugins
        loaded = load_plugins(BUILT_IN, disabled)
    except SettingError as error:
        print(f"autofix plugins: {error}", file=sys.stderr)
        return WRONG_USE
    except PluginError as error:
        print(f"autofix plugins: {error}", file=sys.stderr)
        return FAILED
    rows = [(plugin.name, plugin.version, plugin.families) for plugin in loaded.described.values()]
    if options.json:
        listed = [{"name": name, "version": version, "families": list(families)} for name, version, families in rows]
        failed = [{"plugin": failure.plugin, "message": failure.message} for failure in loaded.failures]
        print(json.dumps({"schema": 1, "plugins": listed, "failed": failed, "disabled": sorted(disabled)}))
    else:
        width = max(len(name) for name, _, _ in rows) if rows else 0
        for name, version, families in rows:
            print(f"{name:<{width}}  {version:<6}  {', '.join(families) or '-'}")
    for failure in loaded.failures:
        print(f"autofix plugins: {failure.plugin} cannot be loaded: {failure.message}", file=sys.stderr)
    return FAILED if loaded.failures else OFFERED
