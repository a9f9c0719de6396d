"""Reading the indicators for a snapshot. Nothing here writes; nothing outside the indicators is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Min
from django.utils.translation import gettext as _

from oseredok.base.core.dates import WEEKDAYS_SHORT, month_words
from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.indicators import queries as indicators
from oseredok.management.indicators import wording
from oseredok.management.indicators.catalogue import SECTIONS, full_name
from oseredok.management.indicators.indicator import Indicator
from oseredok.management.reports.frozen import subjects
from oseredok.management.reports.frozen.content import Content, Picture, Place, Point, Row, decimal
from oseredok.spine.feedback import queries as feedback
from oseredok.spine.journal import queries as journal

Places = Sequence[Library] | None
VISITS = "visits.total"
LATE_START = timedelta(days=31)
"""A journal begun later than this after the beginning of a period has not counted it: nothing to compare with."""


def content(
    *,
    chosen: Sequence[Indicator],
    period: Period,
    places: Places,
    frozen_at: datetime,
    last_entry: int,
    last_rating: int | None = None,
) -> Content:
    """Return what the indicators say now."""
    counted = list(Library.objects.filter(closed_on__isnull=True)) if places is None else list(places)
    return Content(
        period=period,
        places=tuple(Place(place.pk, place.short_name) for place in counted),
        everywhere=places is None,
        frozen_at=frozen_at,
        last_entry=last_entry,
        last_rating=last_rating,
        rows=tuple(_rows(chosen, period, places, counted)),
        pictures=tuple(one for one in _pictures(period, places) if one.points),
    )


def numbers(listed: Sequence[Indicator], *, period: Period, places: Places) -> dict[str, Decimal | None]:
    """Return the numbers that the indicators have now, by code, as they would be frozen."""
    found = indicators.values(listed, period=period, places=places)
    return {code: decimal(value.number) for code, value in found.items()}


def _rows(listed: Sequence[Indicator], period: Period, places: Places, counted: Sequence[Library]) -> Iterable[Row]:
    now = indicators.values(listed, period=period, places=places)
    since = journal.entries(places=places).order_by().aggregate(day=Min("local_date"))["day"]
    before = _compared(listed, period.previous(), places, since)
    year_ago = _compared(listed, period.year_before(), places, since)
    months = indicators.monthly_many(listed, period=period, places=places)
    by_place = indicators.by_place_many(listed, period=period, places=counted) if len(counted) > 1 else {}
    sections = {section.code: str(section.name) for section in SECTIONS}
    for one in listed:
        value = now[one.code]
        yield Row(
            code=one.code,
            name=subjects.title(one.code) or full_name(one),
            section=sections[one.section],
            unit=str(one.unit),
            direction=one.direction,
            number_kind=one.kind_of_number,
            number=decimal(value.number),
            before=before.get(one.code),
            year_ago=year_ago.get(one.code),
            target=decimal(indicators.target_of(one, period=period, places=places)),
            n=value.n,
            interval=None if value.interval is None else (_one_digit(value.interval[0]), _one_digit(value.interval[1])),
            query=value.selection.query,
            formula=_how(one),
            sensitive=one.sensitive,
            months=tuple(
                Point(month.code, month_words(month.start), decimal(found.number), found.selection.query)
                for month, found in months[one.code]
            ),
            places=tuple(
                Point(str(place.pk), place.short_name, decimal(found.number), found.selection.query)
                for place, found in by_place.get(one.code, ())
            ),
        )


def _compared(
    listed: Sequence[Indicator], period: Period, places: Places, since: date | None
) -> dict[str, Decimal | None]:
    """Return the numbers of an earlier period; nothing for one that the journal had not begun to count."""
    if since is None or since > period.start + LATE_START:
        return {}
    return numbers([one for one in listed if one.has_history], period=period, places=places)


def _one_digit(value: Decimal) -> Decimal:
    return decimal(value.quantize(Decimal("0.1"))) or Decimal(0)


def _how(one: Indicator) -> str:
    """How the number is counted and where from, for people who do not read code."""
    note = str(one.note).rstrip(".")
    said = [wording.counted_as(one), _("звідки: {source}").format(source=wording.source_of(one)), note]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in said if part)


def _pictures(period: Period, places: Places) -> Iterable[Picture]:
    shares = indicators.breakdown(VISITS, by="age", period=period, places=places)
    yield Picture(
        VISITS,
        "age",
        tuple(Point(one.code, str(one.label), decimal(one.number), one.selection.query) for one in shares),
    )
    cells = sorted(
        indicators.weekday_hours(VISITS, period=period, places=places), key=lambda cell: (cell.weekday, cell.hour)
    )
    yield Picture(
        VISITS,
        "hour",
        tuple(
            Point(
                f"{cell.weekday}-{cell.hour}",
                f"{WEEKDAYS_SHORT[cell.weekday]} {cell.hour}:00",
                decimal(cell.number),
                cell.selection.query,
            )
            for cell in cells
        ),
    )
    yield from _ratings(period, places)


def _ratings(period: Period, places: Places) -> Iterable[Picture]:
    """How many ratings were good, middling and critical, and what the critical remarks are about."""
    rated = feedback.scores(period=period, places=places)
    if rated.n:
        named = (
            ("positive", _("схвальні"), rated.positive),
            ("neutral", _("посередні"), rated.neutral),
            ("critical", _("критичні"), rated.critical),
        )
        yield Picture("ratings", "score", tuple(Point(key, label, decimal(n)) for key, label, n in named))
    topics = feedback.remarks(period=period, places=places).topics
    yield Picture("ratings", "remark", tuple(Point(str(topic.pk), topic.name, decimal(n)) for topic, n in topics))
