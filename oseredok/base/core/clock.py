"""Kyiv time. Moments are kept in UTC, days are Kyiv days; this module is the only bridge between them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from oseredok.base.core.dates import MONTHS, MONTHS_OF
from oseredok.base.core.errors import Invalid

KYIV = ZoneInfo("Europe/Kyiv")


def local(moment: datetime) -> datetime:
    """Return the same moment on a Kyiv clock. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a naive moment has no place in time")
    return moment.astimezone(KYIV)


def local_date(moment: datetime) -> date:
    """Return the Kyiv day that the moment belongs to."""
    return local(moment).date()


def moment_at(day: date, at: time) -> datetime:
    """Return the UTC moment when a Kyiv clock shows `at` on `day`.

    In October an hour is shown twice: the first showing counts. In March an hour is skipped: a time inside it
    means as long after midnight as it says on the old clock, that is, one hour later on the new one.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=KYIV).astimezone(UTC)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return UTC moments [start, end) of a Kyiv day: 23, 24 or 25 hours."""
    return moment_at(day, time.min), moment_at(day + timedelta(days=1), time.min)


_NUMERIC = re.compile(r"(\d{1,2})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})\s+([^\W\d_]+)\.?,?\s+(\d{4}|\d{2})")
YEARS = range(1000, 3000)
_YEAR_WORD = re.compile(r"\s*(?:р\.?|року|рік)$")
_MONTH_NUMBERS = {name: place for names in (MONTHS, MONTHS_OF) for place, name in enumerate(names, 1)}


def parse_date(text: str) -> date:
    """Understand `1.2.26`, `01/02/2026`, `2026-02-01`, `1 лютого 2026 р.`; the day always comes first.

    A two-digit year means 1969-2068. A year outside `YEARS` is a slip of the hand, and so near the ends of the calendar
    that adding a day or a time zone would leave it. Raises Invalid (`date-unclear`, `date-impossible`).
    """
    line = _YEAR_WORD.sub("", " ".join(text.split()).casefold())
    if found := _ISO.fullmatch(line):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMERIC.fullmatch(line):
        day, month, year = int(found[1]), int(found[2]), _full_year(found[3])
    elif (found := _WORDS.fullmatch(line)) and found[2] in _MONTH_NUMBERS:
        day, month, year = int(found[1]), _MONTH_NUMBERS[found[2]], _full_year(found[3])
    else:
        raise Invalid(_("Напишіть дату так: 31.12.2026 або 31 грудня 2026."), code="date-unclear")
    try:
        if year not in YEARS:
            raise ValueError(year)
        return date(year, month, day)
    except ValueError:
        raise Invalid(_("Такої дати немає в календарі. Перевірте день і місяць."), code="date-impossible") from None


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 69 else 1900)


_TIME = re.compile(r"(\d{1,2})(?:\s*[:.\-]\s*(\d{2}))?|(\d{2})(\d{2})")


def parse_time(text: str) -> time:
    """Understand `9:05`, `9.05`, `0905`, `9`. Raises Invalid (`time-unclear`)."""
    found = _TIME.fullmatch(text.strip())
    if found:
        hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Invalid(_("Напишіть час так: 09:30."), code="time-unclear")
