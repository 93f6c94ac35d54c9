"""Words of strangers and of models where machines read them: messages of commits, pages that render Markdown.

Git hosts act on what a message says: they notify whom it mentions, close what it says is fixed, leave the CI out. Such
signs are written with their wide twins, which people read and no machine acts on.
"""

from __future__ import annotations

import re

_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "@#!/[]*:()`"} | {ord("<"): "‹", ord(">"): "›"}
# GitHub, GitLab, Gitea, Bitbucket and Azure: mentions, references, quick actions, and what skips or starts a run.
_ACTED_ON = re.compile(
    r"@(?=[A-Za-z0-9_])"
    r"|[#!](?=\d)|\bGH-(?=\d)"
    r"|^/(?=[a-z_]+(?:\s|$))"
    r"|\[(?=[^\[\]\n]{0,40}\b(?:skip|ci|no|deploy|build|release|merge|actions)\b)|\*{3}(?=\s*(?:NO_CI|skip))"
    r"|(?<=\bskip-checks):|(?<=\bautofix-fix):|(?<=\bco-authored-by):|(?<=\bsigned-off-by):|(?<=\bapproved-by):",
    re.I | re.M,
)
# By this line git and AutoFix know a revert.
_REVERTS = re.compile(r"^(?=\s*This reverts commit)", re.I | re.M)
# What Markdown or HTML makes a picture, a link or a tag of.
_MARKUP = re.compile(r"!(?=\[)|\](?=\s?[(\[:])|//(?=[\w\[])|<(?=[A-Za-z/!?<])|(?<=-)>|`+")


def inert(text: str) -> str:
    """``text`` as a part of a commit's message on which no git host acts."""
    return _REVERTS.sub("› ", _ACTED_ON.sub(_widened, text))


def without_markup(text: str) -> str:
    """``text`` in which nothing becomes a picture, a link or a tag."""
    return _MARKUP.sub(_widened, text)


def _widened(found: re.Match[str]) -> str:
    return found[0].replace("-", "\u2011").translate(_WIDE)
