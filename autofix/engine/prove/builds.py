"""Building what is started only when it is built, without doing so at every start.

The build of a Nest server takes ten times as long as its start. Where compilers alone make it, each tree is built
twice; when both builds leave the same files to the byte, a further one would too, and the later starts get what was
built. Any other build is run for every start: what it does by chance is then seen as often as what a server does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autofix.engine.prove.checkouts import Checkouts
from autofix.engine.prove.compilers import is_compiling
from autofix.engine.prove.observe import Observed, Stage, observe, run_environment, with_stand_ins
from autofix.engine.prove.standins.standins import StandIns
from autofix.sdk.proof import Probe, Request
from autofix.sdk.sandbox import MIB, Job, Limits, Sandbox
from autofix.sdk.workspace import Application

LIMITS = Limits(seconds=300, memory_bytes=2048 * MIB, processes=512, disk_bytes=768 * MIB)
# Of each tree, before what they leave is taken for what every build leaves.
BUILDS = 2
# Everything but what is mounted: installed packages are no part of the tree.
_COPY = 'cd {root}/work && tar --anchored --no-wildcards "$@" -cf - . | tar -C {root}/out -xf -'
_LOG_CHARACTERS = 32_000


@dataclass(frozen=True)
class Built:
    """What one build left in ``folder``; ``failed`` is the start that cannot be, where it ended badly."""

    folder: Path
    digest: str
    seconds: float
    failed: Observed | None = None


@dataclass
class Builds:
    """Starts of ``probe``'s application, each from a built tree; ``scripts`` are those of its manifest.

    With ``may_reuse`` what compilers have built twice alike serves the later starts.

    Two trees may be started side by side.
    """

    sandbox: Sandbox
    checkouts: Checkouts
    probe: Probe
    scripts: Mapping[str, str]
    may_reuse: bool = True
    _digests: dict[Path, str] = field(default_factory=dict)
    _built: dict[tuple[str, str], list[Built]] = field(default_factory=dict)

    def start(self, stage: Stage, requests: Sequence[Request], given: StandIns) -> Observed:
        """Build ``stage`` where it has to be built, start it and send ``requests``; raises ``SandboxError``."""
        application, probe = self.probe.application, self.probe
        seconds = 0.0
        if application.build:
            built, seconds = self._build(stage, application, given)
            if built.failed is not None:
                return built.failed
            stage = replace(stage, tree=built.folder)
        seen = observe(self.sandbox, stage, application, requests, host=probe.host, port=probe.port, stand_ins=given)
        return replace(seen, seconds=seen.seconds + seconds)

    def _build(self, stage: Stage, application: Application, given: StandIns) -> tuple[Built, float]:
        """A build of ``stage`` and the seconds that it took now."""
        if stage.tree not in self._digests:
            self._digests[stage.tree] = self.checkouts.digest(stage.tree)
        key = (self._digests[stage.tree], repr((stage.mounts, given)))
        known = self._built.setdefault(key, [])
        is_same = len(known) >= BUILDS and len({built.digest for built in known}) == 1
        if is_same and self.may_reuse and is_compiling(application.build, self.scripts):
            return known[-1], 0.0
        known.append(self._build_anew(stage, application, given))
        return known[-1], known[-1].seconds

    def _build_anew(self, stage: Stage, application: Application, given: StandIns) -> Built:
        folder = self.checkouts.new_folder()
        job = build_job(self.sandbox, stage, application, folder, is_local=self.probe.port is not None)
        outcome = self.sandbox.run(with_stand_ins(self.sandbox, job, given))
        if not outcome.exit_code and not outcome.ended_by:
            return Built(folder, self.checkouts.digest(folder), outcome.seconds)
        ended = (
            f"was ended at its limit of {outcome.ended_by}" if outcome.ended_by else f"exited with {outcome.exit_code}"
        )
        log = (outcome.stdout + b"\n" + outcome.stderr).decode(errors="replace")[-_LOG_CHARACTERS:]
        failed = Observed(False, f"its build {ended}", log, seconds=outcome.seconds)
        return Built(folder, "", outcome.seconds, failed)


def build_job(sandbox: Sandbox, stage: Stage, application: Application, into: Path, *, is_local: bool) -> Job:
    """The job that builds and leaves the whole tree in ``into``; nothing is run by building it."""
    mounted = (mount.target.removeprefix("work/") for mount in stage.mounts if mount.target.startswith("work/"))
    return Job(
        argv=(
            "/bin/sh",
            "-c",
            f'/bin/sh -c "$0" && {_COPY}',
            application.build,
            *(f"--exclude=./{m}" for m in mounted),
        ),
        tree=stage.tree,
        cwd=application.root or ".",
        mounts=stage.mounts,
        output=into,
        env={
            **run_environment(application, sandbox),
            **(stage.env or {}),
            "NODE_ENV": "development" if is_local else "production",
        },
        limits=LIMITS,
    )
