"""pylint's rules in the words of pyflakes and pycodestyle, where they mean the same. Source: pylint's documentation."""

from __future__ import annotations

import re

_RULES = {"C0303": "W291", "C0304": "W292", "C0305": "W391", "W1309": "F541", "C0410": "E401", "C0321": "E701"}
_TAKEN = re.compile(r"Unused (?P<name>\w+) imported from (?P<module>[\w.]+)(?: as (?P<alias>\w+))?")
_WHOLE = re.compile(r"Unused import (?P<name>[\w.]+)(?: imported as (?P<alias>\w+))?")
_LOCAL = re.compile(r"Unused variable '(?P<name>\w+)'")


def as_pyflakes(said: str, rule: str) -> tuple[str, str]:
    """The message and the rule as pyflakes and pycodestyle have them; as they are where pylint did not say it."""
    taken, whole, local = _TAKEN.match(said), _WHOLE.match(said), _LOCAL.match(said)
    if taken:
        alias = f" as {taken['alias']}" if taken["alias"] else ""
        return f"'{taken['module']}.{taken['name']}{alias}' imported but unused", rule
    if whole:
        alias = f" as {whole['alias']}" if whole["alias"] else ""
        return f"'{whole['name']}{alias}' imported but unused", rule
    if local:
        return f"local variable '{local['name']}' is assigned to but never used", rule
    return said, _RULES.get(rule, rule)
