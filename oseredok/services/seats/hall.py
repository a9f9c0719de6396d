"""One day of one hall, loaded once: which seat is free when. Minutes of the day are bits, so two hundred seats cost little.

Nothing here locks: an answer may be out of date at once, and the database has the last word (see `guards`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Aggregate, Q, TextField
from django.db.models.query import QuerySet

from oseredok.base.core.clock import day_bounds
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.library.places.schedule import Schedule, Shut
from oseredok.services.seats import timing
from oseredok.services.seats.models import HOLDING, Fault, HallRules, Hold, KindRule, Seat
from oseredok.services.seats.timing import MINUTE, Pause

STEP = 30
"""Minutes between the times that are offered for booking."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be chosen: how many seats of those asked for are free in it, of how many.

    `kept` seats are free too, but wait until then for somebody else (`Seat.kept_for`).
    """

    starts_at: datetime
    free: int
    total: int
    kept: int = 0


class Held(NamedTuple):
    """What of a `Hold` tells when it keeps its seat, and how: alike for all who come at the same half-hour."""

    state: str
    way: str
    starts_at: datetime
    ends_at: datetime
    answer_by: datetime | None
    paused_at: datetime | None


class Seats(Aggregate):
    """The seats of a group, as `3,17,42`."""

    function, arg_joiner, output_field = "GROUP_CONCAT", ",", TextField()
    name = "Seats"

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **more)


@dataclass(slots=True)
class SeatDay:
    """A seat and its minutes: `held` by people, `broken` by a fault."""

    seat: Seat
    held: int = 0
    broken: int = 0

    def blocked(self, minutes: int, *, gap: int = 0) -> int:
        """Return the minutes of the day from which the seat is not free for so long: `is_free` of each, at once."""
        return _reached(self.held << gap, minutes + 2 * gap) | _reached(self.broken, minutes)

    def is_free(self, first: int, last: int, *, gap: int = 0) -> bool:
        return not (self.held & _bits(first - gap, last + gap) or self.broken & _bits(first, last))

    def slack(self, first: int, last: int) -> int:
        """How many free minutes lie around the stretch: a tighter place leaves longer ones for others."""
        below, above = self.held & _bits(0, first), self.held >> last
        before = first - below.bit_length()
        after = (above & -above).bit_length() - 1 if above else 1440
        return before + after


@dataclass
class HallDay:
    place: Library
    rules: HallRules
    day: date
    starts_at: datetime
    schedule: Schedule
    now: datetime
    seats: list[SeatDay] = field(default_factory=list)
    kind_rules: dict[str, KindRule] = field(default_factory=dict)
    walk_ins: dict[int, int] = field(default_factory=dict)  # seat → minutes held by people without a booking

    @property
    def pauses(self) -> list[Pause]:
        return pauses_of(self.schedule, self.now)

    @cached_property
    def _by_seat(self) -> dict[int, SeatDay]:
        return {one.seat.pk: one for one in self.seats}

    def free(
        self,
        starts_at: datetime,
        ends_at: datetime,
        *,
        kind: str = "",
        wheelchair: bool = False,
        seat: Seat | None = None,
        gap: int = 0,
    ) -> list[Seat]:
        """Return the seats that nobody holds in the stretch, the most fitting first.

        Fitting: not kept for somebody, no larger than needed, nothing special that others may need, the tightest gap,
        then the office's order.
        """
        first, last = self._minute(starts_at), self._minute(ends_at)
        found = [one for one in self._asked(kind, wheelchair, seat) if one.is_free(first, last, gap=gap)]
        found.sort(
            key=lambda one: (
                one.seat.kept_for != "",
                one.seat.capacity,
                len(one.seat.features),
                one.slack(first, last),
            )
        )
        return [one.seat for one in found]

    def is_broken(self, one: SeatDay, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether the seat does not work in some minute of the stretch."""
        return bool(one.broken & _bits(self._minute(starts_at), self._minute(ends_at)))

    def is_open(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether the doors are to be open all through the stretch, by the rules of the week and their exceptions."""
        return any(one.opens_at <= starts_at and ends_at <= one.closes_at for one in self.schedule.planned(self.day))

    def closes_after(self, at: datetime) -> datetime | None:
        """When the doors that are open at the moment are to close; None while they are not to be open."""
        return next((one.closes_at for one in self.schedule.planned(self.day) if at in one), None)

    def minutes_free(self, seat: Seat, at: datetime) -> int:
        """How many minutes from the moment a seat is nobody's, until the next booking or the closing of the doors."""
        closes = self.closes_after(at)
        if closes is None:
            return 0
        first = self._minute(at)
        last = first + timing.whole_minutes(closes - at)
        found = self._by_seat.get(seat.pk)
        if found is None:
            return 0
        taken = (found.held | found.broken) >> first
        return min((taken & -taken).bit_length() - 1 if taken else last - first, last - first)

    def slots(
        self,
        minutes: int,
        *,
        kind: str = "",
        wheelchair: bool = False,
        for_staff: bool = False,
        may: Callable[[Seat], bool] = lambda seat: True,
        is_kept: Callable[[Seat, datetime], bool] = lambda seat, at: False,
    ) -> list[Slot]:
        """Return the half-hours of the day that are still ahead, with the seats free for `minutes` from each.

        `for_staff` counts those too that are left for people without a booking. `may` leaves out seats that the person
        may not have at all, `is_kept` those that wait for others at that time.
        """
        asked = {
            one.seat.pk
            for one in self._asked(kind, wheelchair, None)
            if (for_staff or self.is_bookable(one.seat)) and may(one.seat)
        }
        every = [(one.seat, one.blocked(minutes, gap=self.rules.gap)) for one in self.seats]
        return [
            self._slot(at, minutes, every, asked, leaves_walk_ins=not for_staff, is_kept=is_kept)
            for at in self._times(minutes)
        ]

    def reserved(self, starts_at: datetime, ends_at: datetime) -> int:
        """How many seats must be left for those who come without a booking; the ones who sit so already count."""
        share = len(self.seats) * self.rules.walk_in_percent // 100
        window = _bits(self._minute(starts_at), self._minute(ends_at))
        return max(share - sum(1 for held in self.walk_ins.values() if held & window), 0)

    def is_bookable(self, seat: Seat) -> bool:
        rule = self.kind_rules.get(seat.kind)
        return rule is None or rule.bookable

    def is_for_guests(self, kind: str) -> bool:
        rule = self.kind_rules.get(kind)
        return rule is None or rule.open_to_guests

    def longest(self, kind: str) -> int:
        rule = self.kind_rules.get(kind)
        return rule.longest if rule is not None and rule.longest else self.rules.longest

    def _slot(
        self,
        at: datetime,
        minutes: int,
        every: list[tuple[Seat, int]],
        asked: set[int],
        *,
        leaves_walk_ins: bool,
        is_kept: Callable[[Seat, datetime], bool],
    ) -> Slot:
        first = self._minute(at)
        unheld = [seat for seat, blocked in every if not blocked >> first & 1]
        free = [seat for seat in unheld if seat.pk in asked]
        kept = sum(1 for seat in free if seat.kept_for and is_kept(seat, at))
        if not leaves_walk_ins:
            return Slot(at, len(free) - kept, len(asked), kept)
        spare = len(unheld) - self.reserved(at, at + timedelta(minutes=minutes))
        return Slot(at, max(min(len(free) - kept, spare), 0), len(asked), max(min(kept, spare), 0))

    def _times(self, minutes: int) -> Iterator[datetime]:
        span, step = timedelta(minutes=minutes), timedelta(minutes=STEP)
        for one in self.schedule.planned(self.day):
            at = one.opens_at
            while at + span <= one.closes_at:
                if at > self.now:
                    yield at
                at += step

    def _asked(self, kind: str, wheelchair: bool, seat: Seat | None) -> Iterator[SeatDay]:
        for one in self.seats:
            if (
                (not kind or one.seat.kind == kind)
                and (not wheelchair or one.seat.wheelchair)
                and (seat is None or one.seat.pk == seat.pk)
            ):
                yield one

    def _minute(self, at: datetime) -> int:
        return (at - self.starts_at) // MINUTE


def load(
    place: Library,
    day: date,
    *,
    now: datetime,
    without: Hold | None = None,
    schedule: Schedule | None = None,
    holds: Iterable[Hold] | None = None,
) -> HallDay:
    """Read one day. `without` leaves a hold out: it is about to be changed, and must not stand in its own way.

    `schedule` and `holds` are what the caller has read already (then nothing is left out).
    """
    starts_at, ends_at = day_bounds(day)
    rules = rules_of(place)
    schedule = schedule or hours.load(place, since=starts_at)
    hall = HallDay(place, rules, day, starts_at, schedule, now)
    hall.kind_rules = {one.kind: one for one in rules.kinds.all()} if rules.pk else {}
    by_seat = {seat.pk: SeatDay(seat) for seat in seats_of(place, day)}
    hall.seats = list(by_seat.values())
    pauses = hall.pauses
    for held, keeping in _held(place, starts_at, ends_at, without) if holds is None else _each(holds):
        if not keeps(held, rules, pauses, now):
            continue
        bits = _span(hall, held.starts_at, timing.runs_until(held, now))
        for seat in by_seat.keys() & keeping:
            by_seat[seat].held |= bits
            if held.way == Hold.Way.WALK_IN:
                hall.walk_ins[seat] = hall.walk_ins.get(seat, 0) | bits
    for fault in faults_of(by_seat, ends_at):
        by_seat[fault.seat_id].broken |= _span(hall, fault.since, _works_again(fault, ends_at))
    return hall


def rules_of(place: Library) -> HallRules:
    """Return the library's rules; a hall that nobody has set up yet has the usual ones, not kept anywhere."""
    return HallRules.objects.filter(place=place).first() or HallRules(place=place)


def seats_of(place: Library, day: date) -> list[Seat]:
    """Return the seats of a library that are in use on the day, in the office's order."""
    return list(
        # A room has many seats: read once, not with each of them.
        Seat.objects.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day), room__library=place).prefetch_related(
            "room"
        )
    )


