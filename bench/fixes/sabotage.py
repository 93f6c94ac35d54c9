"""What must never be verified: spoilt fixes, reports of a fault that is mended, reports of another case's fault."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import Plugins
from autofix.engine.prove.proof import Status
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Attempt, Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.env import read_environment
from autofix.sdk.candidate import Action, Candidate, Change, Edit
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.problem import Problem
from autofix.sdk.proof import CommandProbe, Probe
from autofix.sdk.workspace import Workspace
from autofix.workbench import open_plugins
from bench.fixes.case import Case
from bench.fixes.running import is_run, judge_by_running

_WORD = re.compile(r"[\w./:@-]{4,}")
_COMMENTS = {".py": "# {}\n", ".txt": "# {}\n"}


@dataclass(frozen=True)
class Spoilt:
    """One thing that was tried to be verified; ``wrong`` says why it should not have been, where it was."""

    case: str
    how: str
    status: str
    reason: str
    wrong: str


@dataclass
class _Judges(Plugins):
    """Plugins that judge a spoilt candidate as they do the whole one: some have no probe for what is not their own."""

    whole: Candidate | None = None

    def validate(
        self, problem: Problem, diagnosis: Diagnosis, candidate: Candidate, workspace: Workspace
    ) -> list[Probe | CommandProbe]:
        return super().validate(problem, diagnosis, self.whole or candidate, workspace)


def sabotage(cases: Sequence[Case], known: Mapping[str, Case], bench: Bench | None, *, is_json: bool) -> int:
    """Try every spoilt form of every case; the status is 1 when one of them was verified, 2 when none can be run."""
    if bench is None:
        print("nothing can be run here, so nothing can be verified")
        return 2
    # What is not verified by few starts is not by more.
    bench = replace(bench, rounds=2)
    seen: list[Spoilt] = []
    for case in cases:
        for one in (*spoilt_fixes(case, bench), *swapped_reports(case, known, bench)):
            seen.append(one)
            if not is_json:
                print(f"{one.case:44} {one.how:22} {one.status:10} {one.wrong or one.reason[:100]}", flush=True)
    wrong = [one for one in seen if one.wrong]
    if is_json:
        print(json.dumps([vars(one) for one in seen]))
    else:
        held = {how: sum(one.how == how for one in seen) for how in sorted({one.how for one in seen})}
        print(f"{len(seen)} tried: " + ", ".join(f"{how} {number}" for how, number in held.items()))
        print(f"wrongly verified: {len(wrong)}")
    return 1 if wrong else 0


def spoilt_fixes(case: Case, bench: Bench) -> Iterator[Spoilt]:
    """The case's own candidate, spoilt in every way that leaves it a candidate."""
    if not case.is_fix:
        return
    with tempfile.TemporaryDirectory(prefix="autofix-sabotage-") as made:
        case.write(Path(made))
        workspace = Snapshot(FolderSource(Path(made)))
        plugins = open_plugins(read_environment())
        repairer = Repairer(plugins, bench)
        problem = read_report(case.report)
        diagnosis = repairer.diagnose(problem, workspace)
        candidates = repairer.propose(problem, diagnosis, workspace)
        if not candidates:
            return
        judges = _Judges(plugins.manager, plugins.described, plugins.failures, whole=candidates[0])
        repairer = replace(repairer, plugins=judges)
        for how, spoilt in spoil(candidates[0], workspace):
            attempt = repairer.attempt(problem, diagnosis, spoilt, workspace)
            yield _spoilt(case, how, attempt, _wrong_after(case, workspace, bench, spoilt, attempt))


