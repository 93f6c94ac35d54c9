"""The manifests of npm, pnpm, yarn and bun."""

from __future__ import annotations

import posixpath

from autofix.engine.workspace.modules.documents import Object, as_object, read_json, read_yaml, strings, text_pairs
from autofix.engine.workspace.modules.globs import matching_folders
from autofix.engine.workspace.modules.index import FileIndex, upwards
from autofix.sdk.workspace import Package, Workspace

MAX_MANIFESTS = 3_000
GROUPS = (
    ("dependencies", "dependencies"),
    ("devDependencies", "devDependencies"),
    ("peerDependencies", "peerDependencies"),
    ("optionalDependencies", "optional"),
)
LOCKS = (
    ("pnpm", "pnpm-lock.yaml"),
    ("yarn", "yarn.lock"),
    ("bun", "bun.lock"),
    ("bun", "bun.lockb"),
    ("npm", "package-lock.json"),
    ("npm", "npm-shrinkwrap.json"),
)
MANAGERS = ("npm", "pnpm", "yarn", "bun")


def npm_packages(workspace: Workspace, index: FileIndex) -> list[Package]:
    """Every package.json; a member of a monorepo has the manager and the lock of its top."""
    manifests = {
        posixpath.dirname(path): read_json(workspace, path)
        for path in sorted(index.named("package.json"))[:MAX_MANIFESTS]
    }
    members = {root: _members(workspace, root, manifests) for root in manifests}
    found = []
    for root, manifest in manifests.items():
        tops = [top for top in upwards(root) if root == top or root in members.get(top, ())]
        manager, lock = _manager(workspace, tops, manifests)
        name = manifest.get("name")
        found.append(
            Package(
                ecosystem="npm",
                path=posixpath.join(root, "package.json"),
                root=root,
                name=name if isinstance(name, str) else "",
                dependencies=tuple(
                    (package, wanted, group)
                    for field, group in GROUPS
                    for package, wanted in text_pairs(manifest.get(field))
                ),
                scripts=tuple(text_pairs(manifest.get("scripts"))),
                manager=manager,
                lock=lock,
                workspaces=members[root],
            )
        )
    return found


def _members(workspace: Workspace, root: str, manifests: dict[str, Object]) -> tuple[str, ...]:
    given = manifests[root].get("workspaces")
    globs = strings(as_object(given).get("packages")) if isinstance(given, dict) else strings(given)
    globs += strings(read_yaml(workspace, posixpath.join(root, "pnpm-workspace.yaml")).get("packages"))
    if not globs:
        globs = strings(read_json(workspace, posixpath.join(root, "lerna.json")).get("packages"))
    inside = [folder for folder in manifests if not root or folder.startswith(f"{root}/")]
    return matching_folders(inside, root, globs) if globs else ()


def _manager(workspace: Workspace, tops: list[str], manifests: dict[str, Object]) -> tuple[str, str | None]:
    """The manager, and its lock file, by what the package itself says first and then its monorepo."""
    for top in tops:
        named = manifests[top].get("packageManager")
        named = named.partition("@")[0] if isinstance(named, str) else ""
        locks = [(name, lock) for name, file in LOCKS if workspace.has(lock := posixpath.join(top, file))]
        own = [lock for name, lock in locks if name == named]
        if named in MANAGERS:
            return named, own[0] if own else None
        if locks:
            return locks[0]
        if workspace.has(posixpath.join(top, "pnpm-workspace.yaml")):
            return "pnpm", None
    return "npm", None
