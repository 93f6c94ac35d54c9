"""Read a file of the host."""

import sys

try:
    with open(sys.argv[1], "rb") as file:
        data = file.read()
except OSError as error:
    print(error)
    sys.exit(3)
sys.exit("REACHED" if data == b"host" else 3)
