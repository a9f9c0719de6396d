"""«Зараз у залі»: how many seats are free, for the lantern of the home page, and the reader's own bookings for «Моє»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.text import plural
from oseredok.base.ui.parts import Link
from oseredok.faces.front.seats import one
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page.cabinet_cards import Shown
from oseredok.library.places.models import Library
from oseredok.services.seats import board, letters
from oseredok.services.seats import hall as halls
from oseredok.services.seats.models import Hold, State, Waiting
from oseredok.services.seats.rows import WAITS


@dataclass(frozen=True)
class HallNow:
    free: int
    total: int
    is_shown: bool
    is_shut: bool
    booking_open: bool

    @property
    def sentence(self) -> str:
        """Return `Зараз у залі вільно 3 місця з 8`; empty when the doors are shut or the library does not show it."""
        if not self.is_shown or self.is_shut:
            return ""
        if not self.free:
            return _("Зараз у залі всі місця зайняті")
        words = plural(
            self.free,
            _("Зараз у залі вільне {free} місце з {total}"),
            _("Зараз у залі вільні {free} місця з {total}"),
            _("Зараз у залі вільно {free} місць з {total}"),
        )
        return words.format(free=self.free, total=self.total)


def hall_now(place: Library, *, now: datetime) -> HallNow | None:
    """Return what is free in a library's hall; None where there are no seats."""
    if not halls.seats_of(place, clock.local_date(now)):
        return None
    found = board.board(place, now=now)
    return HallNow(
        free=found.free,
        total=len(found.tiles),
        is_shown=found.day.rules.board_is_public,
        is_shut=found.closure is not None or found.closes_at is None,
        booking_open=found.day.rules.booking_open,
    )


def on_own_page(reader: Reader, now: datetime) -> Iterator[Shown]:
    """Yield the card «Ваші місця»: what is booked ahead, what goes on, where the reader waits."""
    live = Hold.objects.filter(reader=reader, state__in=[State.BOOKED, State.SEATED], ends_at__gt=now)
    holds = live.select_related("seat__room", "place__system").order_by("starts_at")
    told = [hold for hold in holds if one.shown(hold, now=now).state in (State.BOOKED, State.SEATED)]
    waits = list(Waiting.objects.filter(reader=reader, state__in=WAITS, latest__gt=now))
    links = [
        Link(reverse("seats:booking", args=[hold.public_id]), f"{letters.when_words(hold)}: {hold.seat.name}")
        for hold in told
    ]
    links += [Link(reverse("seats:waiting", args=[wait.public_id]), _("Ваше місце в черзі")) for wait in waits]
    links.append(Link(reverse("seats:when"), _("Забронювати місце")))
    if told or waits or Hold.objects.filter(reader=reader).exists():
        yield Shown(title=_("Ваші місця"), links=tuple(links), is_now=bool(told))
