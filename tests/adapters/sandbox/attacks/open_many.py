"""Open many files at once."""

import os
import sys

try:
    for _ in range(int(sys.argv[1])):
        os.open("/dev/null", os.O_RDONLY)
except OSError as error:
    print(error)
    sys.exit(3)
sys.exit("REACHED")
