"""A row's fields as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Model
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Fact:
    """One field with its label. ``kind`` is text, badge, time, json or block; ``link`` may be empty."""

    label: str
    value: object
    kind: str = "text"
    link: str = ""


def fact_of(row: Model, name: str) -> Fact:
    """The field ``name`` of ``row``."""
    field = row._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} of {row._meta.label} is no field of its own")
    label, value = str(field.verbose_name).capitalize(), getattr(row, name)
    if isinstance(field, models.ForeignKey):
        return Fact(label, value, link=page_of(value) if value is not None else "")
    if isinstance(field, models.JSONField):
        return Fact(label, value, "json")
    if isinstance(field, models.DateTimeField):
        return Fact(label, value, "time")
    if isinstance(field, models.TextField):
        return Fact(label, value, "block")
    if field.choices:
        return Fact(label, value, "badge")
    return Fact(label, value)


def page_of(row: Model) -> str:
    """The address of a row's page; empty when it has none."""
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""
