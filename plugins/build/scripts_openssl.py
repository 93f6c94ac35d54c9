"""webpack 4 under Node 17 and later, whose OpenSSL no longer has its hash."""

from __future__ import annotations

import re

from autofix.sdk import Location, Package, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.locate import package_folder
from plugins.build.manifest import declared, line_of
from plugins.build.packages_versions import major
from plugins.build.scripts import replaced

CODE = "openssl"
FLAG = "--openssl-legacy-provider"
_TOOLS = re.compile(
    r"(?<![\w-])(?P<tool>react-scripts|react-app-rewired|craco|vue-cli-service|webpack-dev-server|webpack|next|"
    r"nuxt|gatsby|umi|ng|taro|gulp|start-storybook|build-storybook)"
    r"(?= (?:start|build|serve|dev|generate|develop|--|-|test:unit)|$|[ &;])"
)
# From these majors on the tool has a webpack without the old hash.
_MENDED = {
    "react-scripts": 5,
    "@vue/cli-service": 5,
    "next": 12,
    "webpack": 5,
    "gatsby": 4,
    "nuxt": 3,
    "@angular/core": 13,
}
_SET = re.compile(r"NODE_OPTIONS=(?P<quote>[\"']?)(?P<options>[^\"'\s]+)")


def find_openssl(workspace: Workspace, spot: Spot, problem: Problem) -> Cause:
    """Let the scripts that run webpack 4 ask Node for the old provider."""
    sentence = "webpack 4 hashes with MD4, which Node 17 and later no longer offer by themselves."
    packages = [package for package in workspace.packages() if package.ecosystem == "npm" and _scripts(package)]
    folder = package_folder(workspace, problem)
    packages = [package for package in packages if folder and package.root == folder] or packages
    if len(packages) != 1:
        return recommend(
            CODE, sentence, f"Run it with Node 16, or with NODE_OPTIONS={FLAG}; better raise webpack to 5."
        )
    package = packages[0]
    place = Location(package.path, line_of(workspace, package, "scripts"))
    if _is_mended(package):
        return not_code(
            CODE,
            sentence,
            f"The tools that {package.path} declares no longer need it: what is installed is older. Install the "
            "dependencies again.",
            place,
        )
    commands = {name: _with_flag(package, command) for name, command in _scripts(package).items()}
    changed = {name: command for name, command in commands.items() if command != dict(package.scripts)[name]}
    change = replaced(workspace, package, changed, "Let Node offer the hash that webpack 4 uses.")
    if change is None:
        return not_code(CODE, sentence, f"The scripts already ask for {FLAG}: run those.", place)
    return Cause(CODE, sentence, place, (Remedy("build_openssl", f"run webpack with {FLAG}", (change,)),))


def _scripts(package: Package) -> dict[str, str]:
    return {
        name: command
        for name, command in package.scripts
        if _TOOLS.search(command)
        and not re.search(r"(?:react-scripts|craco|react-app-rewired) (?:test|eject)\b", command)
    }


def _is_mended(package: Package) -> bool:
    """Whether what is declared has no webpack 4: the framework says so before webpack itself does."""
    known = declared(package)
    for name, first in _MENDED.items():
        number = major(known.get(name, ""))
        if number is not None and number >= first:
            return True
    return False


def _with_flag(package: Package, command: str) -> str:
    """The command with the option, in the way that the manifest's scripts set others."""
    if FLAG in command:
        return command
    given = _SET.search(command)
    if given:
        if given["quote"]:
            return command[: given.start("options")] + f"{FLAG} " + command[given.start("options") :]
        both = f"'{given['options']} {FLAG}'"
        return command[: given.start("options")] + both + command[given.end("options") :]
    tool = _TOOLS.search(command)
    if tool is None:
        return command
    if tool["tool"] == "react-scripts":
        return command[: tool.end()] + f" {FLAG}" + command[tool.end() :]
    start = tool.start()
    prefix = re.search(r"cross-env (?:\w+=\S+ )*$", command[:start])
    if prefix:
        return command[:start] + f"NODE_OPTIONS={FLAG} " + command[start:]
    others = " ".join(other for _, other in package.scripts)
    if "cross-env" in declared(package):
        setter = f"cross-env NODE_OPTIONS={FLAG} "
    elif re.search(r"(?:^|&& )(?:set|SET) \w+=", others):
        setter = f"set NODE_OPTIONS={FLAG} && "
    else:
        setter = f"NODE_OPTIONS={FLAG} "
    return command[:start] + setter + command[start:]
