"""A worker of the service that may be struck: ``python -m tests.storm.worker``.

The code it runs is the service's own. A few functions are wrapped by name before the first job is taken; a name
that is gone stops it at once, for a storm that strikes nothing proves nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

import django

FOLDER = "STORM_FOLDER"


def main() -> None:
    """Wrap, then be a worker."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autofix.settings")
    django.setup()
    # What is wrapped uses models, which cannot be imported before.
    from autofix.service.__main__ import worker
    from tests.storm.arming import Armoury
    from tests.storm.strikes import Striker
    from tests.storm.wrapping import wrap_all

    folder = Path(os.environ[FOLDER])
    wrap_all(Striker(folder, Armoury(folder)))
    worker()


if __name__ == "__main__":
    main()
