"""«Щоденник роботи бібліотеки» in four parts (facts: 6nk §5): for a day, a month or a year, of one or several places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.reports.diary import columns, grids, lists
from oseredok.management.reports.diary.parts import PARTS, Diary, Part


def day(*, place: Library, date: date) -> Diary:
    """The diary of one library on one day."""
    return diary(period=Period.day(date), places=[place], on=date)


def month(*, place: Library, year: int, month: int, on: date) -> Diary:
    """The diary of one library in a month, up to the day `on`."""
    return diary(period=Period.month(year, month), places=[place], on=on)


def year(*, place: Library, year: int, on: date) -> Diary:
    """The diary of one library in a year by months, up to the month of `on`."""
    return diary(period=Period.year(year), places=[place], on=on)


def diary(*, period: Period, places: Sequence[Library], on: date) -> Diary:
    """All four parts with every row, for paper and workbook."""
    parts = tuple(part(number=number, period=period, places=places, on=on) for number in PARTS)
    return Diary(title=period.title, place=place_names(places), period=period, parts=parts)


def part(*, number: str, period: Period, places: Sequence[Library], on: date, rows: bool = True) -> Part:
    """One part. `rows=False` leaves the lists of parts III and IV to the caller, who shows them page by page.

    Raises ValueError for a period that is not a day, a month or a year.
    """
    if period.kind not in ("day", "month", "year"):
        raise ValueError(f"the diary has no {period.kind}")
    makers = {"I": columns.users_and_visits, "II": columns.loans, "III": columns.events, "IV": columns.requests}
    grid = grids.grid(columns=makers[number](), period=period, places=places, on=on)
    listed = number in ("III", "IV") and period.kind != "year"
    return Part(
        number=number,
        title=columns.TITLES[number],
        grid=grid,
        events=lists.event_lines(lists.event_entries(period=period, places=places))
        if listed and rows and number == "III"
        else (),
        requests=lists.request_lines(lists.request_entries(period=period, places=places))
        if listed and rows and number == "IV"
        else (),
        lists=listed,
    )


def place_names(places: Sequence[Library]) -> str:
    return places[0].name if len(places) == 1 else ", ".join(place.short_name for place in places)


__all__ = ["PARTS", "Diary", "Part", "day", "diary", "month", "part", "place_names", "year"]
