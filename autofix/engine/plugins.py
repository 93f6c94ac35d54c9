"""Loading plugins, and one typed call per hook with each plugin isolated.

Built-in plugins and those of third parties (entry points of the group
``autofix``) are registered alike. A plugin that raises, or answers something
else than the hook promises, is recorded and left out of that call; the others go on.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pluggy

from autofix.sdk import hookspecs
from autofix.sdk.candidate import Candidate
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.fixer import Fixer
from autofix.sdk.hookspecs import Plugin
from autofix.sdk.platform import Platform
from autofix.sdk.problem import Problem
from autofix.sdk.project_type import ProjectType
from autofix.sdk.proof import CommandProbe, ContractProbe, Probe
from autofix.sdk.workspace import Workspace

ENTRY_POINTS = "autofix"
T = TypeVar("T")


class PluginError(Exception):
    """A plugin cannot be loaded: it names a hook that does not exist, or does not describe itself."""


@dataclass(frozen=True)
class PluginFailure:
    """A call that a plugin answered by raising or with something else than was asked."""

    plugin: str
    hook: str
    message: str


@dataclass
class Plugins:
    """The loaded plugins; ``failures`` grows as calls fail."""

    manager: pluggy.PluginManager
    described: dict[str, Plugin] = field(default_factory=dict)
    failures: list[PluginFailure] = field(default_factory=list)

    def can_handle(self, problem: Problem) -> list[tuple[int, str]]:
        """How sure each plugin is, the surest first, those that are not at all left out."""
        sure = []
        for name in self.described:
            answer = self._call(name, "can_handle", int, problem=problem)
            if answer:
                sure.append((answer, name))
        return sorted(sure, key=lambda pair: (-pair[0], pair[1]))

    def analyze(self, name: str, problem: Problem, workspace: Workspace) -> Diagnosis | None:
        """The diagnosis of the plugin ``name``."""
        return self._call(name, "analyze", Diagnosis, problem=problem, workspace=workspace)

    def generate(self, problem: Problem, diagnosis: Diagnosis, workspace: Workspace) -> list[tuple[str, Candidate]]:
        """The candidates of every plugin that works on the diagnosis' family, with the plugin's name."""
        found: list[tuple[str, Candidate]] = []
        for name in self._working_on(diagnosis.family):
            made = self._call_many(
                name, "generate", Candidate, problem=problem, diagnosis=diagnosis, workspace=workspace
            )
            found.extend((name, candidate) for candidate in made)
        return found

    def validate(
        self, problem: Problem, diagnosis: Diagnosis, candidate: Candidate, workspace: Workspace
    ) -> list[Probe | CommandProbe | ContractProbe]:
        """The probes of every plugin that works on the family: nobody's candidate picks its own judge."""
        found: list[Probe | CommandProbe | ContractProbe] = []
        for name in self._working_on(diagnosis.family):
            found += self._call_many(
                name,
                "validate",
                (Probe, CommandProbe, ContractProbe),
                problem=problem,
                diagnosis=diagnosis,
                candidate=candidate,
                workspace=workspace,
            )
        return found

    def fixers(self, problem: Problem, diagnosis: Diagnosis, workspace: Workspace) -> list[Fixer]:
        """The fixers that every plugin which works on the family names."""
        values = {"problem": problem, "diagnosis": diagnosis, "workspace": workspace}
        return [
            fixer
            for name in self._working_on(diagnosis.family)
            for fixer in self._call_many(name, "fixers", Fixer, **values)
        ]

    def platform(self, name: str, folder: Path) -> Platform | None:
        """The platform called ``name``, of the first plugin that provides it, working in ``folder``."""
        for plugin in self.described:
            answer = self._call(plugin, "provide_platform", Platform, name=name, folder=folder)  # type: ignore[type-abstract]
            if answer is not None:
                return answer
        return None

    def project_types(self) -> list[ProjectType]:
        """Those of every plugin; of two by one name the first."""
        found = [kind for name in self.described for kind in self._call_many(name, "project_types", ProjectType)]
        return list({kind.name: kind for kind in reversed(found)}.values())[::-1]

    def detect(self, kind: ProjectType, workspace: Workspace) -> int:
        """How sure ``kind`` is that the repository is one of it; a detection that raises is recorded."""
        try:
            return int(kind.detect(workspace))
        except Exception as error:  # noqa: BLE001 - a plugin may raise anything; it is recorded
            self._fail(kind.name, "project_types", error)
            return 0

    def _working_on(self, family: str) -> list[str]:
        return [name for name, plugin in self.described.items() if family in plugin.families]

    def _call(self, name: str, hook: str, wanted: type[T], /, **values: object) -> T | None:
        function = self._function(name, hook)
        if function is None:
            return None
        try:
            answer = function(**values)
            if answer is not None and not isinstance(answer, wanted):
                raise TypeError(f"answered {type(answer).__name__}, not {wanted.__name__}")
        except Exception as error:  # noqa: BLE001 - a plugin may raise anything; it is recorded
            self._fail(name, hook, error)
            return None
        return answer

    def _call_many(self, name: str, hook: str, wanted: type[T] | tuple[type[T], ...], /, **values: object) -> list[T]:
        function = self._function(name, hook)
        if function is None:
            return []
        try:
            answer = function(**values)
            items: list[object] = list(answer) if isinstance(answer, Iterable) else []
            wrong = [item for item in items if not isinstance(item, wanted)]
            if wrong:
                expected = wanted if isinstance(wanted, tuple) else (wanted,)
                raise TypeError(f"gave {type(wrong[0]).__name__}, not {' or '.join(one.__name__ for one in expected)}")
        except Exception as error:  # noqa: BLE001 - a plugin may raise anything; it is recorded
            self._fail(name, hook, error)
            return []
        return [item for item in items if isinstance(item, wanted)]

    def _function(self, name: str, hook: str) -> Callable[..., object] | None:
        caller: pluggy.HookCaller = getattr(self.manager.hook, hook)
        for implementation in caller.get_hookimpls():
            if implementation.plugin_name == name:
                function, accepted = implementation.function, set(implementation.argnames)
                return lambda **values: function(**{k: v for k, v in values.items() if k in accepted})
        return None

    def _fail(self, name: str, hook: str, error: Exception) -> None:
        self.failures.append(PluginFailure(name, hook, f"{type(error).__name__}: {error}"))


