"""Which models an endpoint lists: one cheap request, which costs nothing and shows whether the key is taken."""

from __future__ import annotations

import json

import httpx2

from autofix.adapters.http.addresses import AddressRefused, check_url
from autofix.adapters.http.client import open_client
from autofix.adapters.http.connections import TooMuch
from autofix.adapters.model.faults import fault_of, read_refusal, words_of
from autofix.adapters.model.server import ModelServer
from autofix.sdk.model import Fault, ModelError

MAX_NAME = 200


def list_models(server: ModelServer) -> frozenset[str] | None:
    """The names of the models at ``server``; None where it takes the address and keeps no such list.

    Raises ``ModelError``. A key that is wrong shows only where the endpoint looks at it for this.
    """
    try:
        check_url(server.base_url, server.allowed)
        headers = {**server.headers, "Authorization": f"Bearer {server.key}", "User-Agent": "autofix"}
        with open_client(server.allowed, server.bounds) as client:
            answer = client.get(f"{server.base_url}/models", headers=headers)
    except AddressRefused as error:
        raise ModelError(Fault.FORBIDDEN, str(error)) from None
    except TooMuch as error:
        raise ModelError(Fault.MALFORMED, f"its list of models is too long: {error}") from None
    except httpx2.TimeoutException:
        raise ModelError(Fault.SLOW, f"it did not answer in {server.bounds.seconds:g} s") from None
    except httpx2.HTTPError as error:
        raise ModelError(Fault.UNREACHABLE, f"it cannot be reached ({error or type(error).__name__})") from None
    if answer.status_code in (404, 405):
        return None
    if answer.status_code != 200:
        refusal = read_refusal(answer.status_code, answer.text)
        fault, said = fault_of(refusal)
        words = words_of(refusal, server.key)
        raise ModelError(fault, f"{said}: {words}" if words else said)
    return _names(answer.text)


def _names(body: str) -> frozenset[str]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    listed = told.get("data") if isinstance(told, dict) else told
    if not isinstance(listed, list):
        raise ModelError(
            Fault.MALFORMED, "what it answers is no list of models; check the base URL, which often ends with /v1"
        )
    names = {one.get("id") for one in listed if isinstance(one, dict)}
    return frozenset(name for name in names if isinstance(name, str) and name.isprintable() and len(name) <= MAX_NAME)
