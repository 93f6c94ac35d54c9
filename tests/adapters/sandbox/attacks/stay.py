"""Stay longer than allowed."""

import sys
import time

time.sleep(float(sys.argv[1]))
sys.exit("REACHED")
