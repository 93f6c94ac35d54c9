"""Hold so many MiB in each of so many processes for a moment."""

import os
import sys
import time

size, count = int(sys.argv[1]), int(sys.argv[2])
children = []
for _ in range(count):
    child = os.fork()
    if child == 0:
        try:
            held = bytearray(size << 20)
            for page in range(0, len(held), 4096):
                held[page] = 1
        except MemoryError:
            os._exit(3)
        time.sleep(0.5)
        os._exit(0)
    children.append(child)
ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
sys.exit("REACHED" if not any(ends) else 3)
