"""A tool of the repository's own ecosystem that may mend what it reported, such as ``eslint --fix``."""

from __future__ import annotations

from dataclasses import dataclass

from autofix.sdk.candidate import Risk


@dataclass(frozen=True)
class Fixer:
    """What the engine may run in the sandbox where no candidate is verified.

    ``argv`` is run in the folder ``root``, with the dependencies that the manifest there declares and with ``tools``,
    and gets ``stdin``; ``ecosystem`` is ``npm`` or ``pip``. It changes files in place. Of all that it leaves behind
    only ``files`` (of the repository, changed and not new) are read, and what it prints is not. ``name`` ends up in
    the candidate's strategy and ``title`` names the change; gates and proof judge that like any other.
    """

    name: str
    title: str
    ecosystem: str
    root: str
    argv: tuple[str, ...]
    files: tuple[str, ...]
    stdin: bytes = b""
    tools: tuple[str, ...] = ()
    risk: Risk = Risk.CURSORY_REVIEW
