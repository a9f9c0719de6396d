"""Readers at the desk: found by card, phone or name; a visit by card scan; registration."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.desk.forms import ReaderSearchForm, posted
from oseredok.faces.desk.views.today import answer
from oseredok.library.people import queries as people
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.library.people.forms import ReaderForm
from oseredok.library.people.models import Reader
from oseredok.services.visits import actions as visits


@staff(*DESK)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Search readers; a scanned card records the visit at once, as the scanner types the number and Enter."""
    form = ReaderSearchForm(request.POST)
    if not form.is_valid():
        return answer(request, error=_("Зіскануйте квиток або впишіть телефон чи прізвище."))
    text = form.cleaned_data["text"]
    reader = people.reader_by_card(text)
    if reader is not None:
        return _record_visit(request, reader)
    template = "desk/_readers.html" if request.htmx else "desk/readers.html"
    return render(request, template, {"text": text, "readers": people.find_readers(text, limit=10), "form": form})


@staff(*DESK)
@require_POST
def visit(request: StaffRequest) -> HttpResponse:
    return _record_visit(request, get_object_or_404(Reader, card_number=request.POST.get("card", "")))


@staff(*DESK)
def register(request: StaffRequest) -> HttpResponse:
    """Register a reader in under a minute; hints at people who look the same, records `user_new`."""
    form = ReaderForm(posted(request))
    same: list[Reader] = []
    if request.method == "POST" and form.is_valid():
        same = [] if request.POST.get("not_same") else list(people.possible_duplicates(**form.identity()))
        if not same:
            try:
                reader, _recorded = visits.register_reader(
                    data=form.details(), library=request.duty.place, staff=request.duty.account, now=timezone.now()
                )
            except DomainError as error:
                add_to_form(form, error)
            else:
                messages.success(request, _("Зареєстровано. Номер квитка %(card)s.") % {"card": reader.card_number})
                return redirect("people:reader", reader.public_id)
    return render(
        request, "desk/register.html", {"form": form, "same": same}, status=422 if form.errors or same else 200
    )


@staff(*DESK)
@require_POST
def renew(request: StaffRequest) -> HttpResponse:
    reader = get_object_or_404(Reader, card_number=request.POST.get("card", ""))
    try:
        visits.renew_registration(
            reader=reader, library=request.duty.place, staff=request.duty.account, now=timezone.now()
        )
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        year = clock.local_date(timezone.now()).year
        messages.success(request, _("Перереєстровано на %(year)s рік.") % {"year": year})
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
    return answer(request, recorded=recorded, notice=notice)
