"""Storing what the engine found: attempts, changes and proofs as rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from autofix.core.ids import new_id
from autofix.engine.confidence import confidence
from autofix.engine.prove.proof import Status
from autofix.engine.repair import Attempt as EngineAttempt
from autofix.engine.trials import Trial, log_of
from autofix.fixes.models import Attempt, Change, Fix

MAX_TITLE = 300


def store_attempt(
    fix: Fix, ordinal: int, attempt: EngineAttempt, seconds: float, redact: Callable[[str], str]
) -> Attempt:
    """One candidate with its proof and the files it changes. Call it inside ``lease.write()``.

    ``redact`` takes secrets out of what was said and printed; a diff and a file stay as they are in the repository.
    """
    named, proof = attempt.candidate, attempt.proof

    def plain(text: str) -> str:
        return _plain(redact(text))

    row = Attempt.objects.create(
        id=new_id("att"),
        tenant_id=fix.tenant_id,
        fix=fix,
        round=fix.round,
        ordinal=ordinal,
        title=plain(named.title)[:MAX_TITLE],
        strategy=named.strategy,
        risk=named.risk.value,
        status=proof.status.value,
        reason=plain(proof.reason),
        is_no_fault=proof.is_no_fault,
        confidence=confidence(proof),
        checks=[
            {
                "name": plain(check.name),
                "kind": check.kind,
                "before": plain(check.before),
                "after": plain(check.after),
                "passed": check.passed,
                "seconds": round(check.seconds, 3),
                "log": plain(check.log),
            }
            for check in proof.checks
        ],
        gates=[
            {"name": gate.name, "passed": gate.passed, "explanation": plain(gate.explanation)} for gate in attempt.gates
        ],
        seconds=seconds,
    )
    for file in attempt.patch.files if attempt.patch else ():
        Change.objects.create(
            id=new_id("chg"),
            tenant_id=fix.tenant_id,
            attempt=row,
            file=file.file,
            new_file=file.new_file,
            action=file.action.value,
            description=plain(file.description),
            diff=_plain(file.diff),
            after=file.after,
        )
    return row


def trial_of(row: Attempt) -> Trial:
    """The stored attempt as the engine's conclusion wants it."""
    log = log_of((check["passed"], check["name"], check["log"]) for check in row.checks)
    return Trial(row.title, row.strategy, Status(row.status), row.reason, row.is_no_fault, log)


def contents_of(row: Attempt) -> dict[str, bytes | None]:
    """What to write over the tree: each path's new bytes, None for a path to remove."""
    found: dict[str, bytes | None] = {}
    changes = list(row.changes.all())
    for change in changes:
        if change.action != "create":
            found[change.file] = None
    for change in changes:
        if change.after is not None:
            found[change.new_file] = bytes(change.after)
    return found


def patch_digest(row: Attempt) -> str:
    """The SHA-256 of what a reviewer sees change: the files, and the lines added and removed in each.

    Where the lines stand does not count, so a change keeps its digest when the base moves around it.
    """
    digest = hashlib.sha256()
    for change in sorted(row.changes.all(), key=lambda change: (change.file, change.new_file)):
        digest.update("\0".join((change.action, change.file, change.new_file, "")).encode())
        body = change.diff.partition("\n@@")[2].split("\n") if "\n@@" in change.diff else [change.diff]
        digest.update("\n".join(line for line in body if line[:1] in ("+", "-")).encode() + b"\0")
    return digest.hexdigest()


def diff_of(row: Attempt) -> str:
    """The whole diff."""
    return "".join(change.diff for change in row.changes.all())


def _plain(text: str) -> str:
    # PostgreSQL's text and JSON hold no NUL, and a lone surrogate is no text at all.
    return text.replace("\0", "\ufffd").encode("utf-8", errors="replace").decode()
