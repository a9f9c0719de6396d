"""Sitting down by oneself, with the phone beside the seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, NotAllowed
from oseredok.base.preferences import queries as preferences
from oseredok.faces.front import limits as forms_of_the_site
from oseredok.faces.front.seats import limits
from oseredok.faces.front.seats.forms import SitForm
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page.middleware import reader_of
from oseredok.services.seats import board, rules, sitting
from oseredok.services.seats.board import Board, Tile
from oseredok.services.seats.models import Hold, Kind, Seat
from oseredok.services.seats.preferences import SIT_BY_QR
from oseredok.services.seats.who import Who

SITS_AN_HOUR = 20


@dataclass(frozen=True)
class SeatNow:
    """A seat at a moment; `tile` is None when it is not in the hall any more."""

    seat: Seat
    tile: Tile | None
    board: Board

    @property
    def is_free(self) -> bool:
        return self.tile is not None and self.tile.is_free

    @property
    def may_sit(self) -> bool:
        """Whether the library lets people sit down here by themselves; a laptop is handed out by a librarian."""
        return self.is_free and self.seat.kind != Kind.LAPTOP and preferences.value(SIT_BY_QR)

    @property
    def sentence(self) -> str:
        """What the seat is now, in words."""
        if self.tile is None:
            return _("Цього місця вже немає в залі.")
        if self.board.closure is not None:
            return _("Зараз тривога: місця після відбою.") if self.board.closure.kind == "air_raid" else _(
                "Бібліотеку зараз зачинено. Місця будуть, коли відчинимо."
            )  # fmt: skip
        return _sentence(self.tile, self.board.now)


def _sentence(tile: Tile, now: datetime) -> str:
    if tile.is_free:
        return _("Зараз вільно, ще {time}.").format(time=rules.minutes_words(tile.free_for))
    if tile.state == "broken" and tile.fault:
        return _("Не працює: {reason}.").format(reason=tile.fault.reason.rstrip("."))
    if tile.state == "waiting":
        return _("Заброньовано: чекаємо на людину.")
    if tile.state in ("busy", "ending", "paused") and tile.until:
        return _("Зайнято до {time}.").format(time=rules.time_words(tile.until))
    if tile.state == "not_back":
        return _("Видано, ще не повернули.")
    return _("Бібліотека зараз не працює.")


def now_at(seat: Seat, *, now: datetime) -> SeatNow:
    """Return the seat as it is at the moment."""
    found = board.board(seat.room.library, now=now)
    return SeatNow(seat, next((tile for tile in found.tiles if tile.seat.pk == seat.pk), None), found)


def come(request: HttpRequest, seat: Seat, code: str, *, now: datetime) -> Hold:
    """Begin the session of the booking with this code. Raises as `limits.by_code` and `sitting.check_in`."""
    found = limits.by_code(request, code, now=now)
    hold = found if isinstance(found, Hold) else found.hold
    if hold is None:
        raise Conflict(_("Ви ще в черзі: місця поки немає."), code="still-waiting")
    if hold.seat_id != seat.pk:
        raise Conflict(
            _("Ваше місце: {seat}. Сядьте там або попросіть бібліотекаря пересадити вас сюди.").format(
                seat=hold.seat.name
            ),
            code="other-seat",
        )
    return sitting.check_in(hold=hold, now=now)


def sit(request: HttpRequest, seat: Seat, form: SitForm, *, now: datetime) -> Hold:
    """Sit down without a booking. Raises NotAllowed, Conflict: the library does not let people do it here, or now."""
    place = now_at(seat, now=now)
    if place.is_free and not place.may_sit:
        raise NotAllowed(_("Підійдіть на стійку: бібліотекар посадить вас за хвилину."), code="at-the-desk")
    reader: Reader | None = reader_of(request) or None
    who = Who(reader=reader, age_group=form.cleaned_data["age_group"], purpose=form.cleaned_data["purpose"])
    _check_alone(place, who)
    if not forms_of_the_site.may_send(request, form="seat-sit", now=now, most=SITS_AN_HOUR):
        raise Conflict(_("Забагато спроб. Підійдіть на стійку: бібліотекар посадить вас."), code="too-often")
    return sitting.walk_in(seat=seat, who=who, now=now, way=Hold.Way.KIOSK)


def _check_alone(place: SeatNow, who: Who) -> None:
    day = place.board.day
    rules.check_sits_alone(day, who=who)
    rules.check_person(day, who=who, kind=place.seat.kind)
