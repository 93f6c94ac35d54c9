"""What calls of models cost: reserved before a call is made, settled after, and never given back by forgetting.

Every function is called inside one transaction of the tenant. Accounts are locked before calls, and all
that a transaction needs at once in one order, so that any number of fixes pay side by side and none
passes a ceiling.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from autofix.core.ids import new_id
from autofix.llm.budgets import Ceiling, ceilings_of, read_budget
from autofix.llm.models import Account, Call
from autofix.llm.money import as_usd, believable
from autofix.llm.states import CALL, CallState, Scope
from autofix.projects.configuration import Budget
from autofix.sdk.model import Prices, Usage

# A call that has not ended by then lost its worker: no endpoint is waited for so long.
LOST_AFTER = timedelta(minutes=15)
MOST_LOST_AT_ONCE = 100
Key = tuple[int, str, str]


class CeilingReached(Exception):
    """The call is not made: a ceiling leaves too little for it, or its price is not known and money is limited."""


@dataclass(frozen=True)
class Payer:
    """Whose call it is: the fix with its round and family, the worker, the persona, and the ceilings of the file."""

    tenant_id: str
    project_id: str
    fix_id: str
    job_id: str
    fence: int
    round: int = 1
    family: str = ""
    persona_id: str = ""
    persona_version: int = 0
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True)
class Asked:
    """What is asked, as the ledger keeps it: redacted messages, and the endpoint that is asked."""

    purpose: str
    digest: str
    messages: tuple[dict[str, str], ...]
    model: str
    endpoint_id: str = ""


@dataclass(frozen=True)
class Reservation:
    """A call that may be made now, and the most that it was counted with."""

    call_id: str
    bound: Usage
    prices: Prices | None


@dataclass(frozen=True)
class Ending:
    """How a call ended: what the model wrote and what it means, or why there is no answer."""

    state: CallState
    answer: str = ""
    data: str = ""
    fault: str = ""
    reason: str = ""
    seconds: float = 0.0


def reserve(payer: Payer, asked: Asked, bound: Usage, prices: Prices | None) -> Reservation:
    """Count the most that the call may cost against every ceiling; raises ``CeilingReached``.

    Where ``prices`` are not known, the operator's highest are counted with.
    """
    prices = prices or _highest_prices()
    now = timezone.now()
    month = f"{now:%Y-%m}"
    own = _keys(payer.tenant_id, payer.project_id, payer.fix_id, month)
    lost = _lost_calls(payer)
    accounts = _lock(payer.tenant_id, {*own, *(key for call in lost for key in _keys_of(call))})
    for call in lost:
        _close(call.pk, Ending(CallState.LOST, reason="its worker was gone before it ended"), None, accounts)
    ceilings = ceilings_of(read_budget(payer.tenant_id), payer.budget)
    for key in own:
        _check(accounts[key], ceilings[Scope(key[0])], bound, prices)
    micro = prices.cost(bound) if prices else None
    for key in own:
        _move(accounts[key], reserved=(bound.tokens, micro))
    call = Call.objects.create(
        id=new_id("cal"),
        tenant_id=payer.tenant_id,
        project_id=payer.project_id,
        subject=payer.fix_id,
        round=payer.round,
        job=payer.job_id,
        fence=payer.fence,
        month=month,
        family=payer.family,
        purpose=asked.purpose,
        endpoint=asked.endpoint_id,
        model=asked.model,
        persona=payer.persona_id,
        persona_version=payer.persona_version,
        digest=asked.digest,
        messages=list(asked.messages),
        input_tokens=bound.input_tokens,
        output_tokens=bound.output_tokens,
        micro_usd=micro,
    )
    return Reservation(call.pk, bound, prices)


def settle(reservation: Reservation, ending: Ending, usage: Usage | None) -> int | None:
    """End the call with what it cost, in the transaction that stores its answer; answers that in micro-dollars.

    ``usage`` is None where the endpoint did no work. What it does not tell counts as the most that it can be.
    """
    call = Call.objects.get(pk=reservation.call_id)
    accounts = _lock(call.tenant_id, _keys_of(call))
    spent = Usage(0, 0)
    if usage is not None:
        spent = believable(usage, reservation.bound, bool(ending.answer))
    return _close(call.pk, ending, (spent, reservation.prices), accounts)


def release(reservation: Reservation, reason: str) -> None:
    """Take back the reservation of a call that was never made."""
    settle(reservation, Ending(CallState.FAILED, reason=reason), None)


def _close(
    call_id: str, ending: Ending, paid: tuple[Usage, Prices | None] | None, accounts: dict[Key, Account]
) -> int | None:
    """Move the call along its table, and the accounts with it; without ``paid`` it costs what was reserved."""
    call = Call.objects.select_for_update().get(pk=call_id)
    if paid is None and call.state != CallState.RESERVED:
        # It ended while its accounts were waited for.
        return call.micro_usd
    CALL.check(call.pk, call.state, ending.state)
    before = (-call.input_tokens - call.output_tokens, None if call.micro_usd is None else -call.micro_usd)
    usage, micro = Usage(call.input_tokens, call.output_tokens, is_told=False), call.micro_usd
    if paid is not None:
        usage, prices = paid
        micro = prices.cost(usage) if prices else None if usage.tokens else 0
    after = (usage.tokens, micro)
    for key in _keys_of(call):
        account = accounts[key]
        if call.state == CallState.RESERVED:
            _move(account, reserved=before)
        else:
            _move(account, spent=before)
        _move(account, spent=after)
    Call.objects.filter(pk=call.pk).update(
        state=ending.state,
        answer=ending.answer,
        data=ending.data,
        fault=ending.fault,
        reason=ending.reason,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        is_told=usage.is_told,
        micro_usd=micro,
        milliseconds=round(ending.seconds * 1000),
        ended_at=Now(),
    )
    return micro


def _check(account: Account, ceiling: Ceiling, bound: Usage, prices: Prices | None) -> None:
    scope = Scope(account.scope).label
    if (tokens := ceiling.tokens) is not None:
        used = account.spent_tokens + account.reserved_tokens
        if used + bound.tokens > tokens.most:
            raise CeilingReached(
                f"a {scope} may use {tokens.most} tokens by {tokens.source}; {account.spent_tokens} are used, "
                f"{account.reserved_tokens} are reserved by calls under way, and this call may take {bound.tokens}"
            )
    if (money := ceiling.money) is not None:
        if prices is None:
            raise CeilingReached(
                f"a {scope} may cost {as_usd(money.most)} by {money.source}, and what this model costs is not known; "
                "give its endpoint prices, or set AUTOFIX_MODEL_HIGHEST_PRICES"
            )
        # What was used at an unknown price is counted with the prices that are known by now, never with nothing.
        spent = account.spent_micro_usd + prices.cost_of_any(account.unpriced_tokens)
        if spent + account.reserved_micro_usd + (most := prices.cost(bound)) > money.most:
            raise CeilingReached(
                f"a {scope} may cost {as_usd(money.most)} by {money.source}; {as_usd(spent)} are spent, "
                f"{as_usd(account.reserved_micro_usd)} are reserved by calls under way, and this call may cost "
                f"{as_usd(most)}"
            )


def _lost_calls(payer: Payer) -> list[Call]:
    """Calls of the tenant that nobody is at: of an earlier claim of this very job, or too old to be alive."""
    is_open = Call.objects.filter(tenant_id=payer.tenant_id, state=CallState.RESERVED)
    earlier = is_open.filter(job=payer.job_id, fence__lt=payer.fence)
    return list((earlier | is_open.filter(created_at__lt=Now() - LOST_AFTER)).order_by("pk")[:MOST_LOST_AT_ONCE])


def _keys(tenant_id: str, project_id: str, fix_id: str, month: str) -> tuple[Key, ...]:
    return (Scope.TENANT, month, tenant_id), (Scope.PROJECT, month, project_id), (Scope.FIX, "", fix_id)


def _keys_of(call: Call) -> tuple[Key, ...]:
    return _keys(call.tenant_id, call.project_id, call.subject, call.month)


def _lock(tenant_id: str, keys: Collection[Key]) -> dict[Key, Account]:
    """The accounts, made where they are missing, locked until the transaction ends."""
    wanted = sorted(keys)
    rows = [
        Account(id=new_id("acc"), tenant_id=tenant_id, scope=scope, month=month, subject=subject)
        for scope, month, subject in wanted
    ]
    Account.objects.bulk_create(rows, ignore_conflicts=True)
    one_of = reduce(or_, (Q(scope=scope, month=month, subject=subject) for scope, month, subject in wanted))
    locked = Account.objects.select_for_update().filter(one_of)
    found = {(row.scope, row.month, row.subject): row for row in locked.order_by("scope", "month", "subject")}
    return {key: found[key] for key in wanted}


def _move(
    account: Account, *, reserved: tuple[int, int | None] = (0, 0), spent: tuple[int, int | None] = (0, 0)
) -> None:
    """Add tokens and money to an account; money that nobody can tell is counted by its tokens."""
    account.reserved_tokens += reserved[0]
    account.spent_tokens += spent[0]
    account.reserved_micro_usd += reserved[1] or 0
    account.spent_micro_usd += spent[1] or 0
    account.unpriced_tokens += sum(tokens for tokens, micro in (reserved, spent) if micro is None)
    account.save(force_update=True)


def _highest_prices() -> Prices | None:
    highest = settings.ENVIRONMENT.model_highest_prices
    return Prices(*highest) if highest else None
