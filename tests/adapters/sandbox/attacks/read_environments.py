"""Look for a secret in the environment of any process that can be seen."""

import glob
import sys

for path in glob.glob("/proc/[0-9]*/environ"):
    try:
        with open(path, "rb") as file:
            if f"secret-of-{sys.argv[1]}".encode() in file.read():
                sys.exit("REACHED")
    except OSError:
        pass
sys.exit(3)
