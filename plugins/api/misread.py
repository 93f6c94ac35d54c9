"""A base that falls back to its default, as its variable is set under a name that the code does not read."""

from __future__ import annotations

import re

from autofix.sdk import Call
from plugins.api.cause import Cause, Remedy
from plugins.api.client import place_of
from plugins.api.contract import Contract
from plugins.api.report import Request, port_of
from plugins.api.unset import alike_names, read_names, renamed_reads, set_values

_URL = re.compile(r"['\"]?(?P<url>https?://[^\s'\"]+)")


def find_misread(contract: Contract, request: Request, callers: list[Call]) -> Cause | None:
    """The variable that the caller's base reads and nothing sets, where one of nearly its name leads to the route."""
    if not callers or not request.is_local:
        return None
    workspace, call = contract.workspace, callers[0]
    files = {call.file, *(piece.file for piece in call.pieces if piece.file)}
    said = set_values(workspace, call.file)
    found = []
    for file in sorted(files):
        for name in read_names(workspace, file) - said.keys():
            alike = [
                other for other in alike_names(name, said, workspace, file) if _leads(contract, said[other][1], request)
            ]
            found += [(file, name, other) for other in alike]
    if len(found) != 1:
        return None
    file, name, meant = found[0]
    title = f"Read {meant}, which {said[meant][0]} sets"
    sentence = f"{name}, which the base is read from, is set nowhere, so that its default is asked: {request.base}."
    remedy = Remedy(
        "environment_name", title, (renamed_reads(workspace, file, name, meant, title),), "client", asked=request.path
    )
    return Cause(
        "value_unset", sentence, place_of(call), (remedy,), application=next(iter(contract.applications), None)
    )


def _leads(contract: Contract, value: str, request: Request) -> bool:
    """Whether a value is the address of a server of this repository that the request did not go to."""
    named = _URL.match(value.strip())
    port = port_of(named["url"]) if named else None
    serving = contract.on_port(port)
    return port != request.port and bool(contract.matching(request.path, request.method, serving))
