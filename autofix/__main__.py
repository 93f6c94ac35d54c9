"""``python -m autofix``."""

from autofix.cli.main import main

raise SystemExit(main())
