"""``autofix up`` with the stand-in for the service's own processes."""

import sys

from autofix.cli.main import main
from autofix.supervisor import children

children.SERVICE = "stand_in"
sys.exit(main(["up", *sys.argv[1:]]))
