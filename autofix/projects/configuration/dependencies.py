"""Whether the services' dependencies make sense together: every name known and given once, no circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from autofix.projects.configuration.document import Document
from autofix.projects.configuration.entries import at, mappings
from autofix.projects.configuration.problem import ConfigurationProblem, Path, did_you_mean, shown

# From a service's name to the services it needs, each with the place of its name.
Graph = Mapping[str, Mapping[str, Path]]


def dependency_problems(document: Document) -> Iterator[ConfigurationProblem]:
    """Names given twice, names of no service, and every circle once."""
    first: dict[str, int] = {}
    for index, service in mappings(document.value, "services"):
        name = service.get("name")
        if not isinstance(name, str):
            continue
        if name in first:
            message = f"services[{index}].name is {shown(name)}, as services[{first[name]}].name is"
            yield at(document, ("services", index, "name"), message, "give each service a name of its own")
        first.setdefault(name, index)
    yield from _unknown(document, first)
    yield from _circles(document, _graph(document, first))


def _unknown(document: Document, names: Mapping[str, int]) -> Iterator[ConfigurationProblem]:
    for index, service in mappings(document.value, "services"):
        seen = set()
        for place, dependency in mappings(service, "depends_on"):
            wanted = dependency.get("service")
            if not isinstance(wanted, str):
                continue
            path = ("services", index, "depends_on", place, "service")
            subject = f"services[{index}].depends_on[{place}].service"
            if wanted not in names:
                way_out = did_you_mean(wanted, names) or "add the service, or take the dependency out"
                yield at(document, path, f"{subject} is {shown(wanted)}, which is no service of this file", way_out)
            elif wanted in seen:
                yield at(document, path, f"{subject} is {shown(wanted)} again", "name each dependency once")
            seen.add(wanted)


def _graph(document: Document, names: Mapping[str, int]) -> Graph:
    graph: dict[str, dict[str, Path]] = {name: {} for name in names}
    for index, service in mappings(document.value, "services"):
        name = service.get("name")
        if not isinstance(name, str):
            continue
        for place, dependency in mappings(service, "depends_on"):
            wanted = dependency.get("service")
            if isinstance(wanted, str) and wanted in names:
                path = ("services", index, "depends_on", place, "service")
                graph[name].setdefault(wanted, path)
    return graph


def _circles(document: Document, graph: Graph) -> Iterator[ConfigurationProblem]:
    done: set[str] = set()
    for start in graph:
        way: list[str] = []
        on_way: set[str] = set()
        todo: list[tuple[str, bool]] = [(start, False)]
        while todo:
            name, is_left = todo.pop()
            if is_left:
                on_way.discard(way.pop())
                done.add(name)
            elif name not in done and name not in on_way:
                way.append(name)
                on_way.add(name)
                todo.append((name, True))
                for wanted in graph[name]:
                    if wanted in on_way:
                        yield _circle(document, [*way[way.index(wanted) :], wanted], graph[name][wanted])
                todo.extend((wanted, False) for wanted in reversed(list(graph[name])))


def _circle(document: Document, names: list[str], path: Path) -> ConfigurationProblem:
    shortened = names if len(names) <= 12 else [*names[:10], "…", names[-1]]
    message = f"the services need one another in a circle: {' -> '.join(shortened)}"
    return at(document, path, message, "take out one of these dependencies")
