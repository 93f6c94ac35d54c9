"""Gates over files that steer tools, machines, the CI or AutoFix itself."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from autofix.engine.gates.compiler_paths import maps_aliases_only
from autofix.engine.gates.compose_files import is_compose_file, only_gains
from autofix.engine.gates.env_files import env_refusal, is_env_file
from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.names import plain_name, shown
from autofix.engine.gates.node_version import PINS, raises_node
from autofix.engine.gates.server_targets import only_serves_another, starts_servers
from autofix.engine.patch import FilePatch

# What a fix may add: source and documents of the application. Tools are configured in other formats.
_SOURCE = ".js .jsx .mjs .cjs .ts .tsx .mts .cts .vue .svelte .py .html .css .scss"
NEW_SUFFIXES = frozenset({*_SOURCE.split(), ".md", ".txt"})
_CI_NAMES = ".github .gitlab .circleci .buildkite .forgejo .gitea .ci .azure-pipelines .semaphore .woodpecker"
CI_FOLDERS = frozenset(_CI_NAMES.split())
CI_FILES = (
    "*.gitlab-ci.yml",
    "*.gitlab-ci.yaml",
    ".travis.y*ml",
    ".drone.y*ml",
    ".woodpecker*",
    ".cirrus.*",
    "azure-pipelines*",
    ".azure-pipelines*",
    "bitbucket-pipelines.y*ml",
    "appveyor.y*ml",
    ".appveyor.y*ml",
    "cloudbuild.*",
    "buildspec.y*ml",
    "*jenkinsfile*",
)
# Names of files, as patterns. Names that begin with a dot are steering without being named here.
_NAMES = """
    makefile gnumakefile *.mk justfile taskfile* rakefile gemfile vagrantfile procfile* tiltfile brewfile
    dockerfile* *.dockerfile containerfile* docker-compose* compose.y*ml compose.*.y*ml docker-bake*
    vercel.json netlify.toml render.y*ml fly.toml app.json app.y*ml railway.* heroku.yml serverless.*
    wrangler.* firebase.json amplify.yml skaffold.y*ml now.json ecosystem.config.* nodemon.json
    sitecustomize.py usercustomize.py conftest.py *.pth setup.py setup.cfg tox.ini pytest.ini noxfile.py
    poetry.toml uv.toml pip.conf pip.ini hatch.toml pdm.toml pixi.toml environment.y*ml
    fabfile.py dodo.py mypy.ini ruff.toml pyrightconfig.json wsgi.ini uwsgi.ini gunicorn.conf.py
    bunfig.toml deno.json* bower.json pnpm-workspace.yaml lerna.json nx.json turbo.json rush.json jsr.json
    tsconfig*.json jsconfig*.json babel.config.* lint-staged.config.* lefthook* commitlint.config.*
    eslint.config.* prettier.config.* jest.config.* vitest.config.* vitest.workspace.* playwright.config.*
    cypress.config.* karma.conf.* postcss.config.* tailwind.config.* webpack.config.* rollup.config.*
    gulpfile* gruntfile* mise.toml mise.*.toml agents.md cargo.toml build.rs
