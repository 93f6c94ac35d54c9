"""Reading ``.autofix.yml``: either a whole configuration, or everything that is wrong with the file."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable

from autofix.projects.configuration.agreement import agreement_problems
from autofix.projects.configuration.build import build
from autofix.projects.configuration.configuration import Configuration
from autofix.projects.configuration.dependencies import dependency_problems
from autofix.projects.configuration.document import read_document
from autofix.projects.configuration.known import Known
from autofix.projects.configuration.problem import MAX_PROBLEMS, ConfigurationError, ConfigurationProblem
from autofix.projects.configuration.shape import shape_problems
from autofix.projects.configuration.text import read_text
from autofix.projects.configuration.values import Names, value_problems


def load_configuration(text: str | bytes, secrets: Collection[str] | None, known: Known | None = None) -> Configuration:
    """The configuration that ``text`` describes; raises ``ConfigurationError`` with every problem.

    The caller reads the file from the default branch alone, and bounds what it says with ``limit``.
    ``secrets`` are the names of the project's secrets; None where they are not known, and any name is taken.
    ``known`` are the names that plugins add to.
    """
    known = known or Known()
    document = read_document(read_text(text))
    problems = _first_of_each_place(
        itertools.chain(
            document.problems,
            value_problems(document, Names(known, secrets)),
            shape_problems(document),
            agreement_problems(document, known),
            dependency_problems(document),
        )
    )
    if problems:
        raise ConfigurationError(problems)
    return build(document.value, known)


def _first_of_each_place(found: Iterable[ConfigurationProblem]) -> list[ConfigurationProblem]:
    problems: dict[tuple[int, int, str], ConfigurationProblem] = {}
    for problem in found:
        if len(problems) == MAX_PROBLEMS:
            last = max(problems.values(), key=lambda problem: problem.place)
            more = "there are more problems than are listed"
            return [*problems.values(), ConfigurationProblem(last.line, last.column, "", more, "correct these first")]
        problems.setdefault((problem.line, problem.column, problem.path), problem)
    return list(problems.values())
