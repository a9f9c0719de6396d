"""Requests of data subjects and incidents in the office."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.library.people import looks
from oseredok.library.people.access import LEADERS, StaffRequest, after_closing, staff
from oseredok.library.privacy import incident_actions, papers, queries, request_actions, rules
from oseredok.library.privacy.forms import AnswerForm, IncidentForm, MeasuresForm, RequestForm
from oseredok.library.privacy.models import Incident, Look, SubjectRequest
from oseredok.library.privacy.views.tabs import tabs


@staff(*LEADERS)
@never_cache
@require_safe
def requests(request: StaffRequest) -> HttpResponse:
    """Requests: what waits first, what was answered below."""
    homes, by = rules.homes_of(request.duty), request.user
    context = {
        "tabs": tabs("requests"),
        "waiting": queries.open_requests(homes=homes, by=by),
        "page": Paginator(queries.answered_requests(homes=homes, by=by), 20).get_page(request.GET.get("page")),
        "today": clock.local_date(timezone.now()),
    }
    return render(request, "privacy/office/requests.html", context)


@after_closing
@staff(*LEADERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_request(request: StaffRequest) -> HttpResponse:
    """Write down a request that came."""
    now = timezone.now()
    form = RequestForm(request.POST or None, initial={"received_on": clock.local_date(now)})
    if form.is_bound and form.is_valid():
        try:
            made = request_actions.receive_by_card(staff=request.user, now=now, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Запит записано."))
            return redirect("privacy_office:request", made.public_id)
    return render(request, "privacy/office/new_request.html", {"form": form}, status=422 if form.errors else 200)


@after_closing
@staff(*LEADERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_request(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """A request with its term and how it was counted; the answer."""
    found = get_object_or_404(_seen(request), public_id=public_id)
    _note_look(request, found)
    form = AnswerForm(request.POST or None, initial={"identity": found.identity})
    if form.is_bound and form.is_valid():
        try:
            request_actions.answer_request(request=found, staff=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Відповідь записано."))
            return redirect("privacy_office:request", found.public_id)
    context = {"one": found, "form": form, "today": clock.local_date(timezone.now())}
    return render(request, "privacy/office/request.html", context, status=422 if form.errors else 200)


@staff(*LEADERS)
@never_cache
@require_safe
def answer_file(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The answer on paper, to be signed: what was decided, how the term was counted, the data where they are asked for."""
    found = get_object_or_404(_seen(request).filter(answered_on__isnull=False), public_id=public_id)
    _note_look(request, found)
    made = papers.answer_pdf(request=found, now=timezone.now())
    headers = {"Content-Disposition": 'inline; filename="vidpovid.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _seen(request: StaffRequest) -> QuerySet[SubjectRequest]:
    """A head of one library does not open the requests of readers of another (ADR 0009)."""
    return queries.requests_seen(homes=rules.homes_of(request.duty), by=request.user)


def _note_look(request: StaffRequest, found: SubjectRequest) -> None:
    if found.reader is not None and found.reader.erased_on is None:
        looks.note(reader=found.reader, account=request.user, what=Look.What.REQUEST, now=timezone.now())


@staff(*LEADERS)
@require_safe
def incidents(request: StaffRequest) -> HttpResponse:
    """What happened to personal data, the latest first."""
    page = Paginator(Incident.objects.all(), 20).get_page(request.GET.get("page"))
    return render(request, "privacy/office/incidents.html", {"tabs": tabs("incidents"), "page": page})


@after_closing
@staff(*LEADERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_incident(request: StaffRequest) -> HttpResponse:
    """Write down that something happened."""
    now = timezone.now()
    form = IncidentForm(
        request.POST or None, initial={"noticed_on": clock.local_date(now), "noticed_at": clock.local(now).time()}
    )
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("what", "people", "categories")}
        try:
            made = incident_actions.report_incident(
                noticed_at=form.cleaned_data["moment"], staff=request.user, now=now, **told
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("privacy_office:incident", made.public_id)
    return render(request, "privacy/office/new_incident.html", {"form": form}, status=422 if form.errors else 200)


@after_closing
@staff(*LEADERS)
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """An incident: its checklist and what was done."""
    found = get_object_or_404(Incident.objects.select_related("recorded_by", "closed_by"), public_id=public_id)
    form = MeasuresForm(request.POST or None, initial=MeasuresForm.initial_of(found))
    if form.is_bound and form.is_valid():
        try:
            incident_actions.tell_more(incident=found, staff=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("privacy_office:incident", found.public_id)
    context = {"one": found, "form": form, "steps": found.steps.select_related("done_by").order_by("done_on", "pk")}
    return render(request, "privacy/office/incident.html", context, status=422 if form.errors else 200)


@after_closing
@staff(*LEADERS)
@require_POST
def close(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Close an incident that is dealt with."""
    found = get_object_or_404(Incident, public_id=public_id)
    try:
        incident_actions.close_incident(incident=found, staff=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Інцидент закрито."))
    return redirect("privacy_office:incident", found.public_id)
