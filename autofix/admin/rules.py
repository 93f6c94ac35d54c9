"""The rules that every page of the admin keeps.

Whose rows are seen is row-level security's business (``tenants.middleware``). Here: nothing is typed
into a row by hand, a person's role decides about the buttons, and a refusal is a message.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from unfold.admin import ModelAdmin
from unfold.views import ChangeList

from autofix.admin.facts import Fact, fact_of, page_of
from autofix.admin.operations import Call, Operation, Outcome, check_seen, read_answers, run_operation
from autofix.admin.roles import WORK, actor_of, role_of
from autofix.core.errors import ServiceError

MAX_BULK = 100


@dataclass(frozen=True)
class Button:
    """An operation that is offered, where its form goes to, and what the person decides about."""

    operation: Operation[Any]
    address: str
    seen: str


class RowList(ChangeList):  # type: ignore[misc]
    """A list whose links name rows as every other link does; Django's own would write ``_`` as ``_5F``."""

    def url_for_result(self, result: Model) -> str:
        """The page of a row."""
        return page_of(result)


class TenantRowAdmin(ModelAdmin):  # type: ignore[misc]
    """A list and a page for each row, both for reading, with ``operations`` as buttons.

    ``facts`` names the fields that the page lists. ``panels_template`` is what else it shows; its
    context is ``panels``.
    """

    operations: Sequence[Operation[Any]] = ()
    facts: Sequence[str] = ()
    panels_template = ""
    list_per_page = 50
    show_full_result_count = False

    def panels(self, request: HttpRequest, row: Any) -> dict[str, object]:
        """The context of ``panels_template``."""
        return {}

    def badges(self, row: Any) -> Sequence[str]:
        """The states to show beside the title."""
        return ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(role_of(request))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(role_of(request))

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_work_permission(self, request: HttpRequest) -> bool:
        """Whether the person may do more than read."""
        return role_of(request) in WORK

    def get_urls(self) -> list[URLPattern]:
        """The list, a row's page and its operations; there is no form to add, change or delete."""
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            *self.own_urls(),
            path("<str:object_id>/do/<slug:operation>/", view(self.operation_view), name=f"{name}_operation"),
            path("<str:object_id>/change/", view(self.change_view), name=f"{name}_change"),
        ]

    def own_urls(self) -> list[URLPattern]:
        """Addresses that one admin class alone has."""
        return []

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RowList]:
        """How the list is read."""
        return RowList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list; what PostgreSQL cannot hold is not asked for."""
        if any("\0" in value for sent in (request.GET, request.POST) for _, values in sent.lists() for value in values):
            return HttpResponseRedirect(request.path)
        answer: HttpResponse = super().changelist_view(request, extra_context)
        return answer

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Callable[..., Any], str, str]]:
        """The operations that work on many rows, for those who may."""
        offered = [one for one in self.operations if one.is_bulk and role_of(request) in one.roles]
        return {one.name: (_in_bulk(one), one.name, one.label) for one in offered}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of a row; it takes no form."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        row = self._row(request, object_id)
        return TemplateResponse(request, "admin/detail.html", self._context(request, row) | (extra_context or {}))

    def operation_view(self, request: HttpRequest, object_id: str, operation: str) -> HttpResponse:
        """Do what a button says, then show the row again with what came of it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        wanted = next((one for one in self.operations if one.name == operation), None)
        if wanted is None:
            raise Http404
        if role_of(request) not in wanted.roles:
            raise PermissionDenied
        row = self._row(request, object_id, is_locked=True)
        try:
            check_seen(wanted, row, request.POST)
            outcome = run_operation(wanted, row, _call(request, read_answers(wanted, request.POST)))
        except ServiceError as refusal:
            outcome = Outcome(str(refusal), is_refused=True)
        tell(request, outcome)
        return HttpResponseRedirect(page_of(row))

    def get_facts(self, row: Any) -> list[Fact]:
        """What the page lists at its top."""
        return [fact_of(row, name) for name in self.facts]

    def _row(self, request: HttpRequest, object_id: str, is_locked: bool = False) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows: QuerySet[Any] = self.model._base_manager.all()
        if is_locked:
            rows = rows.select_for_update(of=("self",))
        row = rows.filter(pk=object_id).first() if object_id.isprintable() else None
        if row is None:
            raise Http404(f"there is no {self.opts.verbose_name} of this name here")
        return row

    def _context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        role, address = role_of(request), f"admin:{self.opts.app_label}_{self.opts.model_name}"
        offered = [one for one in self.operations if role in one.roles and one.applies(row)]
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": str(row),
            "inline_admin_formsets": [],
            "facts": self.get_facts(row),
            "badges": self.badges(row),
            "buttons": [
                Button(one, reverse(f"{address}_operation", args=[row.pk, one.name]), one.seen(row)) for one in offered
            ],
            "panels_template": self.panels_template,
            **self.panels(request, row),
        }


def tell(request: HttpRequest, outcome: Outcome) -> None:
    """Show what came of an operation on the next page."""
    # A cookie carries it, so it stays short.
    level = messages.ERROR if outcome.is_refused else messages.SUCCESS
    messages.add_message(request, level, outcome.message[:500])


def _call(request: HttpRequest, answers: dict[str, str] | None = None) -> Call:
    return Call(actor_of(request), request.headers.get("User-Agent", "")[:200], answers or {})


def _in_bulk(operation: Operation[Any]) -> Callable[..., None]:
    def act(admin: TenantRowAdmin, request: HttpRequest, rows: QuerySet[Any]) -> None:
        chosen = [row.pk for row in rows[: MAX_BULK + 1]]
        if len(chosen) > MAX_BULK:
            tell(request, Outcome(f"{operation.label}: choose at most {MAX_BULK} at once", is_refused=True))
            return
        locked = admin.model._base_manager.select_for_update().filter(pk__in=chosen).order_by("pk")
        outcomes = [(row, run_operation(operation, row, _call(request))) for row in locked]
        refused = [f"{row}: {outcome.message}" for row, outcome in outcomes if outcome.is_refused]
        if done := len(outcomes) - len(refused):
            tell(request, Outcome(f"{operation.label}: done for {done}"))
        if refused:
            tell(request, Outcome(f"{operation.label}: refused for {len(refused)}. {refused[0]}", is_refused=True))

    return act
