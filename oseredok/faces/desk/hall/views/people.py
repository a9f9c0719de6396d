"""«Посадити»: somebody without a booking, by age or by card; and who was turned away because nothing is free."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.desk.forms import posted
from oseredok.faces.desk.hall.answers import done
from oseredok.faces.desk.hall.forms import SitForm, key_in
from oseredok.faces.desk.screen import BOARD_WORDS
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.services.seats import board as boards
from oseredok.services.seats import queue, rows, rules, sitting
from oseredok.services.seats.models import Kind, Purpose, Seat
from oseredok.services.visits import queries as visits
from oseredok.services.visits.models import Visit

JUST_NOW = timedelta(minutes=10)
USED = "hall_seated_visit"


@staff(*DESK)
def sit(request: StaffRequest) -> HttpResponse:
    """First tap: which seat. Second tap: how old. Everything else is there already."""
    now = timezone.now()
    hall = boards.board(request.duty.place, now=now)
    came = _just_came(request)
    form = SitForm(
        posted(request),
        seats=[*(tile.seat for tile in hall.tiles if tile.is_free), *_seated_by_this_form(request)],
        longest=max([hall.day.longest(kind) for kind in {tile.seat.kind for tile in hall.tiles}] or [0]) or 240,
        initial={"key": str(uuid4()), "already": came is not None, "seat": _wanted(request, hall)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _seated(request, form, came)
        except DomainError as error:
            add_to_form(form, error)
    return render(request, "desk/hall/sit.html", _context(form, hall, came), status=422 if form.errors else 200)


@staff(*DESK)
@require_POST
def turned_away(request: StaffRequest) -> HttpResponse:
    """Nobody could be seated and the person did not wait: the director will see it."""
    key = key_in(request.POST) or uuid4()
    queue.turn_away(place=request.duty.place, staff=request.duty.account, key=key, now=timezone.now())
    return done(request, _("Записано: місця не вистачило."))


def _seated(request: StaffRequest, form: SitForm, came: Visit | None) -> HttpResponse:
    data = form.cleaned_data
    hold = sitting.walk_in(
        seat=data["seat"],
        who=form.who(),
        now=timezone.now(),
        staff=request.duty.account,
        minutes=data["minutes"],
        already_counted=data["already"],
        key=form.made_as(),
    )
    if data["already"] and came is not None:
        request.session[USED] = str(came.public_id)
    told = {"seat": hold.seat.name, "time": rules.time_words(hold.ends_at)}
    return done(request, _("%(seat)s: сіли, до %(time)s.") % told)


def _context(form: SitForm, hall: boards.Board, came: Visit | None) -> dict[str, Any]:
    return {
        "form": form,
        "ages": [(value, label, BOARD_WORDS[value]) for value, label in form.fields["age_group"].choices],  # type: ignore[attr-defined]
        "purposes": Purpose.choices,
        "came": came,
        "closure": hall.closure,
        "has_rooms": any(tile.seat.kind in (Kind.ROOM, Kind.GROUP) for tile in hall.tiles if tile.is_free),
        "key": str(uuid4()),
    }


def _seated_by_this_form(request: StaffRequest) -> list[Seat]:
    """The seat that the same form has taken already: sent twice, it gets the same answer."""
    known = rows.made_before(key_in(request.POST), place=request.duty.place)
    return [known.seat] if known is not None else []


def _just_came(request: StaffRequest) -> Visit | None:
    """The visit that this desk has recorded in the last minutes and has not seated yet."""
    wanted = request.session.get("desk_visit")
    now = timezone.now()
    visit = visits.visit_here(place=request.duty.place, public_id=wanted, on=clock.local_date(now))
    if visit is None or now - visit.arrived_at > JUST_NOW or request.session.get(USED) == str(visit.public_id):
        return None
    return visit


def _wanted(request: StaffRequest, hall: boards.Board) -> str:
    """The seat that was tapped; from the button of the whole hall the first free one."""
    free = [str(tile.seat.public_id) for tile in hall.tiles if tile.is_free]
    wanted = request.GET.get("seat", "")
    return wanted if wanted in free or not free else free[0]
