"""The service's web entry: signals go through the fast door, everything else to Django."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autofix.settings")

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application

_django = ASGIStaticFilesHandler(get_asgi_application())

# The door reads models, which exist once Django is set up.
from autofix.intake.entrance import Entrance  # noqa: E402

application = Entrance(_django)  # type: ignore[arg-type]
