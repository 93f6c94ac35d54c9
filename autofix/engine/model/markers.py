"""Text that a model could take for the frame of a conversation instead of what is said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.model.rewriting import Rewrite

# What a fence begins and ends with, however wide its signs are written.
FENCE = "<<<"
_FENCES = re.compile(
    r"[<‹＜〈«]{3,}[ \t]{0,4}/?[ \t]{0,4}(?:DATA|END|UNTRUSTED)\b|\b(?:DATA|END)\b[^\n]{0,80}[>›＞〉»]{3,}", re.I
)
# Control tokens of chat templates: ChatML, Llama 2 and 3, Mistral, Gemma, Phi, DeepSeek, Qwen, Command R, GLM, Claude.
_TOKENS = re.compile(
    r"<[|｜][^<>|｜\n]{1,60}[|｜]>|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT"
    r"|gMASK|sop)\]"
    r"|<</?SYS>>|</?(?:start_of_turn|end_of_turn|bos|eos|eot|pad|unk|system|developer|assistant|human"
    r"|instructions?|important"
    r"|tool_calls?|tool_response|tool_results?|function_calls?|function_results?|antml:\w{1,30}|think(?:ing)?"
    r"|scratchpad|reflection)\b[^<>\n]{0,120}>",
    re.I,
)
# At the start of a line of prose; in code these are keys and names.
_TURN = re.compile(
    r"^[ \t>*#]{0,8}(?P<who>Human|Assistant|System|User|Developer|AI|H|A|SYSTEM|USER|ASSISTANT"
    r"|(?:New )?Instructions?|Response|Prompt)[ \t*]{0,4}:(?=\s|$)",
    re.M,
)
_SPOKEN = re.compile(r"^[ \t]{0,8}(?P<who>Human|Assistant):(?=\s|$)", re.M)
_BRACKETS = str.maketrans({"<": "‹", ">": "›", "[": "⟦", "]": "⟧", "|": "¦", "＜": "‹", "＞": "›", "｜": "¦"})


def frame_markers(text: str, *, is_code: bool = False) -> Iterator[Rewrite]:
    """Control tokens, turns of a conversation and fences in ``text``, to be written with other brackets.

    They stay readable. Tags that a page or a component may have (``<system>``) are rewritten in code as well: an edit
    of such a line is refused, which is rarer than a model that takes one for its own.
    """
    for pattern in (_FENCES, _TOKENS):
        for found in pattern.finditer(text):
            yield Rewrite(found.start(), found.end(), found[0].translate(_BRACKETS), "marker")
    for found in (_SPOKEN if is_code else _TURN).finditer(text):
        yield Rewrite(found.start("who"), found.end("who"), f"‹{found['who']}›", "marker")