def spoil(candidate: Candidate, workspace: Snapshot) -> Iterator[tuple[str, Candidate]]:
    """``candidate`` with its last part left out, a word misspelt, everyone let in, its file emptied, and as nothing."""
    changes = candidate.changes
    edited = next((change for change in changes if change.edits), None)
    if len(changes) > 1:
        yield "without its last file", replace(candidate, changes=changes[:-1], dependencies=())
    if edited is None:
        return
    others = tuple(change for change in changes if change is not edited)

    def with_edits(*edits: Edit) -> Candidate:
        return replace(candidate, changes=(replace(edited, edits=edits), *others))

    if len(edited.edits) > 1:
        yield "without its last edit", with_edits(*edited.edits[:-1])
    texts = [(edit, max(_WORD.findall(edit.text), key=len, default="")) for edit in edited.edits]
    edit, word = max(texts, key=lambda pair: len(pair[1]))
    if word:
        spelt = replace(edit, text=edit.text.replace(word, word[:-2] + word[-1] + word[-2] + "x", 1))
        yield "misspelt", with_edits(*(spelt if one is edit else one for one in edited.edits))
        opened = re.sub(r"https?://[^\s'\"`,]+", "*", edit.text)
        if opened != edit.text:
            yield (
                "open to all",
                with_edits(*(replace(edit, text=opened) if one is edit else one for one in edited.edits)),
            )
    suffix = Path(edited.file).suffix
    if suffix not in (".json", ".toml", ".env", ""):
        comment = _COMMENTS.get(suffix, "// {}\n").format("looked at")
        idle = Change(edited.file, Action.MODIFY, "a remark", (Edit(0, 0, comment),))
        yield "a remark alone", replace(candidate, changes=(idle,), dependencies=())
        length = len(workspace.read(edited.file))
        emptied = Change(edited.file, Action.MODIFY, "less", (Edit(0, length, comment),))
        yield "emptied", replace(candidate, changes=(emptied,), dependencies=())


def swapped_reports(case: Case, known: Mapping[str, Case], bench: Bench) -> Iterator[Spoilt]:
    """The report put to the mended tree, and to that of the case which looks alike."""
    with tempfile.TemporaryDirectory(prefix="autofix-sabotage-") as made:
        case.write(Path(made))
        workspace = Snapshot(FolderSource(Path(made)))
        problem = read_report(case.report)
        first = Repairer(open_plugins(read_environment()), None).repair(problem, workspace)
        if case.is_fix and first.chosen is not None and first.chosen.patch is not None and first.is_offered:
            contents = first.chosen.patch.contents()
            texts = {**case.files, **{path: data.decode() for path, data in contents.items() if data is not None}}
            if not case.wrong(case.files, texts):
                mended = Snapshot(Overlay(workspace.source, contents))
                again = Repairer(open_plugins(read_environment()), bench).repair(problem, mended)
                if again.chosen is not None:
                    yield _spoilt(case, "already mended", again.chosen, "the fault is mended already")
    twin = known.get(case.twin)
    if twin is None or twin.report.split() != case.report.split():
        # Another report may well be right of that tree.
        return
    with tempfile.TemporaryDirectory(prefix="autofix-sabotage-") as made:
        twin.write(Path(made))
        repairer = Repairer(open_plugins(read_environment()), bench)
        other = repairer.repair(problem, Snapshot(FolderSource(Path(made))))
        if other.chosen is not None:
            wrong = _wrong(twin, twin.files, other.chosen) if twin.is_fix else "its twin is to be left alone"
            yield _spoilt(case, "on its twin", other.chosen, wrong)


def _wrong_after(case: Case, workspace: Snapshot, bench: Bench, spoilt: Candidate, attempt: Attempt) -> str:
    """Why what became of ``spoilt`` is wrong.

    What the spoilt command said was taken up as any further error is, and mended. That may be right in a form that the
    case does not foresee, so where the case can be run, running it decides.
    """
    wrong = _wrong(case, case.files, attempt)
    if attempt.patch is None or attempt.proof.status is not Status.VERIFIED or attempt.candidate == spoilt:
        return wrong
    if wrong and is_run(case):
        return judge_by_running(case, workspace, bench, attempt.candidate, attempt.patch)
    return wrong


def _wrong(case: Case, files: Mapping[str, str], attempt: Attempt) -> str:
    after = dict(files)
    for path, data in attempt.patch.contents().items() if attempt.patch is not None else ():
        if data is None:
            after.pop(path, None)
        else:
            after[path] = data.decode()
    # What a fix should bring besides may be left out of it, and the reported failure is still gone.
    return case.wrong(dict(files), after, with_also=False)


def _spoilt(case: Case, how: str, attempt: Attempt, wrong: str) -> Spoilt:
    is_verified = attempt.proof.status is Status.VERIFIED
    return Spoilt(case.name, how, attempt.proof.status.value, attempt.proof.reason, wrong if is_verified else "")
