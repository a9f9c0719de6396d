"""«Моніторинг»: the list, a new one, the page of one, its numbers and sentences."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.monitoring.audience import MONITORING
from oseredok.faces.office.monitoring.forms import FreezeForm, NewMonitoringForm, WordsForm
from oseredok.faces.office.monitoring.screen import changes, late_words, screen
from oseredok.faces.office.opinions.ratings import rating_rows
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.reports.frozen import queries as frozen
from oseredok.management.reports.monitoring import actions, choices, queries, rules
from oseredok.management.reports.monitoring.models import Monitoring
from oseredok.management.reports.monitoring.report import report

BOTH = ["GET", "HEAD", "POST"]


@staff(*MONITORING)
@require_safe
def monitorings(request: StaffRequest) -> HttpResponse:
    """Every monitoring that this person may open."""
    rows = [(one, queries.missing(one) if one.is_draft else []) for one in queries.seen_by(request.duty)]
    return render(request, "office/monitoring/list.html", {"rows": rows})


@staff(*MONITORING)
@require_http_methods(BOTH)
def new(request: StaffRequest) -> HttpResponse:
    """Choose the period, the libraries and the indicators; freeze."""
    form = _new_form(request)
    if form.is_bound and form.is_valid():
        try:
            one = form.carry_out(duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Числа заморожено. Перевірте речення."))
            return redirect("office:monitoring", one.public_id)
    return render(request, "office/monitoring/new.html", {"form": form}, status=422 if form.errors else 200)


def _new_form(request: StaffRequest) -> NewMonitoringForm:
    duty, today = request.duty, local_date(timezone.now())
    places = duty.places_of(*MONITORING)
    codes = choices.default_codes()
    return NewMonitoringForm(
        request.POST if request.method == "POST" else None,
        places=places,
        whole_system=rules.may_prepare(duty, None),
        on=today,
        initial={
            "period": choices.periods(today)[0].code,
            "places": [place.pk for place in places],
            "codes": codes,
            "close_period": True,
        },
    )


@staff(*MONITORING)
@require_safe
def monitoring(request: StaffRequest, key: UUID) -> HttpResponse:
    """The report as it stands, and the steps."""
    one = found(request, key)
    try:
        values = screen(one, duty=request.duty, now=timezone.now())
    except frozen.Changed as refusal:
        return render(request, "office/monitoring/changed.html", {"one": one, "sentence": refusal.message}, status=409)
    return render(request, "office/monitoring/monitoring.html", values)


@staff(*MONITORING)
@require_http_methods(BOTH)
def freeze(request: StaffRequest, key: UUID) -> HttpResponse:
    """Take the numbers again, with the reason."""
    one = found(request, key)
    codes = list(one.snapshot.lines.values_list("code", flat=True))
    form = FreezeForm(request.POST if request.method == "POST" else None, initial={"codes": codes})
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(one, duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Числа заморожено знову."))
            return redirect("office:monitoring", key)
    values = {"one": one, "form": form, "changes": changes(one)}
    return render(request, "office/monitoring/freeze.html", values, status=422 if form.errors else 200)


@staff(*MONITORING)
@require_safe
def later(request: StaffRequest, key: UUID) -> HttpResponse:
    """What the journal and the ratings got after the freezing: listed here, never mixed in."""
    one = found(request, key)
    late, ratings = frozen.late_entries(one.snapshot), frozen.late_ratings(one.snapshot)
    values = {
        "one": one,
        "changes": changes(one),
        "sentences": late_words(late.count(), ratings.count()),
        "entries": late[:100],
        "ratings": rating_rows(ratings[:100]),
        "may_freeze": one.is_draft and rules.may_prepare(request.duty, queries.places_of(one)),
    }
    return render(request, "office/monitoring/later.html", values)


@staff(*MONITORING)
@require_http_methods(BOTH)
def words(request: StaffRequest, key: UUID) -> HttpResponse:
    """The sentences: the program's beside what the head made of them. Saved by the button and by themselves."""
    one = found(request, key)
    notes = list(one.notes.order_by("order"))
    form = WordsForm(request.POST if request.method == "POST" else None, notes=notes)
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(one, duty=request.duty)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return saved(request, "office:monitoring", key)
    if form.errors and request.htmx:
        return unsaved(request, form)
    values = {"one": one, "form": form, "rows": _words_rows(one, form)}
    return render(request, "office/monitoring/words.html", values, status=422 if form.errors else 200)


def _words_rows(one: Monitoring, form: WordsForm) -> list[dict[str, object]]:
    names = {line.row.code: line for line in report(one).lines}
    return [
        {"note": note, "line": names.get(note.code), "text": form[f"text-{note.code}"], "why": form[f"why-{note.code}"]}
        for note in form.notes
    ]


@staff(*MONITORING)
@require_POST
def restore(request: StaffRequest, key: UUID, code: str) -> HttpResponse:
    """Put the program's own sentence back."""
    note = get_object_or_404(found(request, key).notes, code=code)
    try:
        actions.restore_note(note=note, duty=request.duty)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("office:monitoring_words", key)


def found(request: StaffRequest, key: UUID) -> Monitoring:
    """Return the monitoring of an address. Raises Http404 for one that this person may not see."""
    one = get_object_or_404(queries.everything().select_related("approved_by", "published_by"), public_id=key)
    if not queries.may_see(one, request.duty):
        raise Http404
    return one


def saved(request: StaffRequest, url_name: str, key: UUID) -> HttpResponse:
    """Answer a form that saves itself with a word, and a pressed button with the next page."""
    if request.htmx:
        return render(request, "office/monitoring/_saved.html", {"at": timezone.now()})
    messages.success(request, _("Збережено."))
    return redirect(url_name, key)


def unsaved(request: StaffRequest, form: Form) -> HttpResponse:
    """Answer a form that saves itself with the first thing that is wrong."""
    sentence = next(str(sentence) for sentences in form.errors.values() for sentence in sentences)
    return render(request, "office/monitoring/_saved.html", {"sentence": sentence}, status=422)
