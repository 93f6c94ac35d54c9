"""Write files of 1 MiB until so many are written or the system refuses."""

import os
import sys
import time

folder, count = sys.argv[1], int(sys.argv[2])
try:
    for number in range(count):
        with open(os.path.join(folder, f"filler-{number}"), "wb") as file:
            file.write(bytes(1 << 20))
        time.sleep(float(sys.argv[3]))
except OSError as error:
    print(error)
    sys.exit(3)
sys.exit("REACHED")
