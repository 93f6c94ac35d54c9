"""Pipfile, Poetry's tables and an application's own ``setup.py``: plain declarations pass, everything else does not."""

import pytest

from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.patch import make_patch
from autofix.sdk import Action, Candidate, Change, Dependency, Edit

FILES = {
    "Pipfile": b'[[source]]\nurl = "https://index.example/simple"\nname = "pypi"\n\n[packages]\nflask = "*"\n\n[dev-packages]\n',
    "api/pyproject.toml": b'[tool.poetry]\nname = "api"\n\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "^3.0"\n',
    "setup.py": b"from setuptools import setup\n\nsetup(name='x')\n",
    "app/routes/__init__.py": b"",
    "app/routes/setup.py": b"def ready():\n    return True\n",
    "merged/requirements.txt": b"flask\n<<<<<<< HEAD\nredis\n=======\ncelery\n>>>>>>> dev\n",
    "tool/__init__.py": b"",
    "tool/setup.py": b"from setuptools import setup\n\nsetup(name='tool')\n",
}


def refused(workspace, file, old, new, *names):
    start = FILES[file].decode().index(old)
    change = Change(file, Action.MODIFY, "x", (Edit(start, start + len(old), new),))
    dependencies = tuple(Dependency("pip", name, file) for name in names)
    opened = workspace(FILES)
    candidate = Candidate("recipe:test", "test", (change,), dependencies=dependencies)
    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None))
    return {result.name for result in results if not result.passed}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("Pipfile", 'flask = "*"', 'flask = "*"\ngunicorn = "*"'),
        ("Pipfile", 'flask = "*"', 'flask = "*"\ngunicorn = "==22.0.0"'),
        ("Pipfile", "[dev-packages]", '[dev-packages]\ngunicorn = ">=22,<23"'),
        ("api/pyproject.toml", 'flask = "^3.0"', 'flask = "^3.0"\ngunicorn = "^22.0.0"'),
    ],
)
def test_a_version_of_a_package_that_the_candidate_names_passes(workspace, file, old, new):
    assert refused(workspace, file, old, new, "gunicorn") == set()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("Pipfile", 'flask = "*"', 'flask = "*"\ngunicorn = {git = "https://example.com/g.git"}'),
        ("Pipfile", 'flask = "*"', 'flask = "*"\ngunicorn = {path = "/tmp/x"}'),
        ("Pipfile", 'flask = "*"', 'flask = "*"\ngunicorn = {version = "*", index = "mine"}'),
        ("Pipfile", 'flask = "*"', 'flask = "*"\ngunicorn = "https://example.com/g.whl"'),
        ("Pipfile", "index.example", "other.example"),
        ("Pipfile", 'flask = "*"', 'flask = "*"\nother = "*"'),
        ("Pipfile", 'flask = "*"', 'gunicorn = "*"'),
        ("Pipfile", "[dev-packages]", '[dev-packages]\n\n[scripts]\ngunicorn = "1"'),
        ("api/pyproject.toml", 'flask = "^3.0"', 'flask = "^3.0"\ngunicorn = {url = "https://example.com/g.whl"}'),
        ("api/pyproject.toml", 'flask = "^3.0"', 'gunicorn = "^22.0.0"'),
        ("api/pyproject.toml", 'name = "api"', 'name = "api"\ngunicorn = "^22.0.0"'),
        ("api/pyproject.toml", 'flask = "^3.0"\n', 'flask = "^3.0"\n\n[tool.poetry.scripts]\ngunicorn = "1.0"\n'),
    ],
)
def test_whatever_else_changes_there_is_refused(workspace, file, old, new):
    assert refused(workspace, file, old, new, "gunicorn") == {"manifests"}


def test_a_package_that_the_candidate_does_not_name_is_refused(workspace):
    assert refused(workspace, "Pipfile", 'flask = "*"', 'flask = "*"\ngunicorn = "*"') == {"manifests"}


def test_a_module_of_the_application_may_be_called_setup(workspace):
    assert refused(workspace, "app/routes/setup.py", "True", "False") == set()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("setup.py", "name='x'", "name='y'"),
        ("tool/setup.py", "name='tool'", "name='y'"),
        ("app/routes/setup.py", "return True", "from setuptools import setup"),
    ],
)
def test_a_setup_that_installs_something_is_refused(workspace, file, old, new):
    assert refused(workspace, file, old, new) == {"config"}


ROWS = {"requirements.txt": b"flask==3.0.0\npywin32==306\n"}


@pytest.mark.parametrize(
    ("marker", "gates"),
    [
        ('; sys_platform == "win32"', set()),
        ("; sys_platform == 'darwin'", set()),
        ('; sys_platform == "linux"', {"manifests"}),
        ("; python_version < '3'", {"manifests"}),
        (" @ https://example.com/x.whl", {"manifests"}),
        (" --hash=sha256:0", {"manifests"}),
    ],
)
def test_of_markers_a_row_may_have_that_of_its_system(workspace, marker, gates):
    opened = workspace(ROWS)
    end = len(ROWS["requirements.txt"]) - 1
    change = Change("requirements.txt", Action.MODIFY, "x", (Edit(end, end, marker),))
    candidate = Candidate("recipe:x", "x", (change,), dependencies=(Dependency("pip", "pywin32", "requirements.txt"),))
    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None))
    assert {result.name for result in results if not result.passed} == gates


@pytest.mark.parametrize(
    ("new", "gates"),
    [
        ("redis\ncelery\n", set()),
        ("redis\n", {"manifests"}),
        ("redis\ncelery\nother\n", {"manifests"}),
        ("redis\ncelery @ https://example.com/a.whl\n", {"manifests"}),
    ],
)
def test_of_a_merge_the_marks_alone_may_go(workspace, new, gates):
    file = "merged/requirements.txt"
    assert refused(workspace, file, FILES[file].decode()[6:], new) == gates
