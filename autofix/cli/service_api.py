"""The service's API as the command asks it: the address and the token come from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autofix.env import Environment
from autofix.supervisor.service_file import read_service

SECONDS = 20.0


class NotAnswered(Exception):
    """The service did not do what was asked; says why, and what to do."""


class NotNamed(Exception):
    """The environment does not say which service, or with which token."""


@dataclass(frozen=True)
class ServiceApi:
    """One service, with one token."""

    address: str
    token: str = field(repr=False)

    @classmethod
    def of(cls, environment: Environment, public_url: str) -> ServiceApi:
        """The service at ``public_url``, else the one that runs on the data folder; raises ``NotNamed``."""
        token = environment.token
        if not token:
            raise NotNamed("a token is wanted; set AUTOFIX_TOKEN to one that may read projects")
        if not token.isascii() or not token.isprintable() or " " in token:
            raise NotNamed("AUTOFIX_TOKEN is no token: one word, as it was shown when it was made")
        running = read_service(environment.data)
        address = public_url or (running.address if running else "")
        if not address:
            raise NotNamed(
                f"no service runs on {environment.data}; start it, name its folder with --data, or set "
                "AUTOFIX_PUBLIC_URL to its address"
            )
        return cls(address.rstrip("/"), token)

    def call(self, method: str, path: str, query: Mapping[str, str | int] | None = None) -> Any:
        """What is in ``data`` of the answer; raises ``NotAnswered``."""
        # These take 0.3 s to load, and most commands ask no service.
        import httpx2

        from autofix.adapters.http.addresses import AddressRefused, endpoint_of
        from autofix.adapters.http.client import open_client
        from autofix.adapters.http.connections import Bounds, TooMuch

        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            # The user's own word for where it is; the token goes there and follows no redirect.
            bounds = Bounds(seconds=SECONDS, connect_seconds=SECONDS / 4, quiet_seconds=SECONDS)
            with open_client({endpoint_of(self.address)}, bounds) as client:
                answer = client.request(method, f"{self.address}/api/v1{path}", params=query or {}, headers=headers)
                told = answer.json()
        except (AddressRefused, TooMuch, httpx2.HTTPError) as error:
            raise NotAnswered(f"the service at {self.address} does not answer: {error}") from None
        except (ValueError, RecursionError):
            raise NotAnswered(f"what answers at {self.address} is no AutoFix service; check the address") from None
        if answer.status_code == 200 and isinstance(told, dict) and "data" in told:
            return told["data"]
        refusal = told.get("error") if isinstance(told, dict) else None
        said = refusal.get("message") if isinstance(refusal, dict) else "it gives no reason"
        raise NotAnswered(f"the service at {self.address} says no ({answer.status_code}): {said}")
