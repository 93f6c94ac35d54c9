"""Packages whose binary a script would fetch: a later version of the same package brings it along.

Install scripts never run here, so bcrypt 5 does not load, and with it most servers that have logins. Its version 6 has
the same functions and its binaries in the package. What has no such version is left as it is.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from autofix.adapters.sandbox.output_files import UnsafeOutput, read_output

# The first version with its binaries in the package, and what to ask for.
_BRING_ALONG = {"bcrypt": ((6,), "6"), "argon2": ((0, 41), "0.43"), "sharp": ((0, 33), "0.33")}
_MAX_BYTES = 1024 * 1024
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,9}(?![0-9])")


def outdated(folder: Path, members: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Of what stands installed in ``folder`` and its ``members``: the place, what to ask for, and a note for people."""
    for member in ("", *members):
        for name, (first, wanted) in _BRING_ALONG.items():
            place = str(PurePosixPath(member) / "node_modules" / name)
            version = _version(folder, place)
            numbers = tuple(int(part) for part in _NUMBER.findall(version.split("-")[0]))
            if version and numbers < first:
                yield (
                    place,
                    f"{name}@{wanted}",
                    f"{name} {wanted} instead of {version}, whose binary a script would fetch",
                )


def replacing(npm: str, flags: str, places: Sequence[tuple[str, str]]) -> str:
    """The shell command, run in the folder of the install, that puts the package asked for in each place."""
    steps = []
    for number, (place, wanted) in enumerate(places):
        name = PurePosixPath(place).name
        # The repository names its folders.
        there, aside = shlex.quote(f"{{root}}/out/{place}"), f"{{root}}/tmp/native{number}"
        steps.append(
            f"mkdir -p {aside} && cd {aside} && '{npm}' install --no-save {flags} {wanted} && rm -rf {there} && "
            f"mv node_modules/{name} {there} && mkdir -p {there}/node_modules && "
            f"cp -R node_modules/. {there}/node_modules/"
        )
    return " && ".join(steps)


def _version(folder: Path, place: str) -> str:
    try:
        found = json.loads(read_output(folder, f"{place}/package.json", _MAX_BYTES)).get("version")
    except (UnsafeOutput, FileNotFoundError, ValueError, AttributeError, RecursionError):
        # It is not there, or a link to a package of the repository.
        return ""
    return found if isinstance(found, str) else ""
