"""Buttons of a session: came, did not come, longer, free, another seat, by mistake, a laptop out and back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.desk.hall.answers import done, hold_here, refused
from oseredok.faces.desk.hall.forms import BackForm, LendForm, MoveForm
from oseredok.faces.desk.hall.views.bookings import hold_page, seats_to_move
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.services.seats import lending, rules, sitting
from oseredok.services.seats.models import Handout, Hold


@staff(*DESK)
@require_POST
def came(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def do(hold: Hold) -> str:
        seated = sitting.check_in(
            hold=hold,
            now=timezone.now(),
            staff=request.duty.account,
            already_counted="already" in request.POST,
        )
        return _("%(seat)s: сіли, до %(time)s.") % _seat_and_end(seated)

    return _button(request, public_id, do)


@staff(*DESK)
@require_POST
def missed(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def do(hold: Hold) -> str:
        sitting.missed(hold=hold, now=timezone.now())
        return _("%(seat)s: не прийшли, місце вільне.") % {"seat": hold.seat.name}

    return _button(request, public_id, do)


@staff(*DESK)
@require_POST
def extend(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Give more minutes; the form carries the end that the librarian sees, so that two taps do not add up."""

    def do(hold: Hold) -> str:
        longer = sitting.extend(
            hold=hold,
            now=timezone.now(),
            minutes=15 if request.POST.get("minutes") == "15" else 30,
            by_staff=True,
            seen_end=_moment(request.POST.get("end", "")),
        )
        return _("%(seat)s: тепер до %(time)s.") % _seat_and_end(longer)

    return _button(request, public_id, do)


@staff(*DESK)
@require_POST
def end(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def do(hold: Hold) -> str:
        sitting.end(hold=hold, now=timezone.now(), staff=request.duty.account)
        return _("%(seat)s: звільнено.") % {"seat": hold.seat.name}

    return _button(request, public_id, do)


@staff(*DESK)
@require_POST
def mistake(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def do(hold: Hold) -> str:
        sitting.unseat(hold=hold, now=timezone.now(), staff=request.duty.account)
        return _("%(seat)s: скасовано, ніби ніхто не сідав.") % {"seat": hold.seat.name}

    return _button(request, public_id, do)


@staff(*DESK)
@require_POST
def move(request: StaffRequest, public_id: UUID) -> HttpResponse:
    hold = hold_here(request, public_id)
    form = MoveForm(request.POST, seats=seats_to_move(hold, now=timezone.now()))

    def do(hold: Hold) -> str:
        moved = sitting.move(hold=hold, seat=form.cleaned_data["seat"], now=timezone.now())
        return _("Пересаджено: %(seat)s, до %(time)s.") % _seat_and_end(moved)

    return _form(request, hold, do, move=form)


@staff(*DESK)
@require_POST
def lend(request: StaffRequest, public_id: UUID) -> HttpResponse:
    form = LendForm(request.POST)

    def do(hold: Hold) -> str:
        condition = form.cleaned_data["condition"]
        lending.hand_out(hold=hold, staff=request.duty.account, now=timezone.now(), condition=condition)
        return _("%(seat)s: видано.") % {"seat": hold.seat.name}

    return _form(request, hold_here(request, public_id), do, lend=form)


@staff(*DESK)
@require_POST
def back(request: StaffRequest, public_id: UUID) -> HttpResponse:
    form = BackForm(request.POST)

    def do(hold: Hold) -> str:
        data = form.cleaned_data
        handout = Handout.objects.filter(hold=hold).first()
        if handout is None:
            return _("Цей ноутбук не видавали.")
        lending.take_back(handout=handout, staff=request.duty.account, now=timezone.now(), **data)
        return _("%(seat)s: прийнято назад.") % {"seat": hold.seat.name}

    return _form(request, hold_here(request, public_id), do, back=form)


def _button(request: StaffRequest, public_id: UUID, do: Callable[[Hold], str]) -> HttpResponse:
    """Do what needs no answer to fill in."""
    hold = hold_here(request, public_id)
    try:
        return done(request, do(hold))
    except DomainError as error:
        return refused(request, error)


def _form(request: StaffRequest, hold: Hold, do: Callable[[Hold], str], **form: forms.Form) -> HttpResponse:
    """Do what one form of the hold's page asks; its mistakes come back beside its fields."""
    [(_name, filled)] = form.items()
    if filled.is_valid():
        try:
            return done(request, do(hold))
        except DomainError as error:
            add_to_form(filled, error)
    return hold_page(request, hold, status=422, **form)


def _seat_and_end(hold: Hold) -> dict[str, Any]:
    return {"seat": hold.seat.name, "time": rules.time_words(hold.ends_at)}


def _moment(typed: str) -> Any:
    try:
        found = parse_datetime(typed)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
