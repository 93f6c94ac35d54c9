"""Poetry's, uv's and Pipenv's manifests as requirements, their lock files as constraints."""

import json

import pytest

from autofix.adapters.packages.pip import constraint_lines, requirement_lines
from autofix.adapters.packages.python_manifests import specifier
from autofix.sdk.packages import InstallRequest, PackagesError


def request(declared=(), **files):
    named = {name.replace("__", "."): text.encode() for name, text in files.items()}
    return InstallRequest("pip", "", named, may_install=True, declared=declared)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("*", ""),
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0", ">=0,<1"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1", ">=1,<2"),
        ("~=1.4", "~=1.4"),
        (">=1.2, <3", ">=1.2,<3"),
        ("==2.0", "==2.0"),
        ("2.0.1", "==2.0.1"),
        ("1.2.*", "==1.2.*"),
        ("^2.0 || ^3.0", ">=2.0,<3"),
    ],
)
def test_a_range_is_written_as_pip_reads_it(wanted, said):
    assert specifier(wanted) == said


def test_poetry_and_its_groups():
    text = """
[tool.poetry.dependencies]
python = "^3.11"
flask = "^3.0"
uvicorn = {version = "^0.30", extras = ["standard"]}
boto3 = {version = "*", optional = true}
ours = {path = "../ours"}
[tool.poetry.group.dev.dependencies]
pytest = "*"
[tool.poetry.group.docs.dependencies]
sphinx = "*"
"""
    assert requirement_lines(request(pyproject__toml=text)) == [
        "flask>=3.0,<4",
        "uvicorn[standard]>=0.30,<0.31",
        "pytest",
    ]


def test_groups_of_the_standard_and_of_uv():
    text = """
[project]
dependencies = ["django>=5"]
[dependency-groups]
dev = ["ruff", {include-group = "test"}]
[tool.uv]
dev-dependencies = ["pytest-django"]
"""
    assert requirement_lines(request(pyproject__toml=text)) == ["django>=5", "pytest-django", "ruff"]


def test_pipenv():
    text = '[packages]\nflask = "*"\nrequests = {version = "==2.32.0"}\nours = {git = "x"}\n[dev-packages]\npytest = ">=8"\n'

    assert requirement_lines(request(Pipfile=text)) == ["flask", "requests==2.32.0", "pytest>=8"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("poetry__lock", '[[package]]\nname = "Flask"\nversion = "3.0.3"\n[[package]]\nname = "ours"\nversion = "1"\n'
                         '[package.source]\ntype = "directory"\n'),
        ("uv__lock", '[[package]]\nname = "Flask"\nversion = "3.0.3"\nsource = { registry = "x" }\n'
                     '[[package]]\nname = "ours"\nversion = "1"\nsource = { editable = "." }\n'),
        ("Pipfile__lock", json.dumps({"default": {"Flask": {"version": "==3.0.3"}, "ours": {"git": "x"}}})),
    ],
)  # fmt: skip
def test_a_lock_pins_what_comes_from_the_registry(name, text):
    assert constraint_lines(request(**{name: text})) == ["Flask==3.0.3"]


def test_what_is_locked_twice_or_newly_declared_is_not_pinned():
    text = "".join(f'[[package]]\nname = "{n}"\nversion = "{v}"\n' for n, v in (("a", 1), ("a", 2), ("b", 1), ("c", 1)))

    assert constraint_lines(request(declared=("c",), poetry__lock=text)) == ["b==1"]


@pytest.mark.parametrize("text", ["{", "[]", '{"default": []}', "[[package]]\nname = 3", "\0"])
def test_a_broken_lock_pins_nothing(text):
    assert constraint_lines(request(Pipfile__lock=text, poetry__lock=text)) == []


def test_no_option_gets_through():
    text = '[packages]\n"--index-url=https://evil.example x" = "*"\nflask = "*; --hash=x"\n"a\\n-r /etc/passwd" = "*"\n'

    lines = requirement_lines(request(Pipfile=text))
    assert not any("-r" in line.split() or "index" in line for line in lines), lines


def test_a_broken_manifest_is_said():
    with pytest.raises(PackagesError, match="Pipfile cannot be read"):
        requirement_lines(request(Pipfile="["))
