"""The engine with its adapters: what every door that repairs opens in the same way."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cached_property

from autofix.engine.plugins import Plugins, load_plugins
from autofix.engine.progress import Progress
from autofix.engine.prove.prover import Bench
from autofix.env import Environment, ModelSetting, SettingError
from autofix.sdk.model import Model
from autofix.sdk.sandbox import SandboxError
from autofix.sdk.servers import ServerPrograms, Servers

BUILT_IN = (
    "plugins.cors",
    "plugins.api",
    "plugins.build",
    "plugins.runtime",
    "plugins.failed_tests",
    "plugins.types",
    "plugins.platforms.local",
)
NOTHING_RUN = "nothing of the repository was run"


def open_plugins(environment: Environment) -> Plugins:
    """The plugins in force."""
    return load_plugins(BUILT_IN, environment.disabled_plugins)


class ServersWhenAsked:
    """The embedded servers. Their package takes 0.2 s to load, and few repairs need one."""

    @cached_property
    def _servers(self) -> Servers:
        from autofix.adapters.embedded.shown import EmbeddedServers

        return EmbeddedServers()

    def programs(self, name: str) -> ServerPrograms:
        """The programs of ``postgresql`` or ``redis``; raises ``ServerMissing``."""
        return self._servers.programs(name)


@contextlib.contextmanager
def open_bench(environment: Environment, may_install: bool, progress: Progress) -> Iterator[tuple[Bench | None, str]]:
    """What proofs are made with, or None with the reason why nothing can be run here."""
    # These cost 0.1 s, and only a repair that runs something needs them.
    from autofix.adapters.checkouts import Checkouts
    from autofix.adapters.packages import PackageProvider
    from autofix.adapters.sandbox import open_sandbox

    try:
        sandbox = open_sandbox(environment.sandbox_allow, environment.private_registries)
    except SandboxError as error:
        yield None, f"{NOTHING_RUN}: {error}"
        return
    if not sandbox.is_strong:
        progress.step("sandbox", f"bubblewrap does not work here; using the weaker backend '{sandbox.name}' as allowed")
    with Checkouts() as checkouts:
        packages = PackageProvider(sandbox, environment.cache / "packages")
        yield Bench(sandbox, packages, checkouts, may_install, ServersWhenAsked()), ""


def open_model(environment: Environment) -> Model | None:
    """The operator's model, with the second one behind it; None where none is set. One for each repair.

    Raises ``SettingError``.
    """
    if environment.model is None:
        return None
    # These cost a second, and few repairs come to ask.
    from autofix.adapters.http.addresses import AddressRefused, Endpoint, endpoint_of
    from autofix.adapters.model.fallback import Fallback
    from autofix.adapters.model.openai_model import OpenAIModel
    from autofix.adapters.model.persistent import Persistent
    from autofix.adapters.model.server import NO_KEY, ModelServer
    from autofix.sdk.model import Prices

    hosts = frozenset(Endpoint.of(pair) for pair in environment.model_hosts)
    prices = {name: Prices(read, written) for name, read, written in environment.model_prices}

    def opened(setting: ModelSetting) -> Model:
        # The operator's own address may be on this machine; this model alone may reach it.
        try:
            allowed = hosts | {endpoint_of(setting.base_url)}
        except AddressRefused as error:
            raise SettingError(f"the address of the model {setting.name}: {error}") from None
        key = setting.key or NO_KEY
        server = ModelServer(setting.base_url, setting.name, key, prices.get(setting.name), allowed)
        return Persistent(OpenAIModel(server))

    first = opened(environment.model)
    return Fallback(first, opened(environment.fallback_model)) if environment.fallback_model else first
