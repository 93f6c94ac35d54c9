"""Building a release: the commit's tree, its dependencies, and how it starts.

The build runs in the sandbox, without the network and without a secret; what is published later
runs none of the repository's code on our side (requirement E10).
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from autofix.adapters.git.commit import CommitSource
from autofix.engine.prove.prover import Bench
from autofix.engine.prove.stage import stage_dependencies
from autofix.engine.workspace.snapshot import Snapshot
from autofix.projects.configuration import Configuration
from autofix.sdk.packages import INTERPRETER, PackagesError
from autofix.sdk.platform import Artifact
from autofix.sdk.sandbox import Job, Limits, Mount, SandboxError
from autofix.sdk.workspace import Application, WorkspaceError

MAX_LOG = 2_000


class BuildError(Exception):
    """The release cannot be built; says why. ``permanent`` is true when trying again cannot help."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


def choose_application(workspace: Snapshot, configuration: Configuration) -> Application:
    """The server that is deployed: the configured entry point's, else the likeliest; raises ``BuildError``."""
    applications = [found for found in workspace.applications() if found.start]
    backend = configuration.deployment.backend
    entry = (backend.entry_point or "") if backend else ""
    for application in applications:
        if not entry or application.entry == entry or application.start == entry:
            return application
    known = ", ".join(found.entry for found in applications) or "none"
    what = f"no server starts from {entry!r}" if entry else "no server that AutoFix can start was found"
    raise BuildError(f"{what}; found: {known}", permanent=True)


@contextlib.contextmanager
def built(
    bench: Bench,
    source: CommitSource,
    configuration: Configuration,
    env: Mapping[str, str],
    left: Callable[[], float],
) -> Iterator[Artifact]:
    """The release of a commit in a temporary folder; raises ``BuildError``.

    ``env`` is what the release itself gets when it runs; the build does not. ``left`` answers how many seconds
    remain, and raises when none do.
    """
    workspace = Snapshot(source)
    application = choose_application(workspace, configuration)
    with tempfile.TemporaryDirectory(prefix="autofix-release-") as made:
        folder = Path(made)
        try:
            tree = bench.checkouts.lay_out(source, {})
            installed = stage_dependencies(bench, workspace, application, {}, (), is_exact=True)
            if application.build:
                tree = _build(bench, tree, application, installed.mounts, dict(installed.env), left())
            left()
            shutil.copytree(tree, folder / "work", symlinks=True)
            mounts = [mount for mount in installed.mounts if mount.target != INTERPRETER]
            for mount in mounts:
                _make_room(folder, mount.target)
            for mount in mounts:
                left()
                place = folder / mount.target
                if mount.source.is_dir():
                    shutil.copytree(mount.source, place, symlinks=True, dirs_exist_ok=True)
                else:
                    place.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(mount.source, place)
        except (PackagesError, WorkspaceError) as error:
            # An installation that the end of the phase has cut short says so, and not that it failed.
            left()
            raise BuildError(str(error), permanent=False) from error
        except SandboxError as error:
            raise BuildError(str(error), permanent=error.permanent) from error
        yield Artifact(
            folder,
            application.start,
            cwd=str(Path("work") / application.root),
            env={**installed.env, **env},
            port_variables=(application.port_variable,) if application.port_variable else ("PORT",),
            commit=source.revision,
        )


def _make_room(folder: Path, target: str) -> None:
    """Remove what a mount hides: what the repository has there, or what a build has brought along."""
    place = folder / target
    if not place.parent.resolve().is_relative_to(folder.resolve()):
        # A build puts there what it likes, and what follows happens outside of the sandbox.
        raise BuildError(f"{Path(target).parent} leads out of the release", permanent=True)
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _build(
    bench: Bench, tree: Path, application: Application, mounts: tuple[Mount, ...], env: dict[str, str], seconds: float
) -> Path:
    output = Path(tempfile.mkdtemp(prefix="build-", dir=tree.parent))
    job = Job(
        argv=("/bin/sh", "-c", f"({application.build}) && cp -a '{{root}}/work/.' '{{root}}/out/'"),
        tree=tree,
        cwd=application.root or ".",
        mounts=mounts,
        output=output,
        env=env,
        limits=Limits(seconds=seconds),
    )
    outcome = bench.sandbox.run(job)
    if outcome.exit_code or outcome.ended_by:
        said = (outcome.stdout + outcome.stderr).decode(errors="replace")[-MAX_LOG:]
        why = f"ended by its {outcome.ended_by} limit" if outcome.ended_by else f"exit status {outcome.exit_code}"
        raise BuildError(f"'{application.build}' failed ({why}): {said}", permanent=False)
    return output
