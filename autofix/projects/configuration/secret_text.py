"""Text with ``${NAME}`` in it, which the project's secrets fill when it is used and never before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class MissingSecretError(LookupError):
    """A text names secrets that the project does not have (any more)."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            f"the project has no secret named {', '.join(names)}; store it, or take its name out of the file"
        )
        self.names = names


@dataclass(frozen=True, repr=False)
class SecretText:
    """A template; printing it shows nothing of it. Fill it where it is used, and keep the result nowhere."""

    template: str

    @property
    def names(self) -> tuple[str, ...]:
        """The secrets it names, each once, in their order."""
        return tuple(dict.fromkeys(PLACEHOLDER.findall(self.template)))

    def fill(self, secrets: Mapping[str, str]) -> str:
        """The text with every ``${NAME}`` replaced; raises ``MissingSecretError``.

        ``secrets`` are the project's own, decrypted. What a secret holds is taken as it is: a ``${NAME}`` in
        it is not filled again.
        """
        if missing := tuple(name for name in self.names if name not in secrets):
            raise MissingSecretError(missing)
        return PLACEHOLDER.sub(lambda found: secrets[found[1]], self.template)

    def __repr__(self) -> str:
        return "SecretText(***)"
