"""Print so many MiB on both outputs."""

import os
import sys

for _ in range(int(sys.argv[1])):
    os.write(1, bytes(1 << 20))
    os.write(2, bytes(1 << 20))
