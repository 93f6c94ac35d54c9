"""Start many sleeping processes, and say how many there could be."""

import os
import signal
import sys
import time

started = []
for _ in range(int(sys.argv[1])):
    try:
        child = os.fork()
    except OSError:
        break
    if child == 0:
        time.sleep(10)
        os._exit(0)
    started.append(child)
for child in started:
    os.kill(child, signal.SIGKILL)
print(len(started))
sys.exit("REACHED" if len(started) == int(sys.argv[1]) else 3)
