"""Conclusions and decisions of a monitoring; what came of the former ones."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.monitoring.audience import MONITORING
from oseredok.faces.office.monitoring.forms import CheckForm, ConclusionsForm, DecisionForm
from oseredok.faces.office.monitoring.views import BOTH, found, saved, unsaved
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.people.queries import accounts as accounts_of
from oseredok.library.people.queries import live_roles_of_all
from oseredok.management.reports.monitoring import decisions, queries, rules
from oseredok.management.reports.monitoring.models import Decision, Monitoring


@staff(*MONITORING)
@require_safe
def before(request: StaffRequest, key: UUID) -> HttpResponse:
    """Decisions of the periods before, each with what came of it."""
    one = found(request, key)
    values = {
        "one": one,
        "former": queries.former(one),
        "decisions": queries.to_check(one),
        "may_write": _writes(request, one),
    }
    return render(request, "office/monitoring/before.html", values)


@staff(*MONITORING)
@require_http_methods(BOTH)
def check(request: StaffRequest, key: UUID, pk: int) -> HttpResponse:
    """Say what came of one decision."""
    one = found(request, key)
    decision = get_object_or_404(Decision, pk=pk, pk__in=[row.pk for row in queries.to_check(one)])
    initial = {
        "outcome": "" if decision.is_open else decision.outcome,
        "words": decision.outcome_words,
        "moved_to": decision.moved_to,
    }
    form = CheckForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(decision, one, duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:monitoring_before", key)
    values = {"one": one, "decision": decision, "form": form}
    return render(request, "office/monitoring/check.html", values, status=422 if form.errors else 200)


@staff(*MONITORING)
@require_http_methods(BOTH)
def conclusions(request: StaffRequest, key: UUID) -> HttpResponse:
    """Conclusions, saved by the button and by themselves; the decisions below."""
    one = found(request, key)
    initial = {"conclusions": one.conclusions, "nothing_to_decide": one.nothing_to_decide}
    form = ConclusionsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(one, duty=request.duty)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return saved(request, "office:monitoring_conclusions", key)
    if form.errors and request.htmx:
        return unsaved(request, form)
    return _conclusions(request, one, form, DecisionForm())


@staff(*MONITORING)
@require_POST
def decide(request: StaffRequest, key: UUID) -> HttpResponse:
    """Write one decision down."""
    one = found(request, key)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            form.carry_out(one, duty=request.duty)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Рішення записано."))
            return redirect("office:monitoring_conclusions", key)
    initial = {"conclusions": one.conclusions, "nothing_to_decide": one.nothing_to_decide}
    return _conclusions(request, one, ConclusionsForm(initial=initial), form)


@staff(*MONITORING)
@require_POST
def take_back(request: StaffRequest, key: UUID, pk: int) -> HttpResponse:
    """Take a decision out of a draft."""
    decision = get_object_or_404(found(request, key).decisions, pk=pk)
    try:
        decisions.take_back(decision=decision, duty=request.duty)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Рішення прибрано."))
    return redirect("office:monitoring_conclusions", key)


def _conclusions(request: StaffRequest, one: Monitoring, form: ConclusionsForm, decision: DecisionForm) -> HttpResponse:
    values = {
        "one": one,
        "form": form,
        "decision_form": decision,
        "decisions": one.decisions.all(),
        "staff": _staff_names(),
        "may_write": _writes(request, one),
    }
    return render(
        request, "office/monitoring/conclusions.html", values, status=422 if form.errors or decision.errors else 200
    )


def _writes(request: StaffRequest, one: Monitoring) -> bool:
    return one.is_draft and rules.may_prepare(request.duty, queries.places_of(one))


def _staff_names() -> list[str]:
    """Who may answer for a decision: those who hold a role now, by name and position."""
    held = live_roles_of_all()
    accounts = [one for one in accounts_of(active=True) if one.pk in held]
    return [", ".join(part for part in (one.short_name, one.position) if part) for one in accounts]