def holds_of(place: Library, starts_at: datetime, ends_at: datetime, *more: str) -> list[Hold]:
    """Return what keeps a seat in the stretch; the clock of one may have stopped before it.

    A hold is read without its person: only what says which seat is whose when, and the fields named by `more`.
    """
    return list(_holding(place, starts_at, ends_at).only("seat", *Held._fields, *more))


def _held(
    place: Library, starts_at: datetime, ends_at: datetime, without: Hold | None
) -> Iterator[tuple[Held, set[int]]]:
    """Return what keeps seats alike, and the seats. A full hall has thousands of holds, but only so many half-hours."""
    holding = _holding(place, starts_at, ends_at)
    if without is not None:
        holding = holding.exclude(pk=without.pk)
    # Without a word about the order, the model's own would part the groups again.
    for *alike, seats in holding.order_by().values_list(*Held._fields).annotate(Seats("seat")):
        yield Held(*alike), {int(seat) for seat in seats.split(",")}


def _each(holds: Iterable[Hold]) -> Iterator[tuple[Hold, set[int]]]:
    for hold in holds:
        yield hold, {hold.seat_id}


def _holding(place: Library, starts_at: datetime, ends_at: datetime) -> QuerySet[Hold]:
    return Hold.objects.filter(place=place, state__in=HOLDING, starts_at__lt=ends_at, ends_at__gt=starts_at)


