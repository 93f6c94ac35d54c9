"""A gate over what a fix opens: no wildcard, no reflected origin, nobody but the origins it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

import tree_sitter

from autofix.engine.gates.comments import without_comments
from autofix.engine.gates.content import GRAMMARS
from autofix.engine.gates.credentials import SENT, lets_strangers_send
from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.lines import hunk_sides
from autofix.engine.gates.names import base_name, shown
from autofix.engine.gates.strings import joined
from autofix.engine.patch import FilePatch
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import WorkspaceError

_OPEN = (
    (re.compile(r"Access-Control-Allow-Origin\W{1,20}\*", re.I), "every origin by header"),
    (
        re.compile(r"Access-Control-Allow-Origin\W[^;]{0,200}?\b(?:req|request)\s*\.\s*(?:headers?|get)\b", re.I),
        "whoever asks",
    ),
    (
        re.compile(
            r"\borigins?['\"`]?\]?\s*+[:=][\[({\s]*+(?:r?['\"`](?:\*|null['\"`])|true\b|!|Boolean\b|1\b|re\.compile|/\.[*+]"
            r"|req(?:uest)?\b)",
            re.I,
        ),
        "every origin",
    ),
    (
        re.compile(
            r"\borigins?['\"`]?\]?\s*+[:=]\s*+(?:\(\s*+)?(?:async\b\s*+)?(?:function\b|lambda\b|\([^()]*+\)\s*+=>|\w++\s*+=>)"
            r"|\borigin\s*\([^()]*\)\s*\{",
            re.I,
        ),
        "whomever a function says",
    ),
    (re.compile(r"\bcors\(\s*\)"), "every origin (cors() without options)"),
    (re.compile(r"\bCORS\(\s*\w+\s*,?\s*\)"), "every origin (CORS(app) without origins)"),
    (re.compile(r"(?:callback|cb|done|next)\(\s*null\s*,\s*(?:true|!0|origin|['\"`]\*)", re.I), "whoever asks"),
    (re.compile(r"CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)\s*=\s*True"), "every origin"),
    (re.compile(r"@cross_origin\(\s*\)"), "every origin"),
    (re.compile(r"allow[_-]?private[_-]?network['\"`]?\s*[:=,]\s*\W?true", re.I), "sites into private networks"),
)
# A star names a path for express, and a range for flask-cors where a slash begins it.
_STAR = re.compile(
    r"(?<!options\()(?<!use\()(?<!all\()(?<!get\()['\"`](?:\*|null|[^/\s'\"`][^\s'\"`]*\.[*+][^\s'\"`]*|\.[*+][^\s'\"`]*)['\"`]"
)
_PATTERN = re.compile(r"\bRegExp\b|\bre\s*\.\s*(?:compile|match|fullmatch|search)\b|\bcreateRegExp\b|\.\s*test\s*\(")
_HIDDEN = re.compile(
    r"\batob\s*\(|\bfromCharCode\b|\bfromCodePoint\b|\bbase64\b|\bfromhex\b|\bdecodeURI|\bunescape\s*\(|\bchr\s*\("
    r"|\bcodecs\b|\.\s*join\(\s*(['\"`])\1\s*\)|(['\"`])\2\s*\.\s*join\(|\[::-1\]|\.\s*reverse\(\s*\)|\beval\s*\("
    r"|['\"`}]//[\w\[-]|['\"`]https?:?['\"`]|\bhttps?:/{0,1}['\"`]"
)
_EXPOSED = re.compile(r"\bexposed?_?headers\b|Access-Control-Expose-Headers", re.I)
_SETUP = re.compile(r"\b(?:\w{0,40}[cC]ors\w{0,40}|CORS|cross_origin)\((?:[^()]++|\([^()]*+\))*+\)")
_ABOUT_CORS = re.compile(r"cors|Access-Control|\borigins?\b|allowed|whitelist|allowlist", re.I)
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]{1,30}://(?:\[[0-9a-f:.]+\]|[\w.*-]+)(?::\d+)?", re.I)


def _access(proposal: Proposal) -> str:
    admitted = {proposal.origin.lower()} if proposal.origin else set()
    files = [file for file in proposal.patch.files if not file.by_package_manager]
    named = {origin for file in files for origin in _named(file, file.before)}
    for origin in proposal.candidate.access:
        # What the code names already may take effect with the change, as by the order of middleware.
        if origin.lower() not in admitted | named:
            return f"the candidate means to let in {shown(origin)}, which the report does not name"
    for file in files:
        refusal = _refusal(proposal, file, admitted)
        if refusal:
            return f"{shown(file.new_file)} {refusal}"
    return ""


def _refusal(proposal: Proposal, file: FilePatch, admitted: set[str]) -> str:
    whole = _read(file, file.before), _read(file, file.after)
    # A star in a manifest is a version, and the gate over manifests lets nothing else through there.
    is_manifest = base_name(file.new_file) in ("pipfile", "pyproject.toml")
    is_about_cors = not is_manifest and _ABOUT_CORS.search(whole[1]) is not None
    for before, after in _sides(file, whole):
        # What was open before and is touched for another reason opens nothing.
        for pattern, who in _OPEN:
            if _has_more(pattern, before, after):
                return f"would let in {who}"
        if is_about_cors:
            refusal = _cors_refusal(proposal, file, before, after)
            if refusal:
                return refusal
    if admitted or is_about_cors:
        # An address that the file itself asks for, or that a comment remembers, lets nobody in so far.
        for found in sorted(_named(file, file.after) - _named(file, file.before)):
            if found not in admitted:
                return f"names {shown(found)}, which nobody asked to let in"
    return ""


def _cors_refusal(proposal: Proposal, file: FilePatch, before: str, after: str) -> str:
    if _has_more(_STAR, before, after):
        return "adds a name that fits every origin"
    if _has_more(_PATTERN, before, after) or Counter(_patterns(file, after)) - Counter(_patterns(file, before)):
        return "adds a pattern where origins are told apart"
    if _has_more(_HIDDEN, before, after):
        return "puts an address together where origins are told apart"
    if _has_more(_EXPOSED, before, after) and not _sets_up_for(before, after, proposal.origin):
        return "would let more headers through"
    if _has_more(SENT, before, after):
        whole = _read(file, file.before), _read(file, file.after)
        known = frozenset(each.lower() for each in (proposal.origin, *proposal.candidate.access) if each)
        if lets_strangers_send(*whole, known, lambda name: _meaning(proposal.workspace, file.new_file, name)):
            return "would let credentials through where the origins are not named"
    return ""


def _meaning(workspace: Snapshot, file: str, name: str) -> str | None:
    """The text that ``name`` stands for in another file of the workspace."""
    try:
        found = workspace.definition(file, name)
    except WorkspaceError:
        return None
    return found.node.text() if found is not None else None


def _sets_up_for(before: str, after: str, origin: str | None) -> bool:
    """Whether every header that is exposed stands in a call that lets in ``origin`` and nobody else."""
    old = Counter(match[0] for match in _SETUP.finditer(before))
    rest = after
    for match in _SETUP.finditer(after):
        call = match[0]
        if origin and call not in old and _origins(call) == {origin.lower()}:
            rest = rest.replace(call, "", 1)
    return not _has_more(_EXPOSED, before, rest)


def _sides(file: FilePatch, whole: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The whole file before and after, then each hunk's, so that nothing closed elsewhere makes up for it."""
    yield whole
    is_python = file.new_file.endswith(".py")
    for before, after in hunk_sides(file):
        yield joined(before, is_python=is_python), joined(after, is_python=is_python)


