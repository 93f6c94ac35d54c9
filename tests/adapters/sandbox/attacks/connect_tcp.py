"""Connect to a service on the host's loopback interface."""

import socket
import sys

try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2])), 5) as client:
        data = client.recv(10)
except OSError as error:
    print(error)
    sys.exit(3)
sys.exit("REACHED" if data == b"host" else 3)
