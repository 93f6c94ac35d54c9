"""Applications whose routes are files: every package that depends on the framework and has such files is one."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from autofix.engine.workspace.applications.npm_application import make_application
from autofix.engine.workspace.applications.npm_port import Port
from autofix.engine.workspace.applications.npm_start import Starting, open_package
from autofix.sdk.workspace import Application, Workspace

DEFAULT_PORT = 3000


@dataclass(frozen=True)
class FileRoutes:
    """How a framework is recognised: ``serves`` fits the files of its routes, below the package's folder.

    ``configurations`` are names of its configuration; ``command`` is a pattern for its command in scripts.
    """

    framework: str
    serves: re.Pattern[str]
    configurations: tuple[str, ...]
    command: str

    def find(self, workspace: Workspace) -> list[Application]:
        """The applications of the repository."""
        found = []
        for manifest in workspace.search(f'"{self.framework}"', suffixes=("package.json",)):
            package = open_package(workspace, manifest)
            if self.framework not in package.dependencies:
                continue
            root = f"{package.root}/" if package.root else ""
            inside = [path for path in workspace.files() if path.startswith(root)]
            serving = [path for path in inside if self.serves.match(path[len(root) :]) and not path.endswith(".d.ts")]
            if not serving:
                continue
            configuration = next((root + name for name in self.configurations if workspace.has(root + name)), None)
            source = configuration or serving[0]
            # The development server compiles what is asked for, so that no build is needed.
            start = Starting(source, f"{self.framework} dev")
            port = self._port(" ; ".join(package.scripts.values()))
            manifest = posixpath.normpath(manifest)
            found.append(make_application(package, manifest, self.framework, source, "", start, Port(port, "PORT")))
        return found

    def _port(self, scripts: str) -> int:
        runs = rf"\b{self.command}\s+(?:dev|start)\b"
        said = re.search(rf"{runs}[^&|;]*?(?:-p|--port)[= ](\d{{2,5}})\b", scripts) or re.search(
            rf"\bPORT=(\d{{2,5}})\s[^&|;]*{runs}", scripts
        )
        return int(said[1]) if said is not None else DEFAULT_PORT
