"""Whom a fix may ask besides the recipes: its project's models, in its persona's words, within its budget."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

from django.conf import settings

from autofix.core.jobs import LADDER
from autofix.core.leases import Lease
from autofix.engine.model.consultation import Asking
from autofix.engine.model.limits import Limits
from autofix.engine.model.redaction import Redactor
from autofix.fixes.models import Fix
from autofix.llm.endpoints import ModelAccess, endpoints_of
from autofix.llm.ledger import Payer
from autofix.llm.personas import persona_for
from autofix.llm.spending import Spending
from autofix.projects.configuration import Configuration
from autofix.projects.models import Project
from autofix.projects.secrets import read_secrets
from autofix.sdk.model import Model


def asking_for(lease: Lease, fix: Fix, project: Project, configuration: Configuration) -> Asking | None:
    """How the fix asks a model; None where nobody set one.

    Call it outside of a transaction. Raises ``NotFound`` for a persona that nobody made, and ``EncryptionError``.
    """
    llm = configuration.llm
    with lease.read():
        if not endpoints_of(project):
            return None
    profile = persona_for(project, llm.persona)
    with lease.read():
        known = endpoints_of(project, profile.model or llm.model or "")
        secrets = read_secrets(project)
    secrets |= {f"MODEL_KEY_{number}": one.key for number, one in enumerate(known, 1) if one.key}
    redactor = Redactor(secrets)
    payer = Payer(
        project.tenant_id,
        project.id,
        fix.id,
        lease.job_id,
        lease.fence,
        round=fix.round,
        family=fix.family,
        persona_id=profile.persona_id,
        persona_version=profile.version,
        budget=llm.budget,
    )
    return Asking(
        _open(known, Spending(lease, payer, redactor.redact)),
        redactor,
        _token(fix),
        # A team's own words may name a key as well.
        replace(profile.style, guide=redactor.without_secrets(profile.style_guide)),
        Limits(usd=None if llm.budget.usd_per_fix is None else float(llm.budget.usd_per_fix)),
        # On the last rung the fix goes on without the model, and says so.
        is_patient=lease.attempts < len(LADDER),
    )


def _open(known: tuple[ModelAccess, ...], spending: Spending) -> Model:
    """The first model with the second behind it. What is paid for is each try, so the ledger stands innermost."""
    # These take a second to load, and only a fix that comes to ask needs them.
    from autofix.adapters.http.addresses import Endpoint, endpoint_of
    from autofix.adapters.model.fallback import Fallback
    from autofix.adapters.model.openai_model import OpenAIModel
    from autofix.adapters.model.persistent import Patience, Persistent
    from autofix.adapters.model.server import NO_KEY, ModelServer

    hosts = frozenset(Endpoint.of(pair) for pair in settings.ENVIRONMENT.model_hosts)

    def opened(one: ModelAccess) -> Model:
        allowed = hosts | {endpoint_of(one.base_url)} if one.is_operators else hosts
        server = ModelServer(one.base_url, one.model, one.key or NO_KEY, allowed=allowed)
        # The job's own ladder waits longer than a worker should.
        return Persistent(spending.wrap(OpenAIModel(server), one.prices, one.endpoint_id), Patience(tries=2))

    first = opened(known[0])
    return Fallback(first, opened(known[1])) if len(known) > 1 else first


def _token(fix: Fix) -> str:
    """What marks fences: the same for a worker that takes over, and known to nobody who writes what stands in them."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"fence:{fix.id}:{fix.round}".encode(), hashlib.sha256).hexdigest()[:32]
