"""Bookings at the desk: made for somebody by phone, found, changed, cancelled, printed; the page of one hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.desk.hall import slip_paper
from oseredok.faces.desk.hall.answers import done, hold_here, refused
from oseredok.faces.desk.hall.forms import BackForm, BookForm, ChangeForm, LendForm, MoveForm, WhenForm
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.library.places.models import Library
from oseredok.services.seats import booking, finding, rules, timing
from oseredok.services.seats import hall as halls
from oseredok.services.seats.booking import Wish
from oseredok.services.seats.models import Handout, Hold, Kind, Seat, State
from oseredok.services.seats.sitting import SLIP


@staff(*DESK)
@require_GET
def find(request: StaffRequest) -> HttpResponse:
    """By the code, the label on the board, a name or a phone."""
    typed = request.GET.get("q", "")[:100]
    found = finding.find(request.duty.place, typed, now=timezone.now())
    if len(found) == 1:
        return redirect("hall:one", found[0].public_id)
    return render(request, "desk/hall/find.html", {"typed": typed, "found": found})


@staff(*DESK)
def book(request: StaffRequest) -> HttpResponse:
    """Day and length first, then the free times with the person; what was typed stays through every refusal."""
    now = timezone.now()
    when = WhenForm(request.POST or request.GET or None, now=now, initial={"day": clock.local_date(now)})
    form = BookForm(request.POST or None, now=now, initial={"key": str(uuid4())})
    if request.method == "POST" and form.is_valid():
        try:
            hold = _booked(request, form)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Місце заброньовано. Назвіть людині код."))
            return redirect("hall:one", hold.public_id)
    context = {"when": when, "form": form, "slots": _slots(request.duty.place, when, now), "now": now}
    return render(request, "desk/hall/book.html", context, status=422 if form.errors or when.errors else 200)


@staff(*DESK)
@require_GET
def one(request: StaffRequest, public_id: UUID) -> HttpResponse:
    return hold_page(request, hold_here(request, public_id))


@staff(*DESK)
@require_GET
def slip(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """A slip with the code to give into the hand."""
    paper = slip_paper.slip_pdf(hold_here(request, public_id), now=timezone.now())
    return HttpResponse(paper, content_type="application/pdf")


@staff(*DESK)
@require_POST
def change(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    hold, form = hold_here(request, public_id), ChangeForm(request.POST, now=now)
    if form.is_valid():
        wish = Wish(form.begins(), form.cleaned_data["minutes"], kind=form.cleaned_data["kind"])
        try:
            changed = booking.change(hold=hold, wish=wish, now=now, by_staff=True)
            said = _("Змінено: %(seat)s, %(when)s.")
            return done(request, said % {"seat": changed.seat.name, "when": rules.moment_words(changed.starts_at)})
        except DomainError as error:
            add_to_form(form, error)
    return hold_page(request, hold, status=422, change=form)


@staff(*DESK)
@require_POST
def cancel(request: StaffRequest, public_id: UUID) -> HttpResponse:
    hold = hold_here(request, public_id)
    try:
        booking.cancel(hold=hold, now=timezone.now())
    except DomainError as error:
        return refused(request, error)
    return done(request, _("Бронь %(name)s скасовано.") % {"name": hold.label})


def hold_page(request: StaffRequest, hold: Hold, *, status: int = 200, **given: forms.Form) -> HttpResponse:
    """Everything that may be done with a hold now; `given` are forms that came back with mistakes."""
    now = timezone.now()
    handout = Handout.objects.filter(hold=hold).first()
    is_seated = hold.state == State.SEATED and not timing.is_over(hold, now)
    context: dict[str, Any] = {
        "hold": hold,
        "now": now,
        "is_seated": is_seated,
        "is_ahead": hold.state in (State.BOOKED, State.OFFERED),
        "has_begun": hold.starts_at <= now,
        "left": timing.minutes_left(hold, now) if is_seated else 0,
        "until": timing.runs_until(hold, now),
        "is_slip": is_seated and hold.seated_at is not None and (now - hold.seated_at).total_seconds() <= SLIP * 60,
        "state_words": rules.state_words(hold),
        "handout": handout,
        "is_laptop": hold.seat.kind == Kind.LAPTOP,
        "move": MoveForm(seats=seats_to_move(hold, now=now)),
        "change": ChangeForm(now=now, initial=_now_booked(hold)),
        "lend": LendForm(),
        "back": BackForm(),
        **given,
    }
    return render(request, "desk/hall/one.html", context, status=status)


def seats_to_move(hold: Hold, *, now: datetime) -> list[Seat]:
    """Seats that are free for the rest of a hold, those of its own kind first."""
    if hold.state not in (State.BOOKED, State.SEATED) or timing.runs_until(hold, now) <= now:
        return []
    day = halls.load(hold.place, clock.local_date(hold.starts_at), now=now, without=hold)
    free = day.free(max(timing.minute(now), hold.starts_at), timing.runs_until(hold, now))
    others = [seat for seat in free if seat.pk != hold.seat_id and seat.capacity >= hold.people]
    return sorted(others, key=lambda seat: (seat.kind != hold.seat.kind, seat.order, seat.pk))


def _booked(request: StaffRequest, form: BookForm) -> Hold:
    data = form.cleaned_data
    return booking.book(
        place=request.duty.place,
        wish=Wish(form.begins(), data["minutes"], kind=data["kind"]),
        who=form.who(),
        now=timezone.now(),
        way=Hold.Way.DESK,
        key=form.made_as(),
    )


def _slots(place: Library, when: WhenForm, now: datetime) -> list[halls.Slot]:
    if not when.is_bound or not when.is_valid():
        return []
    data = when.cleaned_data
    return halls.load(place, data["day"], now=now).slots(data["minutes"], kind=data["kind"], for_staff=True)


def _now_booked(hold: Hold) -> dict[str, Any]:
    local = clock.local(hold.starts_at)
    return {
        "day": local.date(),
        "starts_at": f"{local:%H:%M}",
        "minutes": timing.whole_minutes(hold.ends_at - hold.starts_at),
        "kind": hold.seat.kind,
    }
