"""State is written in one place: by ``record`` and ``create``, and of a job by the job's own modules."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
WRITERS = {
    "autofix/core/events.py": "the one writer of subjects",
    "autofix/core/jobs.py": "jobs are no subjects: their fence guards them",
    "autofix/core/leases.py": "jobs",
    "autofix/core/running.py": "jobs",
    "autofix/llm/ledger.py": "calls are no subjects: one function there moves them, and their accounts with them",
    "autofix/deployments/phases.py": "phases are no subjects: one function there moves them along their table",
}
FIELDS = {"state"} | {field for model in apps.get_models() if hasattr(model, "STATES") for field in model.STATES}
UPDATES = {"update", "update_or_create", "bulk_update"}


def writes_of_state(source):
    """Lines that write a state field past the transition tables."""
    found = []
    for node in ast.walk(ast.parse(source)):
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            found += [
                node.lineno for target in _flat(targets) if isinstance(target, ast.Attribute) and target.attr in FIELDS
            ]
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in UPDATES:
                found += [node.lineno for keyword in node.keywords if keyword.arg in FIELDS]
                found += [
                    node.lineno for word in ast.walk(node) if isinstance(word, ast.Constant) and word.value in FIELDS
                ]
            if called == "setattr" and len(node.args) > 1 and getattr(node.args[1], "value", "") in FIELDS:
                found.append(node.lineno)
    return sorted(set(found))


def _flat(targets):
    for target in targets:
        yield from _flat(target.elts) if isinstance(target, ast.Tuple | ast.List) else [target]


def test_nothing_else_writes_it():
    paths = [*(ROOT / "autofix").rglob("*.py"), *(ROOT / "tenants").rglob("*.py")]
    assert len(paths) > 100
    for path in sorted(paths):
        name = path.relative_to(ROOT).as_posix()
        if name not in WRITERS and "/migrations/" not in name and "/samples/" not in name:
            assert writes_of_state(path.read_text()) == [], f"{name} writes a state field; use record()"


def test_the_list_of_writers_is_not_longer_than_it_must_be():
    for name in WRITERS:
        source = (ROOT / name).read_text()
        assert writes_of_state(source) or "setattr(row, field, value)" in source, f"{name} writes no state any more"


def test_the_fields_are_those_of_the_models():
    assert {"state", "status", "execution", "approval", "publication"} <= FIELDS


@pytest.mark.parametrize(
    "line",
    [
        "fix.execution = 'completed'",
        "self.issue.status = Issue.Status.OPEN",
        "a, job.state = 1, 'done'",
        "row.status: str = 'open'",
        "Issue.objects.filter(pk=1).update(title='x', status='resolved')",
        "Issue.objects.update_or_create(pk=1, defaults={'status': 'open'})",
        "Issue.objects.bulk_update(rows, ['status'])",
        "setattr(fix, 'approval', 'approved')",
    ],
)
def test_a_planted_line_is_caught(line):
    assert writes_of_state(f"x = 1\n{line}\n") == [2]


@pytest.mark.parametrize(
    "line",
    [
        "record(fix, 'fix.completed', {'execution': 'completed'})",
        "if fix.execution == 'x': pass",
        "status = fix.execution",
        "Issue.objects.filter(status='open').update(count=1)",
        "Attempt(status='verified')",
    ],
)
def test_reading_and_recording_is_not(line):
    assert writes_of_state(line) == []
