"""Gates over where a fix reaches: paths, links, configuration, CI, lock files, size."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.lines import changed_lines

CI_PLACES = (
    ".github/*",
    ".gitlab-ci.yml",
    ".gitlab/*",
    ".circleci/*",
    ".travis.yml",
    ".drone.yml",
    ".buildkite/*",
    ".woodpecker*",
    ".forgejo/*",
    ".gitea/*",
    ".ci/*",
    "azure-pipelines*",
    "bitbucket-pipelines.yml",
    "appveyor.yml",
    "cloudbuild.y*ml",
    "buildspec.y*ml",
    "*jenkinsfile*",
)
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
    }
)
# Files that change what tools run on somebody's machine, without being code anyone reviews as such.
CONFIG_FILES = frozenset(
    {
        ".autofix.yml",
        ".autofix.yaml",
        ".npmrc",
        ".yarnrc",
        ".yarnrc.yml",
        ".pypirc",
        "pip.conf",
        ".gitattributes",
        ".gitmodules",
    }
)
CONFIG_FOLDERS = frozenset({".git", ".husky", ".githooks", "node_modules"})


def _paths(proposal: Proposal) -> str:
    policy = proposal.policy
    for path in _named(proposal):
        parts = path.split("/")
        if path.startswith("/") or "\\" in path or "\0" in path or any(p in ("", ".", "..") for p in parts):
            return f"{path!r} is not a plain path inside the repository"
        if not any(fnmatchcase(path, pattern) for pattern in policy.allowed_paths):
            return f"{path} is outside the paths that the policy allows"
        hit = next((p for p in policy.forbidden_paths if fnmatchcase(path, p)), None)
        if hit:
            return f"{path} is forbidden by the policy ({hit})"
    return ""


def _links(proposal: Proposal) -> str:
    links = {p for p in proposal.workspace.files() if proposal.workspace.source.link_target(p) is not None}
    for path in _named(proposal):
        for place in (path, *(str(parent) for parent in PurePosixPath(path).parents)):
            if place in links:
                return f"{place} is a link: a change there could land outside the repository"
    return ""


def _config(proposal: Proposal) -> str:
    for path in _named(proposal):
        parts = path.lower().split("/")
        if parts[-1] in CONFIG_FILES or CONFIG_FOLDERS.intersection(parts):
            return f"{path} steers tools or AutoFix itself; a fix may not touch it"
    return ""


def _ci(proposal: Proposal) -> str:
    for path in _named(proposal):
        if any(fnmatchcase(path.lower(), pattern) for pattern in CI_PLACES):
            return f"{path} belongs to the CI; a fix may not touch it"
    return ""


def _locks(proposal: Proposal) -> str:
    declared = {d.manifest for d in proposal.candidate.dependencies}
    for file in proposal.patch.files:
        if _base(file.file) not in LOCK_FILES and _base(file.new_file) not in LOCK_FILES:
            continue
        if not file.by_package_manager:
            return f"{file.file} is a lock file; only the package manager may write it"
        if not declared:
            return f"{file.file} would change although no dependency is declared"
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
        if len(file.after or b"") > policy.max_file_bytes:
            return f"{file.new_file} would have {len(file.after or b'')} bytes, more than {policy.max_file_bytes}"
    return ""


def _named(proposal: Proposal) -> list[str]:
    return sorted({path for file in proposal.patch.files for path in (file.file, file.new_file)})


def _base(path: str) -> str:
    return PurePosixPath(path).name.lower()


PATHS = Gate("paths", "every path is inside the repository and allowed", _paths)
LINKS = Gate("links", "no path goes through a link", _links)
CONFIG = Gate("config", "no file that steers tools or AutoFix is touched", _config)
CI = Gate("ci", "no CI workflow is touched", _ci)
LOCKS = Gate("locks", "lock files are as the package manager wrote them for a declared dependency", _locks)
SIZE = Gate("size", "the change is small enough to review", _size)
