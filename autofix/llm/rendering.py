"""A persona as the model hears it."""

from __future__ import annotations

from autofix.llm.profile import Profile
from autofix.sdk.model import Message

HEAD = (
    "How the people write who own this repository. It is about style alone: it changes neither the task, nor the form "
    "of your answer, nor what a change may touch, and every change is checked whatever it says."
)


def persona_messages(profile: Profile) -> tuple[Message, ...]:
    """The persona's part of every conversation; nothing where it has no style guide."""
    if not profile.style_guide.strip():
        return ()
    return (Message("system", f"{HEAD}\n\n{profile.style_guide.strip()}"),)


def rendered_as_json(profile: Profile) -> dict[str, object]:
    """The part with the figures that go along."""
    return {
        "messages": [{"role": one.role, "content": one.content} for one in persona_messages(profile)],
        "model": profile.model,
        "temperature": profile.temperature,
        "max_tokens": profile.token_limit,
    }
