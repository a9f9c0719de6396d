"""«Персональні дані» in the office: how things stand, consents, terms, who looked, the register."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.library.people.access import LEADERS, StaffRequest, staff
from oseredok.library.people.models import Account
from oseredok.library.people.registry import browsing
from oseredok.library.privacy import comparing, papers, planned, queries, register_actions, retention, rules, standing
from oseredok.library.privacy import register as processing
from oseredok.library.privacy.forms import ActivityForm, ConsentTextForm
from oseredok.library.privacy.models import Activity, Consent, ConsentText, Purpose
from oseredok.library.privacy.views.tabs import tabs

_LOOKS_DAYS = 90


@staff(*LEADERS)
@never_cache
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """What waits and what is in order, in sentences."""
    context = {"tabs": tabs("home"), "lines": standing.lines(request.duty, now=timezone.now())}
    return render(request, "privacy/office/home.html", context)


@staff(*LEADERS)
@never_cache
@require_safe
def consents(request: StaffRequest) -> HttpResponse:
    """Versions of texts, with how many agreed to each, and how many were not asked yet."""
    today = clock.local_date(timezone.now())
    context = {
        "tabs": tabs("consents"),
        "rows": queries.consent_counts(),
        "lacking": queries.lacking(Purpose.CARD, on=today, homes=rules.homes_of(request.duty)).count(),
        "today": today,
    }
    return render(request, "privacy/office/consents.html", context)


@staff(*LEADERS)
@never_cache
@require_safe
def lacking(request: StaffRequest) -> HttpResponse:
    """Readers who have not agreed to the card's text: to be asked when they come."""
    rows = browsing.by_name(
        queries.lacking(Purpose.CARD, homes=rules.homes_of(request.duty)).select_related("home_library")
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "privacy/office/lacking.html", {"page": page})


@staff(*LEADERS)
@never_cache
@require_safe
def consent_text(request: StaffRequest, pk: int) -> HttpResponse:
    """One version as people read it, beside the one that it replaced, and who stands on it."""
    text = get_object_or_404(ConsentText.objects.select_related("made_by"), pk=pk)
    before = queries.version_before(text)
    context = {
        "text": text,
        "before": before,
        "sides": comparing.side_by_side(before.body, text.body) if before else None,
        "page": _standing_on(request, text),
        "ended": text.pk in queries.ended_texts(on=clock.local_date(timezone.now())),
    }
    return render(request, "privacy/office/consent_text.html", context)


def _standing_on(request: StaffRequest, text: ConsentText) -> Page[Consent] | None:
    """Who told of a sensitive group is never listed, and by a consent to it one would be."""
    if text.purpose == Purpose.FLAGS:
        return None
    return Paginator(queries.consents_to(text, homes=rules.homes_of(request.duty)), 30).get_page(
        request.GET.get("page")
    )


@staff(*LEADERS)
@require_http_methods(["GET", "HEAD", "POST"])
def write_text(request: StaffRequest, purpose: str) -> HttpResponse:
    """Write a new version, beginning with the words in force."""
    last = get_object_or_404(ConsentText, pk=getattr(_latest_text(purpose), "pk", None))
    today = clock.local_date(timezone.now())
    initial = {"purpose": purpose, "title": last.title, "body": last.body, "in_force_from": today}
    form = ConsentTextForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            text = register_actions.write_consent_text(staff=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Нову редакцію збережено. Попередні лишаються."))
            return redirect("privacy_office:consent_text", text.pk)
    context = {"form": form, "last": last}
    return render(request, "privacy/office/write_text.html", context, status=422 if form.errors else 200)


@staff(*LEADERS)
@never_cache
@require_safe
def terms(request: StaffRequest) -> HttpResponse:
    """What will be erased and when, what the last runs did, whom to warn in words."""
    context = {
        "tabs": tabs("terms"),
        "plan": planned.plan(now=timezone.now(), anew="anew" in request.GET),
        "reports": retention.reports(),
        "page": Paginator(queries.warned(homes=rules.homes_of(request.duty)), 30).get_page(request.GET.get("page")),
    }
    return render(request, "privacy/office/terms.html", context)


@staff(*LEADERS)
@never_cache
@require_safe
def looks(request: StaffRequest) -> HttpResponse:
    """Who of the staff opened readers' data, in the last three months."""
    since = timezone.now() - timedelta(days=_LOOKS_DAYS)
    context = {"tabs": tabs("looks"), "rows": queries.looks_by_account(since=since), "days": _LOOKS_DAYS}
    return render(request, "privacy/office/looks.html", context)


@staff(*LEADERS)
@never_cache
@require_safe
def looks_of(request: StaffRequest, pk: int) -> HttpResponse:
    """What one of the staff opened."""
    account = get_object_or_404(Account, pk=pk)
    since = timezone.now() - timedelta(days=_LOOKS_DAYS)
    page = Paginator(queries.looks_of(account, since=since), 50).get_page(request.GET.get("page"))
    return render(request, "privacy/office/looks_of.html", {"account": account, "page": page, "days": _LOOKS_DAYS})


@staff(*LEADERS)
@require_safe
def register(request: StaffRequest) -> HttpResponse:
    """The register of processing with the terms set now."""
    context = {"tabs": tabs("register"), "lines": processing.lines(with_retired=True)}
    return render(request, "privacy/office/register.html", context)


@staff(*LEADERS)
@require_safe
def register_file(request: StaffRequest) -> HttpResponse:
    """The register on paper, to be signed."""
    made = papers.register_pdf(now=timezone.now())
    headers = {"Content-Disposition": 'inline; filename="processing-register.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@staff(*LEADERS)
@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: StaffRequest, code: str) -> HttpResponse:
    """Write a new version of a line of the register."""
    latest = get_object_or_404(Activity, pk=getattr(processing.latest(code), "pk", None))
    form = ActivityForm(request.POST or None, instance=Activity.objects.get(pk=latest.pk))
    if form.is_bound and form.is_valid():
        try:
            register_actions.write_activity(
                activity=latest, data=form.details(), staff=request.user, now=timezone.now()
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Нову редакцію рядка збережено."))
            return redirect("privacy_office:register")
    former = Activity.objects.filter(code=code).select_related("made_by").order_by("-version")
    context = {"form": form, "latest": latest, "former": former}
    return render(request, "privacy/office/activity.html", context, status=422 if form.errors else 200)


@staff(*LEADERS)
@require_http_methods(["POST"])
def retire(request: StaffRequest, code: str) -> HttpResponse:
    """Say that the library does this no more."""
    latest = get_object_or_404(Activity, pk=getattr(processing.latest(code), "pk", None))
    try:
        register_actions.retire_activity(activity=latest, staff=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Рядок позначено: більше не робимо."))
    return redirect("privacy_office:register")


def _latest_text(purpose: str) -> ConsentText | None:
    return ConsentText.objects.filter(purpose=purpose).order_by("-version").first()
