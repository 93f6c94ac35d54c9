"""The first thing that runs inside every sandbox: it unpacks the tree, then becomes the job.

The tree arrives as a tar stream on standard input, a socket, so that one
mechanism serves every backend and no permission of the host's files matters
inside. The same socket carries ``STARTED`` back, which is how a job that
failed is told from one that never ran.
"""

from __future__ import annotations

from collections.abc import Mapping

from autofix.sdk.sandbox import Job

STARTED = b"started\n"

# The backend has made work and tmp/home: a program started here costs every job a millisecond.
# $1 root, $2 folder below work, $3 file with standard input, $4 "tree" when one is sent.
_SCRIPT = """\
umask 022
if [ "$4" = tree ]; then tar -C "$1/work" -xof - || exit 125; fi
cd "$1/work/$2" || exit 125
input=$3
shift 4
echo started >&0
exec "$@" <"$input"
"""


def fill(text: str, root: str) -> str:
    """Put the sandbox's root in place of ``{root}``; other braces stay as they are."""
    return text.replace("{root}", root)


def entry_command(job: Job, root: str, stdin_path: str) -> tuple[str, ...]:
    """Return the command that prepares ``work`` below ``root`` and becomes the job's own."""
    tree = "tree" if job.tree is not None else "-"
    argv = (fill(word, root) for word in job.argv)
    return ("/bin/sh", "-c", _SCRIPT, "autofix-job", root, job.cwd, stdin_path, tree, *argv)


def job_environment(job: Job, root: str, tool_folders: tuple[str, ...]) -> Mapping[str, str]:
    """Return the whole environment of the job: a plain one, overlaid with the job's own."""
    return {
        "HOME": f"{root}/tmp/home",  # noqa: S108
        "LANG": "C.UTF-8",
        "LOGNAME": "job",
        "PATH": ":".join(dict.fromkeys((*tool_folders, "/usr/local/bin", "/usr/bin", "/bin"))),
        "TMPDIR": f"{root}/tmp",  # noqa: S108
        "USER": "job",
        **{name: fill(value, root) for name, value in job.env.items()},
    }


def tar_command(job: Job) -> tuple[str, ...]:
    """Return the command that writes ``job.tree`` as a tar stream.

    What a mount will cover is left out: it would be written into the mount.
    """
    covered = [mount.target.removeprefix("work/") for mount in job.mounts if mount.target.startswith("work/")]
    excludes = [f"--exclude=./{path}" for path in covered]
    match_exactly = ["--anchored", "--no-wildcards"] if excludes else []
    return ("tar", "-C", str(job.tree), *match_exactly, *excludes, "-cf", "-", ".")
