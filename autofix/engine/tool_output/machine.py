"""What says that the machine is the matter: ports, programs, disk, memory, OpenSSL, the Node version.

Sources: libuv's and CPython's texts of errno, POSIX shells' and busybox' messages, V8's and OpenSSL's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_PORTS = (
    (
        "node",
        re.compile(
            r"EADDRINUSE(?:: address already in use)?[: ]{1,3}(?:[^\s:]{0,60}|\[[0-9a-f:]{2,40}\]|"
            r":{2,3}):{0,3}(?P<value>\d{1,5})\b"
        ),
    ),
    ("flask", re.compile(r"^Port (?P<value>\d{1,5}) is in use by another program", re.M)),
    (
        "uvicorn",
        re.compile(
            r"error while attempting to bind on address \('[^'\n]{1,80}', "
            r"(?P<value>\d{1,5})[^\n)]{0,20}\): address already in use"
        ),
    ),
    ("django", re.compile(r"^Error: That port is already in use\.", re.M)),
    ("python", re.compile(r"Connection in use: \('[^'\n]{1,80}', (?P<value>\d{1,5})\)")),
    ("next", re.compile(r"Port (?P<value>\d{1,5}) is (?:already )?in use(?!,? by|,? trying| by)")),
    ("python", re.compile(r"OSError: \[Errno (?:98|48|10048)\] [^\n]{1,100}")),
    ("cra", re.compile(r"Something is already running on port (?P<value>\d{1,5})")),
    ("node", re.compile(r"(?:bind for|Bind for) \S{1,60}:(?P<value>\d{1,5}) failed: port is already allocated")),
)
_DJANGO_ADDRESS = re.compile(
    r"runserver[^\n]{0,100}?(?::| )(?P<value>\d{2,5})\b|development server at http://\S{1,80}:(?P<started>\d{2,5})"
)
_COMMAND = re.compile(
    r"^(?:(?:/bin/|/usr/bin/)?(?:sh|bash|zsh|dash|ash)(?:: line \d{1,6}| line \d{1,6})?: (?:\d{1,6}: )?"
    r"(?:eval: )?(?:line \d{1,6}: )?(?P<sh>[^\s:]{1,200}): (?:command )?not found"
    r"|(?P<zsh>zsh): command not found: (?P<name>\S{1,200})"
    r"|'(?P<cmd>[^'\n]{1,200})' is not recognized as an internal or external command"
    r"|(?:npm (?:ERR!|error) )?(?:Error: )?spawn (?P<spawn>[\w./@-]{1,200}) ENOENT"
    r"|exec: \"(?P<exec>[^\"\n]{1,200})\": executable file not found in \$PATH)",
    re.M,
)
_EXEC = re.compile(r"exec: \"(?P<exec>[^\"\n]{1,200})\": executable file not found in \$PATH")
_OPENSSL = re.compile(r"ERR_OSSL_EVP_UNSUPPORTED|error:0308010C:digital envelope routines:[^\n]{0,60}")
_DISK = re.compile(
    r"(?:ENOSPC|EDQUOT)(?:: [^\n]{0,200})?|\[Errno 28\] No space left on device|no space left on device|"
    r"(?:EACCES|EPERM)(?:: |, )(?:permission denied|operation not permitted)[^\n]{0,200}|"
    r"\[Errno 13\] Permission denied[^\n]{0,200}|JavaScript heap out of memory|^(?:Killed|MemoryError)$|"
    r"\[Errno 12\] Cannot allocate memory|signal: killed|exit(?:ed with)? (?:code|status):? 137\b|SIGKILL",
    re.M | re.I,
)
_ENGINE = re.compile(
    r"You are using Node\.js [\d.v]{1,20}\. (?P<who>[\w.]{1,40}) requires Node\.js (?:version "
    r")?(?P<value>[^\n.]{1,80}(?:\.\d[^\n.]{0,40}){0,3})|"
    r"Node\.js version \"?(?P<next>[^\"\n]{1,60})\"? is required|"
    r"(?:requires|Requires|need|needs) (?:at least )?[Nn]ode(?:\.js)? (?:version )?(?P<other>(?:>=? ?|"
    r"v|\^)?\d[\d.]{0,12}\+?(?: or (?:later|higher|newer))?)"
)
_FONTS = re.compile(
    r"Failed to (?:fetch|download) `?[^`\n]{1,80}`? from Google Fonts|request to https://fonts\.g\w{1,20}\.com/[^\n]{0,200}"
)
# What Prisma's command says of the server of the database while it prepares a build.
_DATABASE = re.compile(
    r"P10(?:00|01|02|17): [^\n]{0,40}(?:reach database server|database server at|Authentication failed against "
    r"database server|Server has closed the connection)[^\n]{0,200}"
)
# What Docker's builder says of the registry of base images: its token, its name, its limit, its answer.
_IMAGES = re.compile(
    r"(?:failed to fetch (?:oauth|anonymous) token|failed to (?:do request|authorize): |toomanyrequests: |"
    r"Error response from daemon: (?:Get|Head) \"?https?://)[^\n]{0,300}"
)
_PRISMA = re.compile(r"@prisma/client did not initialize yet\. Please run \"prisma generate\"[^\n]{0,100}")


def parse_machine(text: str) -> Iterator[Finding]:
    """Findings about the machine a tool ran on."""
    for tool, pattern in _PORTS:
        for match in pattern.finditer(text):
            value = match.groupdict().get("value")
            if tool == "django":
                address = _DJANGO_ADDRESS.search(text)
                value = (address["value"] or address["started"]) if address else None
            yield Finding(tool, "port_in_use", match[0], value=value, at=match.start())
    for pattern in (_COMMAND, _EXEC):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            value = next((groups[name] for name in ("sh", "name", "cmd", "spawn", "exec") if groups.get(name)), None)
            # npm 6 says that it could not spawn the shell when the program is missing.
            if value not in ("sh", "cmd"):
                yield Finding("npm", "build.command_missing", match[0].strip(), value=value, at=match.start())
    for match in _OPENSSL.finditer(text):
        yield Finding("node", "build.openssl", match[0], at=match.start())
        break
    for match in _DISK.finditer(text):
        yield Finding("node", "build.disk", match[0].strip(), at=match.start())
    for match in _FONTS.finditer(text):
        yield Finding("next", "build.registry", match[0], at=match.start())
    for match in _IMAGES.finditer(text):
        yield Finding("docker", "build.registry", match[0], at=match.start())
        break
    for match in _DATABASE.finditer(text):
        yield Finding("prisma", "build.registry", match[0], at=match.start())
    for match in _PRISMA.finditer(text):
        yield Finding("node", "build.config", match[0], value="prisma", at=match.start())
    for match in _ENGINE.finditer(text):
        value = next((group for name, group in match.groupdict().items() if name != "who" and group), None)
        yield Finding("node", "build.engine", match[0], value=value.strip() if value else None, at=match.start())
