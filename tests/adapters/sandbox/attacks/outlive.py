"""Leave a daemon behind that writes to an open file after the job has ended."""

import os
import sys
import time

marker = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
if os.fork():
    sys.exit()
os.setsid()
if os.fork():
    os._exit(0)
for descriptor in range(3):
    os.close(descriptor)
time.sleep(0.6)
os.write(marker, b"alive")
