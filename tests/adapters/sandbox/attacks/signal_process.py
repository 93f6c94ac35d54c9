"""End a process of the host by its number."""

import os
import signal
import sys

try:
    os.kill(int(sys.argv[1]), signal.SIGTERM)
except OSError as error:
    print(error)
    sys.exit(3)
sys.exit("REACHED")
