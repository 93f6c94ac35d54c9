"""Connect to a Unix socket of the host; a leading @ stands for the abstract kind."""

import socket
import sys

try:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        client.connect(sys.argv[1].replace("@", "\0", 1))
        data = client.recv(10)
except OSError as error:
    print(error)
    sys.exit(3)
sys.exit("REACHED" if data == b"host" else 3)
