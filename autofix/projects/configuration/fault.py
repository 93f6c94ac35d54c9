"""One refusal of the schema, with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema.exceptions import ValidationError

from autofix.projects.configuration.document import Document
from autofix.projects.configuration.problem import ConfigurationProblem, Path, dotted, shown


@dataclass(frozen=True)
class Fault:
    """``given`` at ``path`` is refused by ``keyword`` of ``part``, the piece of the schema that counts there."""

    document: Document
    path: Path
    given: Any
    keyword: str
    limit: Any
    part: Mapping[str, Any]
    is_about_a_name: bool

    @classmethod
    def of(cls, document: Document, error: ValidationError) -> Fault:
        """The fault that the validator found."""
        part = error.schema if isinstance(error.schema, dict) else {}
        is_about_a_name = "propertyNames" in error.absolute_schema_path
        path: Path = tuple(error.absolute_path)
        return cls(document, path, error.instance, str(error.validator), error.validator_value, part, is_about_a_name)

    @property
    def subject(self) -> str:
        """What a message is about."""
        return dotted(self.path) or "the top level"

    @property
    def given_in_words(self) -> str:
        """The value for a message; that of a secret-bearing field stays unsaid."""
        if "x-secret" in self.part and not isinstance(self.given, list | dict):
            return "something else"
        return shown(self.given)

    @property
    def title(self) -> str:
        """What is wanted."""
        return str(self.part.get("title", "a value that fits"))

    @property
    def examples(self) -> str:
        """The suggestion that names values that are right."""
        examples = self.part.get("examples", ())
        return f"such as {', '.join(map(str, examples[:4]))}" if examples else ""

    def at_value(self, message: str, suggestion: str) -> ConfigurationProblem:
        """A problem where the value stands."""
        place = self.document.places[self.path]
        return ConfigurationProblem(place.line, place.column, dotted(self.path), message, suggestion)

    def at_key(self, key: str, message: str, suggestion: str) -> ConfigurationProblem:
        """A problem where ``key`` of this mapping stands, or where the mapping begins when the key is missing."""
        path = (*self.path, key)
        place = self.document.places.get(path) or self.document.places[self.path]
        return ConfigurationProblem(place.key_line, place.key_column, dotted(path), message, suggestion)
