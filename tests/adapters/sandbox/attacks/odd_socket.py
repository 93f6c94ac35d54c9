"""Open a socket of a family that speaks to the kernel's device events."""

import socket
import sys

try:
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15).close()
except OSError as error:
    print(error)
    sys.exit(3)
sys.exit("REACHED")
