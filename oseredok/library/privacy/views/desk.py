"""A reader's personal data at the desk: consents, the sensitive page with its reason, paper, erasing by a written request."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, NotAllowed, add_to_form
from oseredok.library.people import looks
from oseredok.library.people.access import DESK, StaffRequest, after_closing, staff
from oseredok.library.people.models import Reader, Role
from oseredok.library.privacy import actions, papers, queries, request_actions, rules
from oseredok.library.privacy.forms import EraseForm, FlagsForm, FlagsReasonForm, GuardianForm
from oseredok.library.privacy.models import Channel, Consent, Look, Purpose

ERASERS = (Role.BRANCH_LIBRARIAN, Role.HEAD, Role.DIRECTOR)
_SHOWN_LOOKS = 20


@staff(*DESK)
@never_cache
@require_safe
def reader(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What the reader agreed to, who looked, and what can be done with the data."""
    found = _reader(public_id)
    looks.note(reader=found, account=request.user, what=Look.What.PAGE, now=timezone.now())
    context = {
        "reader": found,
        # That there is a consent about sensitive groups already tells of one: it is seen on their own page only.
        "consents": queries.consents_of(found).exclude(text__purpose=Purpose.FLAGS),
        "ended": queries.ended_texts(),
        "missing": queries.to_ask(found),
        "looks": queries.looks_at(found)[:_SHOWN_LOOKS],
        "guardian": GuardianForm(initial={"given_by": found.guardian_name}),
        "may_erase": request.duty.may(*ERASERS) and request.duty.answers_for(found),
    }
    return render(request, "privacy/reader.html", context)


@staff(*DESK)
@require_POST
def give(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Write down that the reader agrees, said at the desk or signed on paper."""
    try:
        actions.give_consent(
            reader=_reader(public_id),
            purpose=request.POST.get("purpose", ""),
            channel=request.POST.get("channel", Channel.DESK),
            staff=request.user,
            now=timezone.now(),
            given_by=request.POST.get("given_by", ""),
        )
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Згоду записано."))
    return redirect("people:reader" if request.POST.get("back") == "reader" else "privacy:reader", public_id)


@after_closing
@staff(*DESK)
@require_POST
def withdraw(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take a consent back; `public_id` is the consent's."""
    consent = get_object_or_404(Consent.objects.select_related("reader"), public_id=public_id)
    try:
        actions.withdraw_consent(consent=consent, channel=Channel.DESK, staff=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Згоду відкликано."))
    return redirect("privacy:reader", consent.reader.public_id)


@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flags(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Ask for a reason; only then show the sensitive groups, and write down that they were seen."""
    found = _reader(public_id)
    reason = FlagsReasonForm(request.POST or None)
    context = {"reader": found, "reason": reason}
    if reason.is_valid():
        why = reason.cleaned_data["reason"]
        actions.note_look(reader=found, account=request.user, what=Look.What.FLAGS, now=timezone.now(), reason=why)
        form = FlagsForm(initial={"flags": sorted(queries.flags_of(found))})
        context |= {"form": form, "text": queries.text_in_force("flags")}
    return render(request, "privacy/flags.html", context, status=422 if reason.errors else 200)


@staff(*DESK)
@require_POST
def set_flags(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Keep what the reader told of; nothing marked forgets all."""
    try:
        kept = actions.set_flags(
            reader=_reader(public_id),
            flags=request.POST.getlist("flags"),
            channel=Channel.DESK,
            staff=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, error.message)
    else:
        # The same words whether there was anything: from the reader's page nobody learns of groups without a reason.
        said = _("Збережено зі згодою читача.") if kept else _("Особливі групи не рахуємо: позначок і згоди немає.")
        messages.success(request, said)
    return redirect("privacy:reader", public_id)


@staff(*DESK)
@never_cache
@require_safe
def paper(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Print everything held, with a receipt."""
    found, now = _reader(public_id), timezone.now()
    looks.note(reader=found, account=request.user, what=Look.What.PRINT, now=now)
    made = papers.held_pdf(reader=found, printed_by=request.user.full_name, now=now)
    headers = {"Content-Disposition": 'inline; filename="my-data.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@after_closing
@staff(*ERASERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Erase by a written request: the request and its answer are written down in the same step."""
    found = _reader(public_id)
    try:
        rules.check_erases_here(duty=request.duty, reader=found)
    except NotAllowed as refusal:
        messages.error(request, refusal.message)
        return redirect("privacy:reader", public_id)
    looks.note(reader=found, account=request.user, what=Look.What.PAGE, now=timezone.now())
    form = EraseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            request_actions.erase_on_paper(
                reader=found, identity=form.cleaned_data["identity"], duty=request.duty, now=timezone.now()
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Дані стерто. Статистика не змінилася."))
            return redirect("people:readers")
    return render(request, "privacy/erase.html", {"reader": found, "form": form}, status=422 if form.errors else 200)


def _reader(public_id: UUID) -> Reader:
    living = Reader.objects.filter(erased_on__isnull=True, merged_into__isnull=True).select_related("home_library")
    return get_object_or_404(living, public_id=public_id)
