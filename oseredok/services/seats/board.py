"""What the hall looks like at a moment: for the desk's board, the public page, a kiosk. Computed from time, nothing written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zlib import crc32

from django.db.models import QuerySet

from oseredok.base.core import clock
from oseredok.library.places import hours
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.library.places.schedule import Shut
from oseredok.services.seats import hall as halls
from oseredok.services.seats import timing
from oseredok.services.seats.hall import HallDay
from oseredok.services.seats.models import HOLDING, Fault, Handout, Hold, Kind, Seat, Series, State, Waiting
from oseredok.services.seats.rows import WAITS

SOON = 5
"""Minutes before the end from which a session is about to end."""


@dataclass(frozen=True)
class Tile:
    """A seat now. `state`: free, busy, ending, waiting (its person has not come yet), broken, paused, not_back.

    `hold` is who sits or is waited for; `following` the next booking of today; `left` minutes to the end of `hold`;
    `free_for` minutes until somebody else has the seat or the doors close; `part` how much of the session is over, in %.
    """

    seat: Seat
    state: str
    hold: Hold | None = None
    following: Hold | None = None
    left: int = 0
    part: int = 0
    until: datetime | None = None
    free_for: int = 0
    fault: Fault | None = None
    handout: Handout | None = None

    @property
    def is_free(self) -> bool:
        return self.state == "free"


@dataclass(frozen=True)
class Board:
    """The hall now: tiles in the office's order, grouped by kind, with those who wait and everybody's time of today."""

    place: Library
    now: datetime
    tiles: list[Tile]
    rows: list[tuple[Seat, list[Hold]]]
    waiting: list[Waiting]
    closure: Shut | None
    closes_at: datetime | None
    day: HallDay = field(repr=False)

    @property
    def groups(self) -> list[tuple[Kind, list[Tile]]]:
        """Kinds in the order of their first seat, each with its tiles."""
        found: dict[str, list[Tile]] = {}
        for tile in self.tiles:
            found.setdefault(tile.seat.kind, []).append(tile)
        return [(Kind(kind), tiles) for kind, tiles in found.items()]

    @property
    def free(self) -> int:
        return sum(tile.is_free for tile in self.tiles)

    @property
    def busy(self) -> int:
        return sum(tile.state in ("busy", "ending", "paused") for tile in self.tiles)

    @property
    def awaited(self) -> int:
        return sum(tile.state == "waiting" for tile in self.tiles)


def board(place: Library, *, now: datetime) -> Board:
    """Return the hall as it is now, in seven queries whatever its size."""
    today = clock.local_date(now)
    starts_at, ends_at = clock.day_bounds(today)
    schedule = hours.load(place, since=starts_at)
    holds = _holds_of(place, starts_at, ends_at)
    day = halls.load(place, today, now=now, schedule=schedule, holds=holds)
    seats = [one.seat for one in day.seats]
    faults = {fault.seat_id: fault for fault in halls.faults_of([one.pk for one in seats], now + timing.MINUTE)}
    handouts = {
        handout.seat_id: handout
        for handout in Handout.objects.filter(seat__in=seats, back_at__isnull=True).select_related("hold")
    }
    closure = schedule.closure(now)
    kept = _kept_by_seat(day, holds)
    tiles = [
        _tile(
            seat,
            holds=kept[seat.pk],
            fault=faults.get(seat.pk),
            handout=handouts.get(seat.pk),
            day=day,
            is_shut=closure is not None,
        )
        for seat in seats
    ]
    waiting = list(_waiting(place, now, ends_at).select_related("hold__seat"))
    rows = [(seat, kept[seat.pk]) for seat in seats]
    return Board(place, now, tiles, rows, waiting, closure, day.closes_after(now), day)


def version(place: Library, *, now: datetime) -> str:
    """A short word that changes when anything on the board may have changed, each minute at least.

    Within a minute the board follows from these rows alone, so a poll that brings nothing new costs five small queries.
    """
    starts_at, ends_at = clock.day_bounds(clock.local_date(now))
    held = Hold.objects.filter(place=place, state__in=HOLDING, starts_at__lt=ends_at, ends_at__gt=starts_at).order_by(
        "pk"
    )
    here = {"seat__room__library": place}
    read = (
        held.values_list("pk", "state", "seat", "starts_at", "ends_at", "paused_at"),
        Fault.objects.filter(**here, fixed_at__isnull=True).order_by("pk").values_list("pk", "reason", "expected_on"),
        Handout.objects.filter(**here, back_at__isnull=True).order_by("pk").values_list("pk"),
        _waiting(place, now, ends_at).order_by("pk").values_list("pk", "state"),
        places.live_closures(place, at=now).values_list("pk"),
    )
    return format(crc32(repr((timing.minute(now), [list(rows) for rows in read])).encode()), "x")


def day_rows(place: Library, day: date, *, now: datetime) -> list[tuple[Seat, list[Hold]]]:
    """Return every seat with its holds of the day, in order of time: the ribbon and its table."""
    holds = _holds_of(place, *clock.day_bounds(day))
    found = halls.load(place, day, now=now, holds=holds)
    kept = _kept_by_seat(found, holds)
    return [(one.seat, kept[one.seat.pk]) for one in found.seats]


def _waiting(place: Library, now: datetime, day_ends_at: datetime) -> QuerySet[Waiting]:
    waits = Waiting.objects.filter(place=place, state__in=WAITS)
    return waits.filter(latest__gt=now, earliest__lt=day_ends_at)


def _holds_of(place: Library, starts_at: datetime, ends_at: datetime) -> list[Hold]:
    """What a board needs of a day's holds: their time, and a club's title; nobody's name."""
    held = halls.holds_of(place, starts_at, ends_at, "public_id", "series_id")
    clubs = Series.objects.in_bulk({hold.series_id for hold in held if hold.series_id is not None})
    for hold in held:
        hold.series = clubs[hold.series_id] if hold.series_id is not None else None
    return held