def load_plugins(
    built_in: Sequence[str], disabled: frozenset[str] = frozenset(), extra: Sequence[object] = ()
) -> Plugins:
    """Register the modules ``built_in``, the installed entry points and ``extra``.

    A name in ``disabled`` is left out. A third party's plugin that cannot be
    loaded is recorded and skipped; raises ``PluginError`` when a built-in one
    cannot, or when a hook is misspelt.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(manager)
    for module in built_in:
        _register(plugins, importlib.import_module(module), disabled)
    for entry in importlib.metadata.entry_points(group=ENTRY_POINTS):
        try:
            _register(plugins, entry.load(), disabled)
        except Exception as error:  # noqa: BLE001 - any third party's import error
            plugins.failures.append(PluginFailure(entry.name, "load", f"{type(error).__name__}: {error}"))
    for plugin in extra:
        _register(plugins, plugin, disabled)
    return plugins


def _register(plugins: Plugins, plugin: object, disabled: frozenset[str]) -> None:
    describe = getattr(plugin, "describe", None)
    described = describe() if callable(describe) else None
    if not isinstance(described, Plugin):
        raise PluginError(f"{plugin!r} does not describe itself: its hook describe() must answer a Plugin")
    if described.name in disabled:
        return
    if described.name in plugins.described:
        raise PluginError(f"two plugins are called {described.name}")
    try:
        plugins.manager.register(plugin, name=described.name)
        plugins.manager.check_pending()
    except pluggy.PluginValidationError as error:
        if plugins.manager.is_registered(plugin):
            plugins.manager.unregister(plugin)
        raise PluginError(str(error)) from error
    plugins.described[described.name] = described
