"""A persona as the model hears it: the message that the engine begins every conversation with."""

from __future__ import annotations

from autofix.engine.model.prompts import system_message
from autofix.llm.profile import Profile

# What stands for the token that marks fences, which is another one for each fix.
TOKEN = "0" * 32


def rendered_as_json(profile: Profile) -> dict[str, object]:
    """The message with the figures that go along."""
    return {
        "messages": [{"role": "system", "content": system_message(TOKEN, profile.style)}],
        "model": profile.model,
        "temperature": profile.temperature,
        "max_tokens": profile.token_limit,
    }
