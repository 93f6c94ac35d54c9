"""Look for a variable that the service has and the job was not given."""

import os
import sys

sys.exit("REACHED" if sys.argv[1] in os.environ else 3)
