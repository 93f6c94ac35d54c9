"""A fix, what was tried for it, and the files it changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from autofix.core.models import IdField, Subject, TenantModel
from autofix.fixes.states import APPROVAL, EXECUTION, PUBLICATION, Approval, Execution, Publication
from autofix.issues.models import Issue
from autofix.projects.models import Project


class Fix(TenantModel, Subject):
    """The work on one issue, from the commit it was read at to the change that was published.

    ``step`` is the last checkpoint that was passed. ``round`` counts how often the engine worked on
    it anew. ``base_commit`` is what the proof was made on, ``patch`` the SHA-256 of the offered diff.
    ``reason`` is for people: why it ended as it did, or why it waits.
    """

    PREFIX = "fix"
    STATES: ClassVar = {"execution": EXECUTION, "approval": APPROVAL, "publication": PUBLICATION}

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="fixes")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="fixes")
    execution = models.CharField(max_length=12, choices=Execution.choices, default=Execution.PENDING)
    approval = models.CharField(max_length=12, choices=Approval.choices, default=Approval.NOT_NEEDED)
    publication = models.CharField(max_length=14, choices=Publication.choices, default=Publication.NONE)
    round = models.PositiveSmallIntegerField(default=1)
    step = models.CharField(max_length=20, default="", blank=True)
    report = models.TextField()
    base_branch = models.CharField(max_length=200, default="", blank=True)
    base_commit = models.CharField(max_length=64, default="", blank=True)
    family = models.CharField(max_length=40, default="", blank=True)
    root_cause = models.TextField(default="", blank=True)
    located = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    result = models.CharField(max_length=12, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    confidence = models.FloatField(default=0.0)
    strategy = models.CharField(max_length=120, default="", blank=True)
    title = models.CharField(max_length=300, default="", blank=True)
    risk = models.CharField(max_length=20, default="", blank=True)
    chosen = models.PositiveSmallIntegerField(null=True)
    patch = models.CharField(max_length=64, default="", blank=True)
    branch = models.CharField(max_length=200, default="", blank=True)
    head_commit = models.CharField(max_length=64, default="", blank=True)
    merge_commit = models.CharField(max_length=64, default="", blank=True)
    revert_commit = models.CharField(max_length=64, default="", blank=True)
    seconds = models.FloatField(default=0.0)
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=True)

    UNRECORDED = frozenset({"created_at"})

    class Meta:
        verbose_name_plural = "fixes"
        constraints = (
            models.UniqueConstraint(fields=("issue",), condition=models.Q(is_open=True), name="one_open_fix"),
        )
        indexes = (models.Index(fields=("project", "-id"), name="fix_list"),)

    def __str__(self) -> str:
        return self.title or f"fix of {self.issue_id}"


class Attempt(TenantModel):
    """One candidate of one round, with its proof: the evidence that a fix stands on."""

    id = IdField()
    fix = models.ForeignKey(Fix, on_delete=models.CASCADE, related_name="attempts")
    round = models.PositiveSmallIntegerField()
    ordinal = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    strategy = models.CharField(max_length=120)
    risk = models.CharField(max_length=20)
    status = models.CharField(max_length=12)
    reason = models.TextField(default="", blank=True)
    is_no_fault = models.BooleanField(default=False)
    confidence = models.FloatField(default=0.0)
    checks = models.JSONField(default=list)
    gates = models.JSONField(default=list)
    seconds = models.FloatField(default=0.0)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("fix", "round", "ordinal"), name="attempt_once"),)
        ordering = ("round", "ordinal")

    def __str__(self) -> str:
        return f"{self.strategy}: {self.status}"


class Change(TenantModel):
    """One file that an attempt changes. ``after`` is None where the file is removed."""

    id = IdField()
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="changes")
    file = models.CharField(max_length=1000)
    new_file = models.CharField(max_length=1000)
    action = models.CharField(max_length=10)
    description = models.TextField(default="", blank=True)
    diff = models.TextField()
    after = models.BinaryField(null=True)

    class Meta:
        ordering = ("file",)

    def __str__(self) -> str:
        return f"{self.action} {self.file}"
