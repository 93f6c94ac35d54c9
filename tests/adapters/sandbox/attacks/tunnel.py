"""Ask the install job's proxy for a tunnel and read what is at its far end."""

import os
import socket
import sys
from urllib.parse import urlsplit

proxy = urlsplit(os.environ["HTTPS_PROXY"])
with socket.create_connection((proxy.hostname, proxy.port), 10) as client:
    client.sendall(f"CONNECT {sys.argv[1]} HTTP/1.1\r\n\r\n".encode())
    answer = b""
    while data := client.recv(4096):
        answer += data
        if answer.endswith(b"host"):
            break
print(answer.decode())
sys.exit("REACHED" if answer.endswith(b"host") else 3)
