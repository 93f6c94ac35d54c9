"""A package that the code loads and no manifest names: added for the proof, and told; never what the report is about."""

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.prove.proof import Status
from autofix.engine.prove.undeclared import undeclared_package
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Application

NODE = Application("express", "npm", "", "server.js", "server.js", "app", "package.json", "node server.js")
PYTHON = Application("flask", "pip", "", "app.py", "app.py", "app", "requirements.txt", "python app.py")
FIX = ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']")


@pytest.mark.parametrize(
    ("application", "log", "package"),
    [
        (PYTHON, "ModuleNotFoundError: No module named 'dotenv'", "python-dotenv"),
        (PYTHON, "ModuleNotFoundError: No module named 'flask_caching.backends'", "flask-caching"),
        (PYTHON, "ModuleNotFoundError: No module named 'shop'", ""),
        (PYTHON, "ModuleNotFoundError: No module named 'distutils'", ""),
        (NODE, "Error: Cannot find module 'morgan'", "morgan"),
        (NODE, "Error: Cannot find module '@acme/tools/dates'", "@acme/tools"),
        (NODE, "Error: Cannot find module './routes'", ""),
        (NODE, "Error: Cannot find module '/srv/dist/index.js'", ""),
        (NODE, "Error: Cannot find module 'mine'", ""),
        (NODE, "Error: listen EADDRINUSE", ""),
    ],
)
def test_what_a_log_tells_of(tmp_path, application, log, package):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "package.json").write_text('{"name": "mine"}')

    assert undeclared_package(Snapshot(FolderSource(tmp_path)), application, log) == package


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
def test_it_is_added_on_both_sides_and_told(project):
    server = project().workspace().read("server.js")

    proof = project("require('ms');\n" + server).prove(FIX)
    lacking = project("const only = require('is-odd');\n" + server).prove(FIX)

    assert proof.status is Status.VERIFIED, proof.reason
    assert lacking.status is Status.VERIFIED, lacking.reason
    told = "installed with is-odd, which the code loads and no manifest names"
    assert [told in [check.name for check in one.checks] for one in (proof, lacking)] == [False, True]


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
def test_what_the_change_itself_loads_has_to_be_declared(project):
    load = ("const app = express();", "require('is-odd');\nconst app = express();")

    proof = project().prove(FIX, load)

    assert proof.status is Status.UNPROVEN
