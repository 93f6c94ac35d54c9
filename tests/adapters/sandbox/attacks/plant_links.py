"""Leave links to a file of the host in the output folder, and a folder that is a link."""

import os
import sys

out, target = sys.argv[1:]
os.symlink(target, f"{out}/package-lock.json")
os.symlink(os.path.dirname(target), f"{out}/folder")
os.mkfifo(f"{out}/pipe")
