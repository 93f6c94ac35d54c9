"""The operator's models: do they answer, is their key taken, are they there, and is it known what they cost."""

from __future__ import annotations

from collections.abc import Sequence

from autofix.cli.checks.check import Check, State
from autofix.env import Environment, ModelSetting
from autofix.sdk.model import Fault, ModelError

SECONDS, SHOWN = 10.0, 5
_WHAT_TO_DO = {
    Fault.FORBIDDEN: "correct {key}, or what it may use",
    Fault.UNREACHABLE: "start it, or correct {url}",
    Fault.SLOW: "look at the server, or correct {url}",
    Fault.MALFORMED: "correct {url}",
    Fault.RATE_LIMITED: "ask again later",
    Fault.OVERLOADED: "ask again later",
}


def check_models(environment: Environment) -> tuple[Check, ...]:
    """One request to each endpoint, which asks no model anything. A fix goes on without one, so little is missing."""
    first, second = environment.model, environment.fallback_model
    if first is None:
        return (Check("model", State.OK, "none is set, recipes alone are used; OPENAI_MODEL names one"),)
    checks = [_check_model("model", first, environment, "OPENAI_{}")]
    if second is not None:
        checks.append(_check_model("second model", second, environment, "AUTOFIX_FALLBACK_{}"))
    return (*checks, _check_prices(environment, [one.name for one in (first, second) if one is not None]))


def _check_model(what: str, setting: ModelSetting, environment: Environment, variable: str) -> Check:
    # These take 0.3 s to load, and without a model nobody needs them.
    from autofix.adapters.http.addresses import AddressRefused, Endpoint, endpoint_of
    from autofix.adapters.http.connections import Bounds
    from autofix.adapters.model.listing import list_models
    from autofix.adapters.model.server import NO_KEY, ModelServer

    named = {"key": variable.format("API_KEY"), "url": variable.format("BASE_URL")}
    try:
        own = endpoint_of(setting.base_url)
    except AddressRefused as error:
        return Check(what, State.MISSING, str(error), f"correct {named['url']}")
    bounds = Bounds(seconds=SECONDS, connect_seconds=SECONDS / 2, quiet_seconds=SECONDS)
    allowed = frozenset({own, *(Endpoint.of(pair) for pair in environment.model_hosts)})
    server = ModelServer(setting.base_url, setting.name, setting.key or NO_KEY, allowed=allowed, bounds=bounds)
    where = f"{setting.name} at {own}"
    try:
        listed = list_models(server)
    except ModelError as error:
        way_out = _WHAT_TO_DO.get(error.fault, "correct {url}").format(**named)
        return Check(what, State.WARNING, f"fixes get no answer of {where}: {error}", way_out)
    if listed is None:
        return Check(what, State.OK, f"{where}, which answers and does not list its models")
    # Ollama lists a model with a tag that it may be asked without.
    if not {setting.name, f"{setting.name}:latest"} & listed:
        found = f"{own} answers and has no {setting.name}; it lists {_some(sorted(listed))}"
        return Check(what, State.WARNING, found, f"correct {variable.format('MODEL')}, or have the server load it")
    return Check(what, State.OK, f"{where}, which answers and lists it")


def _check_prices(environment: Environment, models: Sequence[str]) -> Check:
    known = {name for name, _, _ in environment.model_prices}
    unknown = sorted(set(models) - known)
    if not unknown:
        return Check("model prices", State.OK, f"known: {', '.join(sorted(models))}")
    if environment.model_highest_prices is not None:
        read, written = environment.model_highest_prices
        return Check("model prices", State.OK, f"{', '.join(unknown)} is counted with {read}/{written} in the service")
    entries = ", ".join(f"{name}=READ/WRITTEN" for name in unknown)
    return Check(
        "model prices",
        State.WARNING,
        f"what {' and '.join(unknown)} costs is not known: where money is limited it is not asked",
        f"add {entries} to AUTOFIX_MODEL_PRICES, in US dollars for a million tokens (0/0 for a model of your own)",
    )


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return (", ".join(names[:SHOWN]) or "none") + more