"""
STEERING = tuple(_NAMES.split())
# Code that a tool runs by its name alone: no fix adds one, though it may edit what the application has.
_NEW_NAMES = "*.config.[cm]js *.config.[cm]ts *.config.?sx *.conf.js *.setup.js *.setup.ts *.config.js *.config.ts"
NEW_STEERING = tuple(_NEW_NAMES.split())
# What a setup.py that installs something cannot do without.
_BUILDS = re.compile(rb"setuptools|distutils|\bsetup\s*\(|\bskbuild|\bpbr\b")
STEERING_FOLDERS = frozenset({"node_modules", "site-packages", "__pycache__"})


def _config(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        if file.by_package_manager:
            continue
        for path in {file.file, file.new_file}:
            name = plain_name(path)
            if _steers(name) and not _is_allowed(proposal, file, name):
                return f"{shown(path)} steers tools or AutoFix itself; a fix may not touch it"
        if is_env_file(PurePosixPath(plain_name(file.file)).name):
            refusal = env_refusal(file.before or b"", file.after or b"")
            if refusal:
                return f"{shown(file.file)}: {refusal}"
        if file.before is None or (file.file != file.new_file and not _says_its_kind(file)):
            refusal = _new_refusal(plain_name(file.new_file))
            if refusal:
                return f"{shown(file.new_file)} {refusal}"
    return ""


def _steers(name: str) -> bool:
    parts = name.split("/")
    return (
        any(part.startswith(".") or part in STEERING_FOLDERS for part in parts)
        or any(fnmatchcase(parts[-1], pattern) for pattern in STEERING)
        or fnmatchcase(name, "*.y*ml.j2")
    )


def _is_allowed(proposal: Proposal, file: FilePatch, name: str) -> bool:
    base = PurePosixPath(name).name
    if base == "setup.py":
        return _is_module(proposal, file)
    if _says_its_kind(file):
        return True
    if maps_aliases_only(base, file.before, file.after):
        return _stays(file, name)
    if base in PINS:
        return _stays(file, name) and raises_node(file.before, file.after, proposal.node)
    if is_compose_file(base):
        return _stays(file, name) and only_gains(file.before or b"", file.after or b"", proposal.origin)
    if starts_servers(base):
        files = proposal.workspace.files()
        return _stays(file, name) and only_serves_another(file.before or b"", file.after or b"", files)
    return is_env_file(base) and _stays(file, name)


def _says_its_kind(file: FilePatch) -> bool:
    """A configuration that stays as it is to the byte, and where it is, and gets the ending of its module system."""
    old, new = PurePosixPath(plain_name(file.file)), PurePosixPath(plain_name(file.new_file))
    is_plain = not any(part.startswith(".") or part in STEERING_FOLDERS for part in old.parts[:-1])
    is_same = file.before is not None and file.before == file.after and old.with_suffix("") == new.with_suffix("")
    return is_same and is_plain and old.suffix == ".js" and new.suffix in (".cjs", ".mjs")


def _is_module(proposal: Proposal, file: FilePatch) -> bool:
    """A ``setup.py`` that no tool runs: a module of a package, which builds nothing before and after."""
    folder = PurePosixPath(file.file).parent
    if file.before is None or file.after is None or file.file != file.new_file or len(folder.parts) < 1:
        return False
    is_builder = any(_BUILDS.search(data) for data in (file.before, file.after))
    return not is_builder and proposal.workspace.has(f"{folder}/__init__.py")


def _stays(file: FilePatch, name: str) -> bool:
    """Whether the file was there and stays where it is, in a folder that does not steer."""
    above = PurePosixPath(name).parent
    is_plain = not any(part.startswith(".") or part in STEERING_FOLDERS for part in above.parts)
    return file.before is not None and file.after is not None and file.file == file.new_file and is_plain


def _new_refusal(name: str) -> str:
    base = PurePosixPath(name).name
    if PurePosixPath(base).suffix not in NEW_SUFFIXES:
        return "is neither source nor a document of the application; a fix may not add it"
    if any(fnmatchcase(base, pattern) for pattern in NEW_STEERING):
        return "steers tools or AutoFix itself; a fix may not add it"
    return ""


def _ci(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        for path in (file.file, file.new_file):
            parts = plain_name(path).split("/")
            if CI_FOLDERS.intersection(parts) or any(fnmatchcase(parts[-1], pattern) for pattern in CI_FILES):
                return f"{shown(path)} belongs to the CI; a fix may not touch it"
    return ""


CONFIG = Gate("config", "no file that steers tools or AutoFix is touched; new files are source or documents", _config)
CI = Gate("ci", "no CI workflow is touched", _ci)
