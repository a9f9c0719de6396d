"""When the hall is crowded: how many seats are busy on average at each hour of each weekday."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.services.seats import timing
from oseredok.services.seats.models import Hold, State

HOUR = timedelta(hours=1)
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """An hour of a weekday (0 is Monday) at which the doors were open; `busy` seats on average, one decimal."""

    weekday: int
    hour: int
    busy: float


@dataclass(frozen=True, slots=True)
class Crowding:
    """Hours of weekdays, and from which day on they were looked at; `since` is None when nobody sat."""

    cells: list[Cell]
    since: date | None = None


def crowding(place: Library, *, period: Period, now: datetime) -> Crowding:
    """Return the hours of the period in which the library was open, with the mean number of seats at which people sat.

    Minutes at seats divided by minutes open: alarms and power cuts are in neither. Days before anybody first sat in the
    period are left out, so that a hall three days old is not called empty. Nothing when nobody sat.
    """
    until = min(period.ends_at, now)
    sessions = _sessions(place, since=period.starts_at, until=until)
    if not sessions:
        return Crowding([])
    first_day = clock.local_date(max(period.starts_at, sessions[0][0]))
    since = clock.day_bounds(first_day)[0]
    spans = hours.load(place, since=since, until=until).opening_moments(since, until)
    open_minutes: Counter[Place] = Counter()
    busy_minutes: Counter[Place] = Counter()
    for span in spans:
        open_minutes.update(_by_hour(span.opens_at, span.closes_at))
    for begins, ends in sessions:
        for span in spans[bisect_right(spans, begins, key=attrgetter("closes_at")) :]:
            if span.opens_at >= ends:
                break
            busy_minutes.update(_by_hour(max(begins, span.opens_at), min(ends, span.closes_at)))
    cells = [Cell(*at, round(busy_minutes[at] / minutes, 1)) for at, minutes in sorted(open_minutes.items()) if minutes]
    return Crowding(cells, first_day)


def _sessions(place: Library, *, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """Return from when to when people sat, in order; who still sits, until now. A move to another seat is no new one."""
    rows = Hold.objects.filter(
        place=place, state__in=[State.SEATED, State.ENDED], seated_at__lt=until, ends_at__gt=since
    ).order_by("seated_at", "pk")
    return [
        (begins, min(ended or ends, until))
        for begins, ended, ends in rows.values_list("seated_at", "ended_at", "ends_at")
        if begins is not None
    ]


def _by_hour(begins: datetime, ends: datetime) -> dict[Place, int]:
    """Return the whole minutes of a stretch by weekday and hour of Kyiv, whose hours begin where those of UTC do."""
    return {at: minutes for at, minutes in _pieces(begins, ends) if minutes > 0}


def _pieces(begins: datetime, ends: datetime) -> Iterator[tuple[Place, int]]:
    while begins < ends:
        following = min(begins.replace(minute=0, second=0, microsecond=0) + HOUR, ends)
        local = clock.local(begins)
        yield (local.weekday(), local.hour), timing.whole_minutes(following - begins)
        begins = following
