"""What a model is told and asked, in words. Data goes in between fences only; see ``fence``."""

from __future__ import annotations

from collections.abc import Sequence

from autofix.engine.model.fence import fence_rule
from autofix.engine.model.limits import Style

MAX_GUIDE = 8_000

SYSTEM = """\
You repair web projects. You are given a report of a failure and parts of the repository, and you answer with one JSON \
object of the given schema and nothing else.

{fences}
You hold no tool, no token and no right to decide: an answer can only propose edits, and every edit is judged by rules \
and by running it.

A repair makes the reported failure go away and leaves all else as it is. Change as little as a good reviewer would \
accept, in the style of the file. These are refused without being tried:
- a test that is weakened, skipped or deleted, an error that is swallowed or silenced, a check that is switched off;
- access that is widened: a wildcard origin, a route without its guard, credentials for strangers;
- changes of CI, deployment, lock files, tools' configuration, or declared packages;
- a secret, an address that neither the repository nor the report names, a process that is started.
If the cause does not lie in this repository's code, say so with the verdict and tell a person what to do."""

CAUSE = """\
Find the cause. Verdicts: code_fix (code of this repository is wrong and can be changed), action_recommended (a person \
has to do something that no edit can), not_code (nothing in this repository is at fault). Name under "read" up to \
{most} files that you have to see before you can be sure; leave it empty when you are."""

SOLUTION = """\
Name up to {most} ways to repair it, the best first, each different in substance. Change only files of this \
repository that you need to."""

EDITS = """\
Write the edits of this way: {title}
Each "find" is whole lines exactly as they were shown and stands once in its file; "replace" is what stands there \
instead. Do not repeat lines that stay as they are, but for what makes "find" stand once."""

CORRECTION = """\
That cannot be used. {reason}
Answer again with all edits of this way, corrected."""

FEEDBACK = """\
That was tried, and this came of it:
{verdict}
Answer again with all edits of a better way to do this, against the files as they were first shown."""

MORE = "This is what you asked to read. {again}"


def system_message(token: str, style: Style) -> str:
    """The rules, and after them the team's own words about its code."""
    rules = SYSTEM.replace("{fences}", fence_rule(token))
    guide = style.guide.strip()[:MAX_GUIDE]
    if not guide:
        return rules
    return f"{rules}\n\nHow this team writes code, as far as the rules above allow it:\n{guide}"


def opening(parts: Sequence[str]) -> str:
    """The first question: what is known, then what is asked."""
    return "\n\n".join((*parts, CAUSE))
