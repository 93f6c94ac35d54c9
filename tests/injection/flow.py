"""An attack from the report to the engine's answer, by what the command itself is made of."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autofix.adapters.folder import FolderSource
from autofix.cli.asking import open_asking
from autofix.cli.repair_json import repair_as_json
from autofix.engine.gates import Gate, gates_for
from autofix.engine.model.redaction import Redactor
from autofix.engine.model.rewriting import Step
from autofix.engine.model.shown import file_steps
from autofix.engine.progress import Silent
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.env import ModelSetting, read_environment
from autofix.sdk.candidate import Candidate
from autofix.workbench import open_bench, open_plugins
from tests.injection import till
from tests.injection.channels import Scene
from tests.simulators.model import Asked, ModelSimulator
from tests.simulators.model.attacker import MARK, instruction_in

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """What became of one attack."""

    repair: Repair
    asked: tuple[Asked, ...]

    @property
    def reached(self) -> bool:
        """Whether the model read the instruction, in whatever form."""
        return any(instruction_in(each.text) is not None for each in self.asked)

    @property
    def refused(self) -> dict[str, str]:
        """The gates that refused what the model proposed, with their reasons."""
        gates = [gate for attempt in self.repair.attempts for gate in attempt.gates]
        return {gate.name: gate.explanation for gate in gates if not gate.passed}

    @property
    def diff(self) -> str:
        """The change that is offered; empty where none is."""
        return str(repair_as_json(self.repair)["diff"])

    @property
    def everything(self) -> str:
        """All that leaves: what the model was asked, and the answer with its transcript."""
        told = repair_as_json(self.repair, show_unproven=True, explain=True)
        return "\n".join((json.dumps(told, ensure_ascii=False), *(each.raw.decode() for each in self.asked)))


def write(scene: Scene, folder: Path) -> None:
    """Lay the files out."""
    folder.mkdir(exist_ok=True)
    for name, text in scene.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def link(folder: Path) -> None:
    """Add the links of the repository."""
    for name, target in till.LINKS.items():
        if not (folder / name).is_symlink():
            (folder / name).symlink_to(target)


def repair(
    scene: Scene, folder: Path, model: ModelSimulator, off: frozenset[str] = NOTHING, *, is_run: bool = False
) -> Outcome:
    """Have ``scene`` repaired, without the defences in ``off``: gates and steps by name, and ``redactor``.

    ``is_run`` lets the sandbox run what the repository says.
    """
    setting = ModelSetting(model.models[0], model.base_url, model.key)
    environment = replace(read_environment(), model=setting)
    asking = open_asking(environment, folder)
    assert asking is not None
    if "redactor" in off:
        asking = replace(asking, redactor=Redactor({}, {}))

    def steps(file: str, redactor: Redactor) -> Mapping[str, Step]:
        return {name: step for name, step in file_steps(file, redactor).items() if name not in off}

    def gates(candidate: Candidate) -> tuple[Gate, ...]:
        return tuple(gate for gate in gates_for(candidate) if gate.name not in off)

    before = len(model.asked)
    with contextlib.ExitStack() as stack:
        bench = stack.enter_context(open_bench(environment, True, Silent()))[0] if is_run else None
        repairer = Repairer(open_plugins(environment), bench, asking=replace(asking, steps=steps), gates=gates)
        done = repairer.repair(read_report(scene.text), Snapshot(FolderSource(folder)))
    return Outcome(done, tuple(model.asked[before:]))


__all__ = ["MARK", "NOTHING", "Outcome", "link", "repair", "write"]
