"""Numbers that the registers of the product tell: libraries, rooms, opening hours, people of the community."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, cached_property

from oseredok.base.core.clock import local_date
from oseredok.library.places import hours, queries
from oseredok.library.places.models import Library, Room
from oseredok.library.places.schedule import Schedule
from oseredok.management.indicators.formulas import Number, Outside
from oseredok.management.indicators.sources import Cell

_AREAS: dict[str, tuple[str, ...]] = {
    "area_total": tuple(Room.Purpose.values),
    "area_service": (Room.Purpose.SERVICE, Room.Purpose.COWORKING),
    "area_sociocultural": (Room.Purpose.SOCIOCULTURAL,),
    "area_storage": (Room.Purpose.STORAGE,),
}
ONLY_PRESENT = frozenset({*_AREAS, "area_step_free"})
"""Rooms have no days from which they are counted: only what is now is known."""


def read(leaves: Sequence[Outside], cells: Sequence[Cell]) -> dict[tuple[Outside, Hashable], Number]:
    """Return what the registers know. What they keep only as it is now belongs to the last of the periods."""
    known = _Known(cells)
    last = max((cell.period.end for cell in cells), default=None)
    found: dict[tuple[Outside, Hashable], Number] = {}
    for leaf in leaves:
        for cell in cells:
            if leaf.name in ONLY_PRESENT and cell.period.end != last:
                continue
            number = known.number(leaf.name, cell)
            if number is not None:
                found[leaf, cell.key] = number
    return found


class _Known:
    """The registers, read once for all cells."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.starts_at = min((cell.period.starts_at for cell in cells), default=None)
        self.ends_at = max((cell.period.ends_at for cell in cells), default=None)
        self._schedules: dict[int, Schedule] = {}
        self._disturbed: dict[int, frozenset[date]] = {}
        self._days: dict[tuple[int, date], tuple[int, int]] = {}
        self.makers: dict[str, Callable[[Cell], Number | None]] = {
            "libraries": lambda cell: len(self._open(cell)),
            "libraries_rural": lambda cell: sum(library.is_rural for library in self._open(cell)),
            "population": self._population,
            "days_open": lambda cell: self._days_open(cell),
            "hours_open": lambda cell: self._minutes(cell, 0),
            "hours_lost": lambda cell: self._minutes(cell, 1),
            "area_step_free": lambda cell: self._area(cell, _AREAS["area_total"], step_free=True),
        }

    def number(self, name: str, cell: Cell) -> Number | None:
        if name in _AREAS:
            return self._area(cell, _AREAS[name])
        return self.makers[name](cell)

    @cached_property
    def libraries(self) -> list[Library]:
        return list(Library.objects.select_related("system"))

    @cached_property
    def rooms(self) -> list[Room]:
        return list(Room.objects.all())

    def _asked(self, cell: Cell) -> list[Library]:
        wanted = None if cell.places is None else {place.pk for place in cell.places}
        return [library for library in self.libraries if wanted is None or library.pk in wanted]

    def _open(self, cell: Cell) -> list[Library]:
        """Those that work on the last day."""
        day = cell.period.last
        return [
            library
            for library in self._asked(cell)
            if (library.opened_on is None or library.opened_on <= day)
            and (library.closed_on is None or library.closed_on > day)
        ]

    def _population(self, cell: Cell) -> int | None:
        """Known of the whole community only: a branch has no inhabitants of its own."""
        if cell.places is not None and len(self._open(cell)) < len(self._open(cell._replace(places=None))):
            return None
        system = queries.system()
        return system.population if system else None

    def _area(self, cell: Cell, purposes: tuple[str, ...], *, step_free: bool = False) -> Decimal | None:
        """None where no room was told of at all."""
        ids = {library.pk for library in self._open(cell)}
        rooms = [room for room in self.rooms if room.library_id in ids]
        if not rooms:
            return None
        wanted = (room for room in rooms if room.purpose in purposes and (room.step_free or not step_free))
        return sum((room.area for room in wanted), Decimal())

    def _schedule(self, library: Library) -> Schedule:
        if library.pk not in self._schedules:
            schedule = hours.load(library, since=self.starts_at, until=self.ends_at)
            self._schedules[library.pk], self._disturbed[library.pk] = schedule, _days_of(schedule)
        return self._schedules[library.pk]

    def _days_open(self, cell: Cell) -> int | None:
        counted = [
            len(schedule.working_days(cell.period))
            for library in self._asked(cell)
            if (schedule := self._schedule(library)).weekly
        ]
        return sum(counted) if counted else None

    def _minutes(self, cell: Cell, part: int) -> Decimal | None:
        """Hours open (0) or lost (1), with one digit; None where nobody set the hours."""
        libraries = [library for library in self._asked(cell) if self._schedule(library).weekly]
        if not libraries:
            return None
        minutes = sum(self._of_day(library, day)[part] for library in libraries for day in cell.period.days())
        return (Decimal(minutes) / 60).quantize(Decimal("0.1"))

    def _of_day(self, library: Library, day: date) -> tuple[int, int]:
        """Minutes open and minutes lost."""
        known = self._days.get((library.pk, day))
        if known is None:
            schedule = self._schedule(library)
            if day in self._disturbed[library.pk]:
                planned = _length([(one.opens_at, one.closes_at) for one in schedule.planned(day)])
                opened = _length([(one.opens_at, one.closes_at) for one in schedule.opened(day)])
            else:
                planned = opened = _of_clock(schedule.plan(day).spans)
            known = self._days[library.pk, day] = (opened, planned - opened)
        return known


def _days_of(schedule: Schedule) -> frozenset[date]:
    """The days that closures touch: few, so that only they need moments."""
    found: set[date] = set()
    for one in schedule.closures:
        day, last = local_date(one.started_at), local_date(one.until)
        while day <= last:
            found.add(day)
            day += timedelta(days=1)
    return frozenset(found)


@cache
def _of_clock(spans: tuple[tuple[time, time], ...]) -> int:
    """Minutes between times of one day; doors do not open at the hour when the clocks change."""
    return sum((closes.hour - opens.hour) * 60 + closes.minute - opens.minute for opens, closes in spans)


def _length(intervals: list[tuple[datetime, datetime]]) -> int:
    return round(sum((closes - opens).total_seconds() for opens, closes in intervals) / 60)
