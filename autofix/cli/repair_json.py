"""A repair for programs: schema 1 of ``autofix fix --json``."""

from __future__ import annotations

from autofix.engine.model.exchange import Exchange
from autofix.engine.repair import Repair

SCHEMA = 1


def repair_as_json(repair: Repair, *, show_unproven: bool = False, explain: bool = False) -> dict[str, object]:
    """One object; ``diff`` is empty unless a change is offered, or shown on request.

    ``exchanges`` is there where it is to be explained: what a model was asked and what it answered.
    """
    diagnosis, chosen = repair.diagnosis, repair.chosen
    has_diff = chosen is not None and chosen.patch is not None and (repair.is_offered or show_unproven)
    files = chosen.patch.files if chosen and chosen.patch and has_diff else ()
    return {
        "schema": SCHEMA,
        "status": repair.result.value,
        "family": diagnosis.family if diagnosis else None,
        "root_cause": diagnosis.root_cause if diagnosis else None,
        "located": [{"file": p.file, "line": p.line} for p in diagnosis.located] if diagnosis else [],
        "confidence": repair.confidence,
        "strategy": chosen.candidate.strategy if chosen else None,
        "risk": chosen.candidate.risk.value if chosen else None,
        "rollback_plan": chosen.candidate.rollback_plan if chosen and repair.is_offered else None,
        "changes": [
            {
                "file": file.file,
                "action": file.action.value,
                **({"new_file": file.new_file} if file.new_file != file.file else {}),
                "diff": file.diff,
                "description": file.description,
            }
            for file in files
        ],
        "diff": "".join(file.diff for file in files),
        "checks": [
            {
                "name": check.name,
                "kind": check.kind,
                "before": check.before,
                "after": check.after,
                "passed": check.passed,
                "seconds": round(check.seconds, 3),
                "log": check.log,
            }
            for check in (chosen.proof.checks if chosen else ())
        ],
        "gates": [
            {"name": gate.name, "passed": gate.passed, "explanation": gate.explanation}
            for gate in (chosen.gates if chosen else ())
        ],
        "reason": repair.reason,
        "plugin_failures": [
            {"plugin": failure.plugin, "hook": failure.hook, "message": failure.message} for failure in repair.failures
        ],
        "cost": {"seconds": round(repair.seconds, 3), "tokens": repair.tokens, "usd": repair.usd},
        **({"exchanges": [exchange_as_json(each) for each in repair.exchanges]} if explain else {}),
    }


def exchange_as_json(exchange: Exchange) -> dict[str, object]:
    """One question with its answer, or with the reason why there is none."""
    question, answer = exchange.question, exchange.answer
    return {
        "purpose": question.purpose,
        "messages": [{"role": message.role, "content": message.content} for message in question.messages],
        "max_tokens": question.max_tokens,
        "temperature": question.temperature,
        "model": answer.model if answer else None,
        "answer": answer.data if answer else None,
        "input_tokens": exchange.usage.input_tokens,
        "output_tokens": exchange.usage.output_tokens,
        "is_usage_told": exchange.usage.is_told,
        "usd": exchange.usd,
        "seconds": round(answer.seconds, 3) if answer else None,
        "error": exchange.error,
    }
