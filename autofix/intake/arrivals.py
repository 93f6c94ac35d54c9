"""What has arrived and is not stored yet."""

from __future__ import annotations

from dataclasses import dataclass

GITHUB, SDK = "github", "sdk"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One signal to be; ``payload`` is JSON. ``delivery`` makes it the same signal when it is sent again."""

    id: str
    tenant_id: str
    project_id: str
    source: str
    kind: str
    delivery: str
    payload: bytes
    correlation: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The order in which rows are inserted: writers that share it cannot wait for each other in a circle."""
        return self.tenant_id, self.project_id, self.source, self.delivery
