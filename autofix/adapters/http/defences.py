"""The defences of outgoing HTTP, one switch each, so that a test can show what each one stops."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Defences:
    """Which defences are up; all of them, always, outside the attack tests. No setting reaches it."""

    plain_addresses_only: bool = True
    encryption: bool = True
    public_addresses_only: bool = True
    connects_where_checked: bool = True
    redirects_refused: bool = True
    bounded: bool = True


ALL_UP = Defences()
