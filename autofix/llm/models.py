"""The rows of the model path: endpoints, personas, ceilings, accounts and calls."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from autofix.core.ids import MAX_LENGTH
from autofix.core.models import IdField, Subject, TenantModel
from autofix.llm.states import CallState, Scope
from autofix.projects.models import Project


class Endpoint(TenantModel, Subject):
    """An OpenAI-compatible address with a model and its key: of one project, or (no project) of the whole tenant.

    ``sealed`` is the key, bound to this row and to ``base_url``: with another address it does not open. Prices are US
    dollars for a million tokens; None is not known. The lowest ``order`` is asked first, the next ones are fallbacks.
    """

    PREFIX = "lep"
    UNRECORDED = frozenset({"sealed", "created_at"})

    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="endpoints")
    base_url = models.CharField(max_length=500)
    model = models.CharField(max_length=100)
    sealed = models.BinaryField(null=True)
    usd_input = models.DecimalField("US dollars per million tokens read", max_digits=12, decimal_places=6, null=True)
    usd_output = models.DecimalField(
        "US dollars per million tokens written", max_digits=12, decimal_places=6, null=True
    )
    order = models.PositiveSmallIntegerField(default=0)
    is_enabled = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.model} at {self.base_url}"


class Persona(TenantModel, Subject):
    """A named prompt profile, of one project or of the whole tenant. What it says is in its versions.

    ``version`` numbers the newest one. A retired persona is asked for no more; its versions stay, as fixes name them.
    """

    PREFIX = "per"
    UNRECORDED = frozenset({"created_at"})

    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="personas")
    name = models.CharField(max_length=100)
    created_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "project", "name"),
                condition=models.Q(retired_at__isnull=True),
                nulls_distinct=False,
                name="persona_name",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PersonaVersion(TenantModel):
    """What a persona said from one change to the next; a row is added and never changed."""

    id = IdField()
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    style_guide = models.TextField(default="", blank=True)
    model = models.CharField(max_length=100, default="", blank=True)
    temperature = models.FloatField(default=0.7)
    token_limit = models.PositiveIntegerField(default=4000)
    actor = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("persona", "number"), name="persona_version_once"),)

    def __str__(self) -> str:
        return f"version {self.number} of {self.persona_id}"


class TenantBudget(TenantModel, Subject):
    """What the tenant lets models cost, beside what the server and its projects' files say; None is no ceiling."""

    PREFIX = "bud"

    usd_per_fix = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    usd_per_project_month = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    usd_per_tenant_month = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    tokens_per_fix = models.BigIntegerField(null=True)
    tokens_per_project_month = models.BigIntegerField(null=True)
    tokens_per_tenant_month = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant",), name="one_budget"),)

    def __str__(self) -> str:
        return "budget"


class Account(TenantModel):
    """What one tenant or project in a month (UTC), or one fix altogether, has spent and has reserved.

    Money is in millionths of a US dollar. ``unpriced_tokens`` are those, spent or reserved, whose price nobody knew.
    """

    id = IdField()
    scope = models.PositiveSmallIntegerField(choices=Scope.choices)
    month = models.CharField(max_length=7, default="", blank=True)
    subject = models.CharField(max_length=MAX_LENGTH)
    spent_micro_usd = models.BigIntegerField(default=0)
    reserved_micro_usd = models.BigIntegerField(default=0)
    spent_tokens = models.BigIntegerField(default=0)
    reserved_tokens = models.BigIntegerField(default=0)
    unpriced_tokens = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "scope", "month", "subject"), name="one_account"),)

    def __str__(self) -> str:
        return f"{Scope(self.scope).label} {self.subject} {self.month}"


class Call(TenantModel):
    """One call of a model: what was reserved for it, what was asked and answered, and what it cost.

    Texts are stored as they were sent and used, redacted. Until a call ends, ``input_tokens``, ``output_tokens`` and
    ``micro_usd`` are the most that it may cost; None is money that nobody can tell. ``subject`` is the fix.
    ``job`` and ``fence`` name the worker that made it. After some time the text is dropped and the figures stay.
    """

    id = IdField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="calls")
    subject = models.CharField("fix", max_length=MAX_LENGTH)
    round = models.PositiveSmallIntegerField()
    job = models.CharField(max_length=MAX_LENGTH)
    fence = models.PositiveBigIntegerField()
    month = models.CharField(max_length=7)
    family = models.CharField(max_length=40, default="", blank=True)
    purpose = models.CharField(max_length=40)
    endpoint = models.CharField(max_length=MAX_LENGTH, default="", blank=True)
    model = models.CharField(max_length=200)
    persona = models.CharField(max_length=MAX_LENGTH, default="", blank=True)
    persona_version = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    messages = models.JSONField(default=list)
    answer = models.TextField(default="", blank=True)
    data = models.TextField(default="", blank=True)
    state = models.CharField(max_length=8, choices=CallState.choices, default=CallState.RESERVED)
    fault = models.CharField(max_length=20, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    input_tokens = models.BigIntegerField()
    output_tokens = models.BigIntegerField()
    is_told = models.BooleanField(default=False)
    micro_usd = models.BigIntegerField("millionths of a US dollar", null=True)
    milliseconds = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    text_dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("tenant", "month"), name="call_month"),
            models.Index(fields=("subject", "digest"), name="call_answer"),
            models.Index(fields=("tenant", "created_at"), name="call_open", condition=models.Q(state="reserved")),
            models.Index(fields=("created_at",), name="call_text", condition=models.Q(text_dropped_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.purpose} by {self.model}"
