"""Rules of a linter that have one right answer. No rule is ever switched off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Action, Change, Edit, Risk, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Add, read_clauses
from plugins.build.lint_code import CODE_RULES
from plugins.build.lint_hooks import HOOK_RULES
from plugins.build.lint_hooks_order import HOOK_ORDER_RULES
from plugins.build.lint_layout import LAYOUT_RULES
from plugins.build.lint_markup import MARKUP_RULES
from plugins.build.lint_modules import MODULE_RULES
from plugins.build.lint_place import Rule
from plugins.build.lint_react import REACT_RULES
from plugins.build.lint_statements import STATEMENT_RULES
from plugins.build.lint_typed import TYPED_RULES
from plugins.build.names_import import find_origin
from plugins.build.names_source import Source, open_source

CODE = "lint"
RULES: dict[str, Rule] = {
    **CODE_RULES,
    **HOOK_RULES,
    **HOOK_ORDER_RULES,
    **LAYOUT_RULES,
    **MARKUP_RULES,
    **MODULE_RULES,
    **REACT_RULES,
    **STATEMENT_RULES,
    **TYPED_RULES,
}
# What changes how the code works where it was relied upon.
RISKY = frozenset(("eqeqeq", "react-hooks/exhaustive-deps", "react-hooks/rules-of-hooks"))
# What a rule's answer may use that the file does not import yet.
_BROUGHT = ("Link", "useCallback")
_SCOPE = "react/react-in-jsx-scope"


def find_lint(workspace: Workspace, spot: Spot) -> Cause | None:
    """The change that a rule asks for; a recommendation where the rule leaves the choice."""
    rule = spot.value
    source = open_source(workspace, spot.file) if spot.file else None
    sentence = f"{spot.file or 'A file'}:{spot.line} breaks the rule {rule or 'of the linter'}."
    if source is None:
        return None
    change = _change(workspace, source, spot)
    if change is None:
        said = spot.finding.message.split("\n")[0][:160]
        reason = f"{rule} leaves more than one way, or needs to know what is meant: {said}"
        return recommend(CODE, sentence, reason, spot.place, is_open=True)
    risk = Risk.FULL_REVIEW if rule in RISKY else Risk.CURSORY_REVIEW
    name = rule.rpartition("/")[2].replace("-", "_")
    return Cause(CODE, sentence, spot.place, (Remedy(f"build_lint_{name}", f"do as {rule} asks", change, risk=risk),))


def _change(workspace: Workspace, source: Source, spot: Spot) -> tuple[Change, ...] | None:
    rule = RULES.get(spot.value)
    if spot.value == _SCOPE:
        added = _import(workspace, source, "React")
        return (added,) if added is not None else None
    edits: Sequence[Edit] | None = rule(source, spot) if rule is not None else None
    if not edits:
        return None
    change = Change(source.file, Action.MODIFY, f"As the rule {spot.value} asks.", tuple(edits))
    wanted = [name for name in _BROUGHT if any(re.search(rf"(?<![.\w]){name}\b", edit.text) for edit in edits)]
    bound = {name.local for one in read_clauses(source) for name in one.names}
    missing = [name for name in wanted if name not in bound]
    imports = tuple(one for name in missing if (one := _import(workspace, source, name)) is not None)
    return (change, *imports) if len(imports) == len(missing) else None


def _import(workspace: Workspace, source: Source, name: str) -> Change | None:
    origin = find_origin(workspace, source, name)
    if origin is None:
        return None
    return change_imports(source, f"Import {name}: {origin.why}.", Add(origin.specifier, origin.imported, name))
