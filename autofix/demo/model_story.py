"""The report that no recipe repairs: a model is asked, and what it answers has to be proven like anything else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autofix.demo.model import Answers
from autofix.demo.stories import Story


@dataclass(frozen=True)
class ModelStory:
    """``story``, and what the scripted model says in place of ``find`` in ``file``: first ``wrong``, then ``right``."""

    story: Story
    cause: str
    file: str
    find: str
    wrong: str
    right: str

    def answers(self) -> Answers:
        """What it says, by the purpose that it is asked for."""
        cause = {
            "verdict": "code_fix",
            "root_cause": self.cause,
            "reason": "The report names the line.",
            "located": [{"file": self.file, "line": 1}],
            "read": [self.file],
        }
        approach = {"title": "Close what is open", "explanation": "It builds again.", "files": [self.file]}
        return {
            "cause": [cause],
            "solution": [{"approaches": [approach]}],
            "edits": [self._edits(self.wrong), self._edits(self.right)],
        }

    def _edits(self, replace: str) -> dict[str, object]:
        edit = {"file": self.file, "find": self.find, "replace": replace, "why": "It is what was meant."}
        return {"edits": [edit], "new_files": []}


def proposals(calls: Sequence[Any]) -> list[str]:
    """The lines that the model proposed, the first one first; ``calls`` are those of the API, with their text."""
    return [
        json.loads(call["answer"])["edits"][0]["replace"].strip()
        for call in sorted(calls, key=lambda call: str(call["call_id"]))
        if call["purpose"] == "edits" and call["state"] == "answered"
    ]


def feedback(calls: Sequence[Any]) -> str:
    """What the model was told of its first proposal: the proof's own words, in one line; empty where there are none."""
    edits = [call for call in sorted(calls, key=lambda call: str(call["call_id"])) if call["purpose"] == "edits"]
    lines = edits[1]["messages"][-1]["content"].splitlines() if len(edits) > 1 else []
    fence = next((number for number, line in enumerate(lines) if line.startswith("<<<DATA")), None)
    return "" if fence is None else lines[fence + 1]


MODEL_STORIES = {
    "react-express": ModelStory(
        Story(
            "model",
            "A slip of syntax that no recipe repairs",
            (("web/src/App.jsx", "      .then(setItems);", "      .then(setItems;"),),
            "> stockroom-web@1.0.0 build\n> vite build\n\nvite v6.4.1 building for production...\ntransforming...\n"
            "✗ Build failed in 61ms\nerror during build:\n[vite:react-babel] /srv/stockroom/web/src/App.jsx: "
            'Unexpected token, expected "," (11:20)\nfile: /srv/stockroom/web/src/App.jsx:11:20\n',
            "verified",
        ),
        "A parenthesis is missing.",
        "web/src/App.jsx",
        "      .then(setItems;",
        "      .then((items) => await setItems(items));",
        "      .then(setItems);",
    ),
    "flask-static": ModelStory(
        Story(
            "model",
            "A slip of syntax that no recipe repairs",
            (("app.py", "    return jsonify(ITEMS)", "    return jsonify([item for item of ITEMS])"),),
            "$ python -m compileall -q .\n*** Error compiling './app.py'...\n  File \"./app.py\", line 22\n"
            "    return jsonify([item for item of ITEMS])\n                             ^^^^^^^\n"
            "SyntaxError: invalid syntax. Perhaps you forgot a comma?\n",
            "verified",
        ),
        "The loop of a list is written with 'of'.",
        "app.py",
        "    return jsonify([item for item of ITEMS])",
        "    return jsonify([item async for item in ITEMS])",
        "    return jsonify([item for item in ITEMS])",
    ),
}
