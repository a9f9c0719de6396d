"""Half-open periods of Kyiv days: `[start, end)`. One type for screens, reports, addresses and the journal."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date, moment_at
from oseredok.base.core.dates import MONTHS_OF, date_words, month_words
from oseredok.base.core.errors import Invalid

Kind = Literal["day", "week", "month", "quarter", "half_year", "year", "school_year", "span"]
_DAY = timedelta(days=1)
# What an address may ask about; a period of our own code may be any.
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
_ROMAN = ("I", "II", "III", "IV")


def _add_months(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _year_earlier(day: date) -> date:
    """The same day a year before; 29 February becomes 28."""
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, last))


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Kyiv days from `start` up to, not including, `end`. Never empty: raises ValueError."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime) or isinstance(self.end, datetime):
            raise TypeError("a period is made of days, not of moments")
        if self.start >= self.end:
            raise ValueError("a period must have at least one day")

    # --- Makers -----------------------------------------------------------------------------------

    @classmethod
    def day(cls, day: date) -> Period:
        return cls(day, day + _DAY)

    @classmethod
    def week(cls, day: date) -> Period:
        """The week, Monday to Sunday, that `day` is in."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=7))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls._months_from(date(year, month, 1), 1)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls._months_from(date(year, quarter * 3 - 2, 1), 3)

    @classmethod
    def half_year(cls, year: int, half: int) -> Period:
        return cls._months_from(date(year, half * 6 - 5, 1), 6)

    @classmethod
    def year(cls, year: int) -> Period:
        return cls._months_from(date(year, 1, 1), 12)

    @classmethod
    def school_year(cls, first_year: int) -> Period:
        """1 September of `first_year` to 31 August of the next."""
        return cls._months_from(date(first_year, 9, 1), 12)

    @classmethod
    def through(cls, first: date, last: date) -> Period:
        """From the first day to the last one, both inside, as people say it."""
        if last < first:
            raise Invalid(_("Перша дата має бути не пізніше за останню."), code="period-backwards")
        return cls(first, last + _DAY)

    @classmethod
    def containing(cls, kind: Kind, day: date) -> Period:
        """The period of this kind that `day` is in. Raises ValueError for a kind without a calendar."""
        makers: dict[str, Callable[[], Period]] = {
            "day": lambda: cls.day(day),
            "week": lambda: cls.week(day),
            "month": lambda: cls.month(day.year, day.month),
            "quarter": lambda: cls.quarter(day.year, (day.month + 2) // 3),
            "half_year": lambda: cls.half_year(day.year, (day.month + 5) // 6),
            "year": lambda: cls.year(day.year),
            "school_year": lambda: cls.school_year(day.year if day.month >= 9 else day.year - 1),
        }
        if kind not in makers:
            raise ValueError(f"no calendar period of kind {kind!r}")
        return makers[kind]()

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read the code of an address (`2026-q4`). Raises Invalid (`period-unclear`)."""
        try:
            for shape, make in _SHAPES:
                if found := shape.fullmatch(code):
                    return _within_memory(make(*found.groups()))
        except (ValueError, OverflowError, Invalid):
            pass
        raise Invalid(_("Такого періоду немає. Оберіть його зі списку."), code="period-unclear")

    @classmethod
    def _months_from(cls, first: date, months: int) -> Period:
        return cls(first, _add_months(first, months))

    # --- Properties -------------------------------------------------------------------------------

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.end - _DAY

    @property
    def length(self) -> int:
        """How many days."""
        return (self.end - self.start).days

    @property
    def kind(self) -> Kind:
        """What the calendar calls it; `span` when it has no name."""
        if self.length == 1:
            return "day"
        if self.length == 7 and self.start.weekday() == 0:
            return "week"
        if self.start.day != 1 or self.end.day != 1:
            return "span"
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        if months == 12 and self.start.month == 9:
            return "school_year"
        names: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
        return names[months] if months in names and (self.start.month - 1) % months == 0 else "span"

    @property
    def starts_at(self) -> datetime:
        """The UTC moment when the first day begins in Kyiv."""
        return moment_at(self.start, time.min)

    @property
    def ends_at(self) -> datetime:
        """The UTC moment when the last day is over in Kyiv; not inside any more."""
        return moment_at(self.end, time.min)

    @property
    def code(self) -> str:
        """The code for addresses: `2026-10-14`, `2026-w42`, `2026-10`, `2026-q4`, `2026-h1`, `2026`, `2025-26s`."""
        first, year = self.start, self.start.year
        match self.kind:
            case "day":
                return first.isoformat()
            case "week":
                iso = first.isocalendar()
                return f"{iso.year}-w{iso.week:02}"
            case "month":
                return f"{first:%Y-%m}"
            case "quarter":
                return f"{year}-q{(first.month + 2) // 3}"
            case "half_year":
                return f"{year}-h{(first.month + 5) // 6}"
            case "year":
                return f"{year}"
            case "school_year":
                return f"{year}-{(year + 1) % 100:02}s"
            case _:
                return f"{first.isoformat()}--{self.last.isoformat()}"

    @property
    def title(self) -> str:
        """What people call it: «жовтень 2026», «перше півріччя 2026 року»."""
        first, year = self.start, self.start.year
        match self.kind:
            case "day":
                return date_words(first)
            case "week":
                return f"тиждень {self._span_words()}"
            case "month":
                return month_words(first)
            case "quarter":
                return f"{_ROMAN[(first.month - 1) // 3]} квартал {year} року"
            case "half_year":
                return f"{'перше' if first.month == 1 else 'друге'} півріччя {year} року"
            case "year":
                return f"{year} рік"
            case "school_year":
                return f"{year}/{(year + 1) % 100:02} навчальний рік"
            case _:
                return self._span_words()

    def _span_words(self) -> str:
        first, last = self.start, self.last
        ending = f"{last.day} {MONTHS_OF[last.month - 1]} {last.year}"
        if first.year != last.year:
            return f"{first.day} {MONTHS_OF[first.month - 1]} {first.year} – {ending}"
        if first.month != last.month:
            return f"{first.day} {MONTHS_OF[first.month - 1]} – {ending}"
        return f"{first.day}–{ending}"

    def __str__(self) -> str:
        return self.title

    # --- Questions and neighbours -----------------------------------------------------------------

    def contains(self, day: date) -> bool:
        """Whether the Kyiv day is inside. A moment is refused with TypeError: turn it into its Kyiv day first."""
        if isinstance(day, datetime):
            raise TypeError("ask about a day; clock.local_date() turns a moment into one")
        return self.start <= day < self.end

    def __contains__(self, day: date) -> bool:
        return self.contains(day)

    def contains_moment(self, moment: datetime) -> bool:
        return self.contains(local_date(moment))

    def overlaps(self, other: Period) -> bool:
        return self.start < other.end and other.start < self.end

    def previous(self) -> Period:
        """The period of the same kind just before; for a span, as many days before."""
        if self.kind == "span":
            return Period(self.start - (self.end - self.start), self.start)
        return Period.containing(self.kind, self.start - _DAY)

    def next(self) -> Period:
        """The period of the same kind just after; for a span, as many days after."""
        if self.kind == "span":
            return Period(self.end, self.end + (self.end - self.start))
        return Period.containing(self.kind, self.end)

    def year_before(self) -> Period:
        """The same period of the year before, to compare with.

        A week becomes the week of the same number (the 53rd becomes the last one); 29 February becomes the 28th.
        """
        if self.kind == "week":
            iso = self.start.isocalendar()
            last_week = date(iso.year - 1, 12, 28).isocalendar().week
            return Period.week(date.fromisocalendar(iso.year - 1, min(iso.week, last_week), 1))
        if self.kind in ("day", "span"):
            return Period(_year_earlier(self.start), _year_earlier(self.last) + _DAY)
        return Period.containing(self.kind, _year_earlier(self.start))

    def days(self) -> tuple[date, ...]:
        """All days, in order."""
        return tuple(self.start + timedelta(days=number) for number in range(self.length))

    def months(self) -> tuple[Period, ...]:
        """The whole calendar months that it touches, in order."""
        found = [Period.month(self.start.year, self.start.month)]
        while found[-1].end < self.end:
            found.append(found[-1].next())
        return tuple(found)

    def weeks(self) -> tuple[Period, ...]:
        """The whole weeks that it touches, in order."""
        found = [Period.week(self.start)]
        while found[-1].end < self.end:
            found.append(found[-1].next())
        return tuple(found)


def _within_memory(period: Period) -> Period:
    """Raise Invalid for years so far away that the neighbours of the period may not exist in the calendar."""
    if period.start < EARLIEST or period.end > LATEST:
        raise Invalid(_("Такого періоду немає. Оберіть його зі списку."), code="period-unclear")
    return period


def _school_year(first: str, second: str) -> Period:
    if (int(first) + 1) % 100 != int(second):
        raise ValueError("the second year must follow the first")
    return Period.school_year(int(first))


_SHAPES: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)", re.ASCII), lambda year, month: Period.month(int(year), int(month))),
    (re.compile(r"(\d{4})-q([1-4])", re.ASCII), lambda year, part: Period.quarter(int(year), int(part))),
    (re.compile(r"(\d{4})-h([12])", re.ASCII), lambda year, part: Period.half_year(int(year), int(part))),
    (re.compile(r"(\d{4})", re.ASCII), lambda year: Period.year(int(year))),
    (re.compile(r"(\d{4}-\d\d-\d\d)", re.ASCII), lambda day: Period.day(date.fromisoformat(day))),
    (
        re.compile(r"(\d{4})-w(\d\d)", re.ASCII),
        lambda year, week: Period.week(date.fromisocalendar(int(year), int(week), 1)),
    ),
    (re.compile(r"(\d{4})-(\d\d)s", re.ASCII), _school_year),
    (
        re.compile(r"(\d{4}-\d\d-\d\d)--(\d{4}-\d\d-\d\d)", re.ASCII),
        lambda first, last: Period.through(date.fromisoformat(first), date.fromisoformat(last)),
    ),
)