def _read(file: FilePatch, data: bytes | None) -> str:
    return joined((data or b"").decode(errors="replace"), is_python=file.new_file.endswith(".py"))


def _origins(text: str) -> set[str]:
    return {origin.lower() for origin in _ORIGIN.findall(text)}


def _named(file: FilePatch, data: bytes | None) -> Counter[str]:
    """How often the code names which origin, those too that a forgotten comma joins to another."""
    code = without_comments(data or b"", file.file).decode(errors="replace")
    return _count(code) | _count(joined(code, is_python=file.file.endswith(".py")))


def _count(text: str) -> Counter[str]:
    return Counter(origin.lower() for origin in _ORIGIN.findall(text))


def _has_more(pattern: re.Pattern[str], before: str, after: str) -> bool:
    return sum(1 for _ in pattern.finditer(after)) > sum(1 for _ in pattern.finditer(before))


def _patterns(file: FilePatch, text: str) -> list[str]:
    """The regular expression literals of JavaScript in ``text``."""
    grammar = GRAMMARS.get(PurePosixPath(file.new_file).suffix.lower())
    if grammar is None:
        return []
    pending = [tree_sitter.Parser(tree_sitter.Language(grammar())).parse(text.encode()).root_node]
    found = []
    while pending:
        node = pending.pop()
        if node.type == "regex":
            found.append((node.text or b"").decode(errors="replace"))
        pending.extend(node.named_children)
    return found


ACCESS = Gate("access", "no origin is let in but the one that failed, and with no more than it needs", _access)
