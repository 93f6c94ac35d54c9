"""What the ecosystem's own fixers make of the reported files, as candidates like any other.

A fixer runs the repository's code and may be hostile. So it runs in the sandbox, without a network, in a tree of its
own; what it prints is dropped, and of what it leaves only the reported files are read, as plain files of bounded size.
Whatever stands in them is then an edit that gates and proof have to let pass.
"""

from __future__ import annotations

import shlex
from dataclasses import replace

from autofix.engine.prove.commands import LIMITS, folder_application
from autofix.engine.prove.observe import Stage, run_environment
from autofix.engine.prove.prover import Bench
from autofix.engine.prove.stage import stage_dependencies
from autofix.engine.workspace.snapshot import Snapshot
from autofix.engine.workspace.text import decode, line_edits
from autofix.sdk.candidate import Action, Candidate, Change
from autofix.sdk.fixer import Fixer
from autofix.sdk.packages import PackagesError
from autofix.sdk.sandbox import Job, Sandbox, SandboxError
from autofix.sdk.workspace import WorkspaceError

MAX_FILES = 20
MAX_BYTES = 512 * 1024
PREFIX = "fixer"
_TOOLS = {"npm": "node", "pip": "python"}


def run_fixer(bench: Bench, workspace: Snapshot, fixer: Fixer) -> Candidate | None:
    """The change that ``fixer`` makes; None where it makes none, or could not be run here."""
    files = tuple(path for path in dict.fromkeys(fixer.files) if _may_change(workspace, path))
    if not files or len(files) > MAX_FILES or _TOOLS[fixer.ecosystem] not in bench.sandbox.tools:
        return None
    try:
        application = folder_application(fixer.ecosystem, fixer.root)
        installed = stage_dependencies(bench, workspace, application, {}, (), fixer.tools)
        tree = bench.checkouts.lay_out(workspace.source, {})
        left = bench.checkouts.new_folder()
        job = fixer_job(bench.sandbox, Stage(tree, installed.mounts, installed.env), fixer, files)
        if bench.sandbox.run(replace(job, output=left)).ended_by:
            return None
        changes = [_change(workspace, fixer, path, bench.checkouts.read(left, path, MAX_BYTES)) for path in files]
    except (PackagesError, SandboxError, WorkspaceError):
        return None
    made = tuple(change for change in changes if change is not None)
    return Candidate(f"{PREFIX}:{fixer.name}", fixer.title, made, fixer.risk) if made else None


def fixer_job(sandbox: Sandbox, stage: Stage, fixer: Fixer, files: tuple[str, ...]) -> Job:
    """The job that runs ``fixer`` and leaves ``files`` as they are then; nothing is run by building it."""
    copied = " ".join(shlex.quote(path) for path in files)
    copy = f"cd {{root}}/work && tar -cf - -- {copied} | tar -C {{root}}/out -xf -"
    return Job(
        argv=("/bin/sh", "-c", f"{shlex.join(fixer.argv)}; {copy}"),
        tree=stage.tree,
        cwd=fixer.root or ".",
        mounts=stage.mounts,
        env={
            **run_environment(folder_application(fixer.ecosystem, fixer.root), sandbox),
            **(stage.env or {}),
            "CI": "true",
        },
        stdin=fixer.stdin,
        limits=LIMITS,
    )


def _may_change(workspace: Snapshot, path: str) -> bool:
    return workspace.has(path) and workspace.source.link_target(path) is None


def _change(workspace: Snapshot, fixer: Fixer, path: str, data: bytes) -> Change | None:
    """The change of ``path`` to ``data``; None where it is as it was."""
    before, after = workspace.text(path), decode(data, path)
    edits = line_edits(before.content, after.content)
    return Change(path, Action.MODIFY, f"{fixer.title}.", edits=edits) if edits else None
