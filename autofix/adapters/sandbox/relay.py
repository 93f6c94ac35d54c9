"""Runs inside an install job: carries what arrives on a loopback port to the proxy's socket.

Package managers speak to a proxy over TCP only. The program listens first and
then becomes the job's command, so that the port answers from the start; a
child carries the bytes. It is handed over as text and uses the standard
library alone: nothing of this package is there inside.

Arguments: the socket's path, then the job's command.
"""

import asyncio
import os
import socket
import sys

CHUNK = 65536
VARIABLES = (
    *("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"),
    *("npm_config_proxy", "npm_config_https_proxy"),
)


async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy one direction to its end."""
    try:
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except OSError:
        writer.close()


async def serve(listener: socket.socket, path: str) -> None:
    """Carry every connection made to ``listener`` for as long as the job lives."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(path)
        await asyncio.gather(copy(reader, far_writer), copy(far_reader, writer))
        far_writer.close()
        writer.close()

    server = await asyncio.start_server(carry, sock=listener)
    await server.serve_forever()


def main() -> None:
    """Listen, leave a child to carry, and become the command."""
    path, command = sys.argv[1], sys.argv[2:]
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    if os.fork() == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nowhere, descriptor)
        asyncio.run(serve(listener, path))
        os._exit(0)
    listener.close()
    os.environ.update(dict.fromkeys(VARIABLES, address))
    try:
        os.execvp(command[0], command)  # noqa: S606
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


if __name__ == "__main__":
    main()
