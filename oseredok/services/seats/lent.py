"""The register of lent laptops: who has which now, who sits at one that was not handed out, what went out and came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from oseredok.base.core import clock
from oseredok.library.places.models import Library
from oseredok.services.seats import telling, timing
from oseredok.services.seats.lending import BAD
from oseredok.services.seats.models import Handout, Hold, Kind, State

LATE = timedelta(minutes=5)
"""So long after the end of a session a laptop may be on its way back."""
HOW = ("", "bad", "marked", "late")


@dataclass(frozen=True)
class Out:
    """A laptop in somebody's hands at a moment. `late` is how many minutes ago its time was over, 0 while it runs."""

    handout: Handout
    until: datetime
    late: int

    @property
    def who(self) -> str:
        return who(self.handout.hold)

    @property
    def label(self) -> str:
        """The booking's label on the board, or that there was none."""
        return telling.who(self.handout.hold)


def who(hold: Hold) -> str:
    """Return how the person is called: as they said, else the reader's given name; empty when it is not known (any more)."""
    return hold.nickname or (hold.reader.given_name if hold.reader else "")


def out_now(place: Library, *, now: datetime) -> list[Out]:
    """Return the laptops that are out, the longest late first."""
    found = _of(place).filter(back_at__isnull=True)
    rows = [Out(one, timing.runs_until(one.hold, now), _late(one, now)) for one in found]
    return sorted(rows, key=lambda row: (-row.late, row.until))


def not_handed_out(place: Library, *, now: datetime) -> list[Hold]:
    """Return who sits at a laptop now of which nobody has written that it was given."""
    sitting = Hold.objects.filter(place=place, state=State.SEATED, seat__kind=Kind.LAPTOP, handout__isnull=True)
    rows = sitting.select_related("seat", "reader", "place__system").order_by("seated_at")
    return [hold for hold in rows if not timing.is_over(hold, now)]


def history(
    place: Library, *, since: date | None = None, until: date | None = None, seat: str = "", how: str = ""
) -> QuerySet[Handout]:
    """Return what was handed out in days from `since` to `until` (both count), the latest first.

    `seat` is a public id; `how`: came back `bad` (broken, incomplete), `marked`, or `late`.
    """
    found = _of(place)
    if since:
        found = found.filter(given_at__gte=clock.day_bounds(since)[0])
    if until:
        found = found.filter(given_at__lt=clock.day_bounds(until)[1])
    if seat:
        found = found.filter(seat__public_id=seat)
    match how:
        case "bad":
            found = found.filter(back_as__in=BAD)
        case "marked":
            found = found.filter(back_as=Handout.Condition.MARKED)
        case "late":
            found = found.filter(_was_late())
    return found.order_by("-given_at", "-pk")


def minutes_late(handout: Handout) -> int:
    """Return how late a laptop came back, 0 in time or while it is out."""
    if handout.back_at is None:
        return 0
    late = handout.back_at - handout.hold.ends_at
    return timing.whole_minutes(late) if late > LATE else 0


def _was_late() -> Q:
    return Q(back_at__gt=F("hold__ends_at") + LATE)


def _late(handout: Handout, now: datetime) -> int:
    late = now - timing.runs_until(handout.hold, now)
    return timing.whole_minutes(late) if late > LATE else 0


def _of(place: Library) -> QuerySet[Handout]:
    return Handout.objects.filter(hold__place=place).select_related("seat", "hold__reader", "hold__seat")
