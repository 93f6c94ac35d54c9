"""Which stand-ins are tried for an application, the fewest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from autofix.engine.prove.standins.asked import Asked, names_asked
from autofix.engine.prove.standins.drivers import MONGODB, PORTS, POSTGRESQL, SHOWN, Wanted, stores_wanted
from autofix.engine.prove.standins.preparations import preparations
from autofix.engine.prove.standins.sources import Sources
from autofix.engine.prove.standins.standins import StandIns, Store, script
from autofix.engine.prove.standins.values import DATABASE, addresses, made_up
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.sandbox import Sandbox
from autofix.sdk.servers import ServerMissing, Servers
from autofix.sdk.workspace import Application

# The role and the database that a driver takes where nothing is said: the sandbox's user.
IMPLIED = "job"


def ladder(
    workspace: Snapshot, application: Application, sandbox: Sandbox, servers: Servers | None, port: int | None
) -> tuple[StandIns, ...]:
    """The steps for ``application``, which may itself want ``port``: at least one, each giving more than the last.

    The first has the stores that the code cannot do without, with their addresses. The second adds secrets, numbers
    and the repository's own migrations, and takes PostgreSQL where the code would take SQLite as well.
    """
    sources = Sources(workspace, application)
    wanted = stores_wanted(sources)
    asked = names_asked(sources.code)
    own = {port, application.port} - {None}
    may_have = frozenset(kind for kind in wanted.kinds if PORTS[kind] not in own)
    needed = frozenset(kind for kind in may_have if kind != POSTGRESQL or not wanted.is_file)
    commands = preparations(sources)
    steps = []
    for kinds, is_last in ((needed, False), (may_have, True)):
        stores, missing = _stores(kinds, wanted, sandbox, servers)
        values = addresses(asked, kinds, wanted, application.framework)
        unset = [one for one in asked if one.name not in sources.loaded_values]
        secrets = made_up(unset, values) if is_last else {}
        has_database = any(store.kind == POSTGRESQL for store in stores)
        prepare = commands if has_database or (is_last and wanted.is_file) else ()
        given = {**values, **secrets}
        steps.append(
            StandIns(
                stores=stores,
                values=given,
                made_up=tuple(secrets),
                prepare=prepare,
                lacking=(*wanted.lacking, *missing, *_far(wanted, values)),
                left=tuple(_left(unset, given)),
            )
        )
    return tuple(steps) if steps[0] != steps[1] else (steps[0],)


def _far(wanted: Wanted, values: Mapping[str, str]) -> list[str]:
    """The machines that the code names itself, where no value says another place."""
    schemes = {value.partition(":")[0].partition("+")[0] for value in values.values()}
    return [place for kind, places in wanted.far.items() if kind not in schemes for place in places]


def _left(asked: Iterable[Asked], given: Iterable[str]) -> Sequence[str]:
    known = set(given)
    unset = (one.name for one in asked if one.default is None and one.name not in known)
    # A word in small letters may stand in a log for anything.
    return list(dict.fromkeys(name for name in unset if name.isupper()))


def _stores(
    kinds: frozenset[str], wanted: Wanted, sandbox: Sandbox, servers: Servers | None
) -> tuple[tuple[Store, ...], list[str]]:
    """The stores that can be started, and what stands in the way of the others."""
    # Where jobs share this machine's network, its own servers listen on these ports.
    if sandbox.shares_network:
        return (), [f"{SHOWN[kind]} (this sandbox shares the network of the machine)" for kind in sorted(kinds)]
    stores, missing = [], []
    for kind in sorted(kinds):
        if kind == MONGODB:
            stores.append(Store(kind, {"port": PORTS[kind], "source": script("mongodb.py")}))
            continue
        try:
            if servers is None:
                raise ServerMissing("none was given")
            programs = servers.programs(kind)
        except ServerMissing as error:
            missing.append(f"{SHOWN[kind]} ({error})")
            continue
        settings: dict[str, object] = {"port": PORTS[kind], "folder": programs.folder}
        if kind == POSTGRESQL:
            settings["encryption"] = script("encryption.py") if wanted.is_encrypted else ""
            settings["roles"] = list(dict.fromkeys((IMPLIED, *wanted.roles)))
            settings["databases"] = list(dict.fromkeys((DATABASE, IMPLIED, *wanted.databases)))
        stores.append(Store(kind, settings, programs.mounts))
    return tuple(stores), missing
