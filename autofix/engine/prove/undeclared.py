"""Packages that the code loads and no manifest names: they stood installed on the machine that the report is from."""

from __future__ import annotations

import re
import sys

from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Application

# One start tells of one.
MAX_PACKAGES = 6
_PYTHON = re.compile(r"ModuleNotFoundError: No module named '([A-Za-z_]\w*)")
_NODE = re.compile(r"Cannot find (?:module|package) '((?:@[a-z0-9][\w.-]*/)?[a-z0-9][\w.-]*)(?:/[^']*)?'")
# Where the module's name is not the package's. What is not here goes by its own name.
_DISTRIBUTIONS = dict(
    pair.split("=", 1)
    for pair in (
        "dotenv=python-dotenv jwt=pyjwt jose=python-jose yaml=pyyaml PIL=pillow cv2=opencv-python-headless "
        "bs4=beautifulsoup4 sklearn=scikit-learn decouple=python-decouple environ=django-environ "
        "dateutil=python-dateutil multipart=python-multipart slugify=python-slugify psycopg2=psycopg2-binary "
        "rest_framework=djangorestframework corsheaders=django-cors-headers OpenSSL=pyopenssl Crypto=pycryptodome "
        "rest_framework_simplejwt=djangorestframework-simplejwt socketio=python-socketio magic=python-magic "
        "telegram=python-telegram-bot debug_toolbar=django-debug-toolbar "
        "pkg_resources=setuptools<81"
    ).split()
)


def undeclared_package(workspace: Snapshot, application: Application, log: str) -> str:
    """The package that a server did not find, by what it printed; empty for what is the repository's own."""
    found = (_PYTHON if application.ecosystem == "pip" else _NODE).search(log)
    if found is None:
        return ""
    name = found[1]
    if application.ecosystem == "npm":
        is_own = any(package.name == name for package in workspace.packages())
        return "" if is_own else name
    if name in sys.stdlib_module_names or _is_own_module(workspace, name):
        return ""
    return _DISTRIBUTIONS.get(name, name.replace("_", "-").lower())


def _is_own_module(workspace: Snapshot, name: str) -> bool:
    """Whether a file or folder of the repository has the name, or one that differs by its case alone."""
    parts = {part.lower() for path in workspace.files() if path.endswith(".py") for part in path.split("/")}
    return bool({name.lower(), f"{name.lower()}.py"} & parts)
