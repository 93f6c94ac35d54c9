"""Which files a Django project loads: what its settings name by text counts, other settings do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autofix.adapters.folder import FolderSource
from autofix.engine.patch import Patch, replace_file
from autofix.engine.prove.reach import unexercised_files
from autofix.engine.workspace.snapshot import Snapshot

NAMED = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.{module}')\n"
FILES = {
    "manage.py": NAMED.format(module="dev") + "from django.core.management import execute_from_command_line\n",
    "shop/__init__.py": "",
    "shop/dev.py": "from .base import *\n",
    "shop/base.py": "MIDDLEWARE = ['shop.headers.Headers']\nROOT_URLCONF = 'shop.urls'\nWSGI_APPLICATION = 'shop.wsgi.application'\n",
    "shop/headers.py": "class Headers: ...\n",
    "shop/urls.py": "urlpatterns = []\n",
    "shop/wsgi.py": NAMED.format(module="prod"),
    "shop/prod.py": "from .base import *\n",
    "requirements/base.txt": "django\n",
}


def unexercised(folder: Path, *changed: str) -> list[str]:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    workspace = Snapshot(FolderSource(folder))
    files = (replace_file(name, FILES[name].encode(), b"# changed\n", "") for name in changed)
    patch = Patch(tuple(replace(file, by_package_manager=False) for file in files))
    [application] = workspace.applications()
    return unexercised_files(workspace, application, patch)


def test_what_the_settings_name_is_loaded(tmp_path: Path) -> None:
    assert unexercised(tmp_path, "shop/base.py", "shop/headers.py", "shop/urls.py", "requirements/base.txt") == []


def test_settings_of_another_server_are_not(tmp_path: Path) -> None:
    assert unexercised(tmp_path, "shop/dev.py", "shop/prod.py") == ["shop/prod.py"]