def faults_of(seats: Iterable[int], until: datetime) -> list[Fault]:
    """Return the faults of these seats that nobody has mended."""
    return list(Fault.objects.filter(seat__in=seats, fixed_at__isnull=True, since__lt=until))


def keeps(hold: Hold | Held, rules: HallRules, pauses: list[Pause], now: datetime) -> bool:
    """Whether a hold still keeps its seat at the moment, whatever the worker has or has not written down."""
    return not (timing.offer_is_over(hold, now) or timing.is_no_show(hold, grace=rules.grace, pauses=pauses, now=now))


def pauses_of(schedule: Schedule, now: datetime) -> list[Pause]:
    """Return the closures of a schedule as stops of the clock; one left open on an earlier day ended with that day."""
    return timing.joined(Pause(timing.minute(one.started_at), _end(one, now)) for one in schedule.closures)


def _end(closure: Shut, now: datetime) -> datetime | None:
    if closure.ended_at is not None:
        return timing.minute(closure.ended_at)
    return closure.until if closure.until <= now else None


def _works_again(fault: Fault, ends_at: datetime) -> datetime:
    return day_bounds(fault.expected_on)[0] if fault.expected_on else ends_at


def _span(hall: HallDay, starts_at: datetime, ends_at: datetime) -> int:
    first = (starts_at - hall.starts_at) // MINUTE
    last = -((hall.starts_at - ends_at) // MINUTE)
    return _bits(first, last)


def _bits(first: int, last: int) -> int:
    """Return the minutes [first, last) as bits; what lies before the day is nobody's."""
    first = max(first, 0)
    return ((1 << (last - first)) - 1) << first if last > first else 0


def _reached(bits: int, length: int) -> int:
    """Return the bits from which a stretch of `length` minutes reaches one of these: itself and the ones before it."""
    done = 1
    while done < length:
        step = min(done, length - done)
        bits |= bits >> step
        done += step
    return bits
