"""Gates over where a fix reaches: paths, links, lock files, size."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.lines import changed_lines
from autofix.engine.gates.names import base_name, collision, plain_name, shown, wrong_name

LOCK_FILES = frozenset(
    {
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "bun.lockb",
        "poetry.lock",
        "pipfile.lock",
        "uv.lock",
        "pdm.lock",
        "pixi.lock",
        "pylock.toml",
        "deno.lock",
        "gemfile.lock",
        "composer.lock",
        "cargo.lock",
        "go.sum",
    }
)


def _paths(proposal: Proposal) -> str:
    policy = proposal.policy
    added = [f.new_file for f in proposal.patch.files if f.before is None or f.file != f.new_file]
    for path in _named(proposal):
        wrong = wrong_name(path, is_new=path in added)
        if wrong:
            return f"{path!a} {wrong}"
        if not any(fnmatchcase(path, pattern) for pattern in policy.allowed_paths):
            return f"{path} is outside the paths that the policy allows"
        hit = next((p for p in policy.forbidden_paths if _is_forbidden(path, p)), None)
        if hit:
            return f"{path} is forbidden by the policy ({hit})"
    return collision(proposal.workspace.files(), added) if added else ""


def _is_forbidden(path: str, pattern: str) -> bool:
    return fnmatchcase(path, pattern) or fnmatchcase(plain_name(path), plain_name(pattern))


def _links(proposal: Proposal) -> str:
    links = {p for p in proposal.workspace.files() if proposal.workspace.source.link_target(p) is not None}
    for path in _named(proposal):
        for place in (path, *(str(parent) for parent in PurePosixPath(path).parents)):
            if place in links:
                return f"{shown(place)} is a link: a change there could land outside the repository"
    return ""


def _locks(proposal: Proposal) -> str:
    declared = {d.manifest for d in proposal.candidate.dependencies}
    for file in proposal.patch.files:
        if not any(_is_lock(path) for path in (file.file, file.new_file)):
            continue
        if not file.by_package_manager:
            return f"{shown(file.file)} is a lock file; only the package manager may write it"
        if not declared:
            return f"{shown(file.file)} would change although no dependency is declared"
    return ""


def _size(proposal: Proposal) -> str:
    policy = proposal.policy
    files = [file for file in proposal.patch.files if not file.by_package_manager]
    if len(files) > policy.max_files:
        return f"{len(files)} files change, more than the {policy.max_files} that the policy allows"
    lines = sum(changed_lines(file) for file in files)
    if lines > policy.max_lines:
        return f"{lines} lines change, more than the {policy.max_lines} that the policy allows"
    for file in files:
        size = len(file.after or b"")
        if size > policy.max_file_bytes:
            return f"{shown(file.new_file)} would have {size} bytes, more than {policy.max_file_bytes}"
    return ""


def _named(proposal: Proposal) -> list[str]:
    return sorted({path for file in proposal.patch.files for path in (file.file, file.new_file)})


def _is_lock(path: str) -> bool:
    base = base_name(path)
    return base in LOCK_FILES or (base.startswith("pylock.") and base.endswith(".toml"))


PATHS = Gate("paths", "every path is inside the repository and allowed", _paths)
LINKS = Gate("links", "no path goes through a link", _links)
LOCKS = Gate("locks", "lock files are as the package manager wrote them for a declared dependency", _locks)
SIZE = Gate("size", "the change is small enough to review", _size)
