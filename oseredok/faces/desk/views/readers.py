"""Readers at the desk: found by card, phone or name; a visit by card scan; registration."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError
from oseredok.faces.desk.forms import ReaderSearchForm
from oseredok.faces.desk.views.today import answer
from oseredok.library.people import queries as people
from oseredok.library.people.access import DESK, StaffRequest, after_closing, staff
from oseredok.library.people.cards import scans
from oseredok.library.people.models import Reader
from oseredok.library.people.registry import applications, reader_actions
from oseredok.services.visits import actions as visits


@after_closing
@staff(*DESK)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Search readers; a scanned card records the visit at once, as the scanner types the number and Enter."""
    form = ReaderSearchForm(request.POST)
    if not form.is_valid():
        return answer(request, error=_("Зіскануйте квиток або впишіть телефон чи прізвище."))
    text = form.cleaned_data["text"]
    scan = scans.read(text)
    if scan is not None and scan.opens and scan.reader is not None:
        return _record_visit(request, scan.reader)
    found = people.find_readers(text, limit=10) if scan is None else [scan.reader] if scan.reader else []
    context = {"text": text, "readers": found, "form": form, "told": scans.why_closed(scan) if scan else ""}
    context["applications"] = applications.waiting(text=text, place=request.duty.place) if scan is None else []
    return render(request, "desk/_readers.html" if request.htmx else "desk/readers.html", context)


@staff(*DESK)
@require_POST
def visit(request: StaffRequest) -> HttpResponse:
    return _record_visit(request, get_object_or_404(Reader, card_number=request.POST.get("card", "")))


@staff(*DESK)
@require_POST
def renew(request: StaffRequest) -> HttpResponse:
    """Re-register for this year; from the desk by one tap, and the desk stays."""
    reader = get_object_or_404(Reader, card_number=request.POST.get("card", ""))
    try:
        recorded = visits.renew_registration(
            reader=reader, library=request.duty.place, staff=request.duty.account, now=timezone.now()
        )
    except DomainError as error:
        if request.htmx:
            return answer(request, error=str(error))
        messages.warning(request, str(error))
        return redirect("people:reader", reader.public_id)
    year = clock.local_date(timezone.now()).year
    if request.htmx:
        return answer(request, recorded=recorded, notice="" if recorded.entries else _("Термін квитка продовжено."))
    said = _("Перереєстровано на %(year)s рік.") % {"year": year}
    messages.success(request, said if recorded.entries else _("Термін квитка продовжено."))
    return redirect("people:reader", reader.public_id)


def _record_visit(request: StaffRequest, reader: Reader) -> HttpResponse:
    try:
        recorded = visits.record_visit(
            place=request.duty.place, staff=request.duty.account, now=timezone.now(), reader=reader
        )
    except DomainError as error:
        return answer(request, error=str(error))
    notice = ""
    if recorded.already and recorded.visit is not None:
        notice = _("Сьогодні це відвідування вже записано о %(time)s.") % {
            "time": f"{clock.local(recorded.visit.arrived_at):%H:%M}"
        }
    waits = reader_actions.needs_renewal(reader, clock.local_date(timezone.now()))
    return answer(request, recorded=recorded, notice=notice, renew=reader if waits else None)
