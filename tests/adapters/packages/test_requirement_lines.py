"""What of a repository's requirements reaches pip: packages, never options, addresses or builds."""

import time

import pytest

from autofix.adapters.packages import pip
from autofix.adapters.packages.pip import requirement_lines
from autofix.sdk.packages import InstallRequest, PackagesError


def lines(extra=(), **files):
    named = {name.replace("_DOT_", ".").replace("_DASH_", "-"): text.encode() for name, text in files.items()}
    return requirement_lines(InstallRequest("pip", "", named, True, extra=extra))


def test_packages_with_their_ranges_markers_and_extras():
    text = "Flask>=3.0\nflask-cors == 5.0.1 # why\nuvicorn[standard]~=0.30; python_version > '3.8'\nplain\n"

    assert lines(requirements_DOT_txt=text) == [
        "Flask>=3.0",
        "flask-cors == 5.0.1",
        "uvicorn[standard]~=0.30; python_version > '3.8'",
        "plain",
    ]


def test_options_addresses_and_builds_are_left_out():
    text = (
        "--index-url https://evil.example/simple\n-i https://evil.example\n--extra-index-url=https://evil.example\n"
        "--trusted-host evil.example\n-e .\n.\n./local\ngit+https://evil.example/x.git\n"
        "name @ https://evil.example/x.whl\nhttps://evil.example/x.whl\n-r other.txt\n--no-binary :all:\ngood\n"
    )

    assert lines(requirements_DOT_txt=text) == ["good"]


def test_hashes_and_continued_lines():
    text = "flask==3.0.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"

    assert lines(requirements_DOT_txt=text) == ["flask==3.0.0"]


def test_a_project_table():
    text = '[project]\ndependencies = ["flask>=3", "x @ https://evil.example/x"]\n[project.optional-dependencies]\ntest = ["pytest"]\n'

    assert lines(pyproject_DOT_toml=text) == ["flask>=3", "pytest"]


def test_a_tool_is_added_unless_it_is_named():
    assert lines(extra=("pytest",), requirements_DOT_txt="flask\n") == ["flask", "pytest"]
    assert lines(extra=("pytest",), requirements_DOT_txt="pytest==8.0\n") == ["pytest==8.0"]


@pytest.mark.parametrize(
    "text",
    [
        "project = 5\n",
        "[project]\ndependencies = 5\n",
        '[project]\ndependencies = "flask"\n',
        "[project]\noptional-dependencies = 1\n",
        "[project.optional-dependencies]\ndev = 3\n",
        "x = " + "[" * 20_000,
    ],
)
def test_a_project_table_of_another_shape_is_told(text):
    with pytest.raises(PackagesError, match=r"pyproject\.toml cannot be read"):
        lines(pyproject_DOT_toml=text)


@pytest.mark.parametrize("line", ["a" + " " * 60_000 + "x", "a[" + " " * 60_000, "a" * 60_000 + "@"])
def test_a_line_of_any_length_is_read_at_once(line):
    started = time.monotonic()

    assert lines(requirements_DOT_txt=f"{line}\ngood\n") == ["good"]
    assert time.monotonic() - started < 2


def named(files):
    return requirement_lines(InstallRequest("pip", "", files, True))


def test_powershell_writes_utf_16():
    text = "Flask==3.0.0\r\nFlask-Cors==4.0.0\r\n"

    assert named({"requirements.txt": text.encode("utf-16")}) == ["Flask==3.0.0", "Flask-Cors==4.0.0"]


def test_manifests_that_do_not_agree_are_no_conflict():
    files = {"requirements.txt": b"flask==1.0\npyyaml\n", "Pipfile": b'[packages]\nflask = "==2.0"\npyyaml = "==6.0"\n'}

    assert named(files) == ["flask==1.0", "pyyaml==6.0"]


def test_what_hostile_code_says_it_lacks_is_no_option(monkeypatch):
    request = InstallRequest("pip", "", {}, True, undeclared=("--pre", "-rpinned", "flask-caching", "setuptools<81"))

    assert requirement_lines(request) == ["flask-caching", "setuptools<81"]
    monkeypatch.setattr(pip, "_is_requirement", lambda line: True)
    assert "--pre" in requirement_lines(request)
