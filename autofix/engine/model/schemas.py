"""The three answers a model is asked for, as JSON Schema.

They keep to what every endpoint's strict mode takes (OpenAI, "Structured model outputs"): each property is
required, none besides is allowed, and an optional one may be null. Bounds on sizes are the engine's own to hold.
"""

from __future__ import annotations

from collections.abc import Mapping

VERDICTS = ("code_fix", "action_recommended", "not_code")

Schema = Mapping[str, object]


def _object(**properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


def _text(meaning: str) -> dict[str, object]:
    return {"type": "string", "description": meaning}


# What is wrong, where, and whether code of this repository is to blame.
CAUSE: Schema = _object(
    verdict={"type": "string", "enum": list(VERDICTS)},
    root_cause=_text("The cause in one sentence."),
    reason=_text("Why this verdict; unless it is code_fix, what a person should do instead."),
    located=_list(_object(file=_text("A path as it was shown."), line={"type": "integer"})),
    read=_list(_text("A path from the list of files that has to be read before the cause is sure; else none.")),
)

# Ways to repair it, the best first.
SOLUTION: Schema = _object(
    approaches=_list(
        _object(
            title=_text("What it does, in a few words and the imperative."),
            explanation=_text("Why the failure is gone then, and what else it touches."),
            files=_list(_text("A path that it changes.")),
        )
    ),
)

# One way, as edits.
EDITS: Schema = _object(
    edits=_list(
        _object(
            file=_text("A path as it was shown."),
            find=_text("Whole lines as they were shown, enough of them to stand once in the file."),
            replace=_text("What stands there instead."),
            why=_text("The reason in one sentence."),
        )
    ),
    new_files=_list(
        _object(
            file=_text("A path that does not exist yet."),
            content=_text("All of it."),
            why=_text("The reason in one sentence."),
        )
    ),
)
