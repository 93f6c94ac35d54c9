"""The manifests of pip, Poetry, Pipenv and uv, with their managers and locks."""

from __future__ import annotations

from collections.abc import Callable

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]


def test_requirements(opened: Opened) -> None:
    text = (
        "# ours\n-r base.txt\n-c constraints.txt\nFlask[async] >= 2.0, <3 ; python_version > '3.8'  # web\n"
        "requests==2.31.0 \\\n    --hash=sha256:00\ngunicorn\ntool @ https://example.org/tool.whl\n"
        "-e git+https://example.org/own.git#egg=own\n./local\n--no-binary :all:\n"
    )
    snapshot = opened({"requirements.txt": text, "base.txt": "Django~=5.0\n", "constraints.txt": "idna==3\n"})
    (found,) = snapshot.packages()

    assert (found.ecosystem, found.path, found.manager, found.lock) == ("pip", "requirements.txt", "pip", None)
    assert {(name, wanted) for name, wanted, _ in found.dependencies} == {
        ("Django", "~=5.0"),
        ("Flask", ">=2.0,<3"),
        ("requests", "==2.31.0"),
        ("gunicorn", ""),
        ("tool", "@ https://example.org/tool.whl"),
        ("own", "git+https://example.org/own.git#egg=own"),
    }


def test_folder_of_requirements_is_for_the_folder_above(opened: Opened) -> None:
    files = {
        "api/requirements/base.txt": "flask\n",
        "api/requirements/dev.txt": "-r base.txt\npytest\n",
        "api/a.py": "",
    }
    snapshot = opened(files)
    base, dev = snapshot.packages()

    assert (base.root, {group for _, _, group in dev.dependencies}) == ("api", {"devDependencies"})
    assert snapshot.package_of("api/a.py") == base


def test_compiled_requirements(opened: Opened) -> None:
    snapshot = opened({"requirements.in": "flask\n", "requirements.txt": "flask==3.0\n", "a.py": ""})
    found = snapshot.package_of("a.py")

    assert found is not None
    assert (found.path, found.lock) == ("requirements.in", "requirements.txt")


def test_project(opened: Opened) -> None:
    text = (
        '[project]\nname = "own"\ndependencies = ["fastapi>=0.110", "uvicorn[standard]"]\n'
        '[project.optional-dependencies]\ntest = ["pytest"]\npg = ["psycopg"]\n'
        '[project.scripts]\nserve = "own:main"\n[dependency-groups]\ndev = ["ruff", {include-group = "x"}]\n'
    )
    (found,) = opened({"pyproject.toml": text}).packages()

    assert (found.name, found.manager, found.scripts) == ("own", "pip", (("serve", "own:main"),))
    assert found.dependencies == (
        ("fastapi", ">=0.110", "dependencies"),
        ("uvicorn", "", "dependencies"),
        ("pytest", "", "devDependencies"),
        ("psycopg", "", "optional"),
        ("ruff", "", "devDependencies"),
    )


def test_poetry(opened: Opened) -> None:
    text = (
        '[tool.poetry]\nname = "own"\n[tool.poetry.dependencies]\npython = "^3.11"\ndjango = "^5.0"\n'
        'celery = {version = "^5", extras = ["redis"]}\nown-lib = {path = "../lib"}\n'
        '[tool.poetry.group.dev.dependencies]\npytest = "*"\n'
    )
    (found,) = opened({"pyproject.toml": text, "poetry.lock": ""}).packages()

    assert (found.name, found.manager, found.lock) == ("own", "poetry", "poetry.lock")
    assert found.dependencies == (
        ("django", "^5.0", "dependencies"),
        ("celery", "^5", "dependencies"),
        ("own-lib", "../lib", "dependencies"),
        ("pytest", "*", "devDependencies"),
    )


def test_pipenv(opened: Opened) -> None:
    text = '[packages]\nflask = "*"\nown = {git = "https://example.org/own.git"}\n[dev-packages]\npytest = ">=8"\n'
    (found,) = opened({"Pipfile": text, "Pipfile.lock": "{}"}).packages()

    assert (found.manager, found.lock) == ("pipenv", "Pipfile.lock")
    assert ("pytest", ">=8", "devDependencies") in found.dependencies


def test_uv_workspace(opened: Opened) -> None:
    files = {
        "pyproject.toml": '[project]\nname = "top"\n[tool.uv.workspace]\nmembers = ["libs/*"]\n',
        "libs/a/pyproject.toml": '[project]\nname = "a"\ndependencies = ["flask"]\n',
        "uv.lock": "",
    }
    member, top = opened(files).packages()

    assert (top.workspaces, top.manager) == (("libs/a",), "uv")
    assert (member.name, member.manager, member.lock) == ("a", "uv", "uv.lock")


def test_setuptools(opened: Opened) -> None:
    files = {
        "a/setup.py": "REQUIRED = ['flask>=2']\nsetup(name='a', install_requires=REQUIRED, extras_require={'x': ['y']})\n",
        "b/setup.cfg": "[metadata]\nname = b\n[options]\ninstall_requires =\n    django>=4\n    requests\n",
        "c/setup.cfg": "[flake8]\nmax-line-length = 100\n",
    }
    a, b = opened(files).packages()

    assert (a.name, a.dependencies) == ("a", (("flask", ">=2", "dependencies"), ("y", "", "optional")))
    assert (b.name, [name for name, _, _ in b.dependencies]) == ("b", ["django", "requests"])


def test_settings_of_a_tool_are_no_manifest_to_go_by(opened: Opened) -> None:
    snapshot = opened({"pyproject.toml": "[tool.ruff]\nline-length = 100\n", "requirements.txt": "flask\n", "a.py": ""})
    found = snapshot.package_of("a.py")

    assert found is not None
    assert found.path == "requirements.txt"