def _kept_by_seat(day: HallDay, holds: list[Hold]) -> dict[int, list[Hold]]:
    pauses, found = day.pauses, defaultdict[int, list[Hold]](list)
    for hold in holds:
        if halls.keeps(hold, day.rules, pauses, day.now):
            found[hold.seat_id].append(hold)
    return found


def _tile(
    seat: Seat, *, holds: list[Hold], fault: Fault | None, handout: Handout | None, day: HallDay, is_shut: bool
) -> Tile:
    now = day.now
    sitting = next((hold for hold in holds if hold.state == State.SEATED and not timing.is_over(hold, now)), None)
    ahead = [hold for hold in holds if hold.state in (State.BOOKED, State.OFFERED)]
    awaited = next((hold for hold in ahead if hold.starts_at <= now < hold.ends_at), None)
    following = next((hold for hold in ahead if hold.starts_at > now), None)
    if sitting is not None:
        left = timing.minutes_left(sitting, now)
        whole = timing.whole_minutes(timing.runs_until(sitting, now) - sitting.starts_at) or 1
        state = "paused" if sitting.paused_at else "ending" if left <= SOON else "busy"
        until = timing.runs_until(sitting, now)
        part = min(max(100 - left * 100 // whole, 0), 100)
        return Tile(seat, state, sitting, following, left, part, until, fault=fault, handout=handout)
    if fault is not None:
        return Tile(seat, "broken", None, following, fault=fault, handout=handout)
    if awaited is not None:
        waits = timing.waits_until(awaited, grace=day.rules.grace, pauses=day.pauses)
        deadline = awaited.answer_by if awaited.state == State.OFFERED else waits
        left = max(timing.whole_minutes(deadline - now), 0) if deadline else 0
        return Tile(seat, "waiting", awaited, following, left, until=deadline, handout=handout)
    if handout is not None:
        return Tile(seat, "not_back", None, following, handout=handout)
    free_for = 0 if is_shut else day.minutes_free(seat, timing.minute(now))
    return Tile(seat, "free" if free_for else "shut", None, following, free_for=free_for)


def counted_by_kind(tiles: Iterable[Tile]) -> tuple[int, int]:
    """Return how many of the tiles are free, of how many."""
    every = list(tiles)
    return sum(tile.is_free for tile in every), len(every)
