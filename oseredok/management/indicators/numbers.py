"""Numbers of indicators: of a period, beside earlier ones, by month, by library; and the entries behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from oseredok.base.core.clock import KYIV
from oseredok.base.core.periods import Period
from oseredok.base.core.sampling import FEW, wilson
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import Indicator, indicator
from oseredok.management.indicators.formulas import Facts, Number, Ratio
from oseredok.management.indicators.gathering import cut_entries, facts_for
from oseredok.management.indicators.selection import Selection
from oseredok.management.indicators.sources import Places
from oseredok.spine.journal.models import Entry


@dataclass(frozen=True)
class Value:
    """A number and the entries behind it. Of a share also how many were counted and how far the truth may be."""

    number: Number | None
    selection: Selection
    n: int | None = None
    interval: tuple[Decimal, Decimal] | None = None

    @property
    def is_of_few(self) -> bool:
        """Whether too few were counted to conclude anything from the share."""
        return self.n is not None and self.n < FEW


@dataclass(frozen=True)
class Comparison:
    """A number beside the same period of the last year, and beside the one just before; a running one by the same day.

    `before` has no number where it was not asked for.
    """

    indicator: Indicator
    now: Value
    year_ago: Value
    before: Value | None = None

    @property
    def difference(self) -> Number | None:
        return self._difference(self.year_ago)

    @property
    def percent(self) -> Decimal | None:
        """The change in per cent; None where there was nothing to compare with."""
        return _percent(self.difference, self.year_ago)

    @property
    def is_good(self) -> bool | None:
        """Whether the change is good news; None when it is neither."""
        return self._is_good(self.difference)

    @property
    def difference_before(self) -> Number | None:
        """The change since the period just before."""
        return self._difference(self.before)

    @property
    def percent_before(self) -> Decimal | None:
        return _percent(self.difference_before, self.before)

    @property
    def is_good_before(self) -> bool | None:
        return self._is_good(self.difference_before)

    def _difference(self, earlier: Value | None) -> Number | None:
        if earlier is None or self.now.number is None or earlier.number is None:
            return None
        return self.now.number - earlier.number

    def _is_good(self, difference: Number | None) -> bool | None:
        if not difference or self.indicator.direction == "none":
            return None
        return (difference > 0) == (self.indicator.direction == "up")


def _percent(difference: Number | None, earlier: Value | None) -> Decimal | None:
    if difference is None or earlier is None or not earlier.number:
        return None
    return Decimal(difference) * 100 / Decimal(earlier.number)


def selection_of(one: Indicator | str, *, period: Period, places: Places = None) -> Selection:
    """The drill-down of an indicator's number."""
    one = indicator(one)
    ids = () if places is None else tuple(place.pk for place in places)
    return Selection(cut=one.opens, period=period, places=ids, indicator=one.code)


def value(one: Indicator | str, *, period: Period, places: Places = None) -> Number | None:
    """The number of one indicator in a period, in the whole system or in some places."""
    one = indicator(one)
    return values([one], period=period, places=places)[one.code].number


def values(indicators: Iterable[Indicator], *, period: Period, places: Places = None) -> dict[str, Value]:
    """Numbers of many indicators by code."""
    listed = list(indicators)
    facts = facts_for((one.formula for one in listed), period=period, places=places)[None]
    return {one.code: _value(one, facts, period, places) for one in listed}


def _value(one: Indicator, facts: Facts, period: Period, places: Places) -> Value:
    number, selection = one.formula.value(facts), selection_of(one, period=period, places=places)
    formula = one.formula
    if not (isinstance(formula, Ratio) and formula.portion):
        return Value(number, selection)
    above, below = formula.above.value(facts), formula.below.value(facts)
    if above is None or not below:
        return Value(number, selection, n=None if below is None else int(below))
    # A correction of an earlier day may leave more above than below for a while: then there is no range to tell.
    sound = 0 <= above <= below
    return Value(number, selection, n=int(below), interval=wilson(int(above), int(below)) if sound else None)


def compared_periods(period: Period, *, on: date) -> tuple[Period, Period]:
    """Return what is compared: a running period only up to today, with as many days of the last year."""
    period = _so_far(period, on)
    return period, period.year_before()


def period_before(period: Period, *, on: date) -> Period:
    """Return the period just before, of the same length: of a running one as many days as have passed."""
    passed, earlier = _so_far(period, on), period.previous()
    if passed == period:
        return earlier
    return Period(earlier.start, min(earlier.start + timedelta(days=passed.length), earlier.end))


def _so_far(period: Period, on: date) -> Period:
    return Period(period.start, Period.day(on).end) if period.start <= on < period.last else period


def compare(one: Indicator | str, *, period: Period, on: date, places: Places = None) -> Comparison:
    """Compare one indicator with the same period of the last year; see `compare_many`."""
    return compare_many([indicator(one)], period=period, on=on, places=places)[0]


def compare_many(
    indicators: Iterable[Indicator], *, period: Period, on: date, places: Places = None
) -> list[Comparison]:
    """Compare each indicator with the same period of the last year and with the one just before."""
    listed = list(indicators)
    current, last_year = compared_periods(period, on=on)
    now = values(listed, period=current, places=places)
    earlier = [one for one in listed if one.has_history]
    year_ago = values(earlier, period=last_year, places=places)
    just_before = period_before(period, on=on)
    before = values(earlier, period=just_before, places=places)
    return [
        Comparison(
            one,
            now[one.code],
            year_ago.get(one.code) or _unknown(one, last_year, places),
            before.get(one.code) or _unknown(one, just_before, places),
        )
        for one in listed
    ]


def _unknown(one: Indicator, period: Period, places: Places) -> Value:
    return Value(None, selection_of(one, period=period, places=places))


def monthly(one: Indicator | str, *, period: Period, places: Places = None) -> list[tuple[Period, Value]]:
    """The number of each month that the period touches."""
    one = indicator(one)
    return monthly_many([one], period=period, places=places)[one.code]


def monthly_many(
    indicators: Iterable[Indicator], *, period: Period, places: Places = None
) -> dict[str, list[tuple[Period, Value]]]:
    """The numbers of each month that the period touches, by code."""
    listed = list(indicators)
    months, whole = _months(period)
    facts = facts_for((one.formula for one in listed), period=whole, places=places, by="month")
    return {
        one.code: [(month, _value(one, facts.get(month.start) or Facts(), month, places)) for month in months]
        for one in listed
    }


def by_place(one: Indicator | str, *, period: Period, places: Sequence[Library]) -> list[tuple[Library, Value]]:
    """The number of each library."""
    one = indicator(one)
    return by_place_many([one], period=period, places=places)[one.code]


def by_place_many(
    indicators: Iterable[Indicator], *, period: Period, places: Sequence[Library]
) -> dict[str, list[tuple[Library, Value]]]:
    """The numbers of each library, by code."""
    listed = list(indicators)
    facts = facts_for((one.formula for one in listed), period=period, places=places, by="place")
    return {
        one.code: [(place, _value(one, facts.get(place.pk) or Facts(), period, [place])) for place in places]
        for one in listed
    }


def monthly_by_place(
    indicators: Iterable[Indicator], *, period: Period, places: Sequence[Library]
) -> dict[str, dict[int, list[tuple[Period, Value]]]]:
    """The numbers of each month at each library: code → id of the library → months."""
    listed = list(indicators)
    months, whole = _months(period)
    facts = facts_for((one.formula for one in listed), period=whole, places=places, by="place_month")
    empty = Facts()
    return {
        one.code: {
            place.pk: [
                (month, _value(one, facts.get((place.pk, month.start)) or empty, month, [place])) for month in months
            ]
            for place in places
        }
        for one in listed
    }


def _months(period: Period) -> tuple[tuple[Period, ...], Period]:
    months = period.months()
    return months, Period(months[0].start, months[-1].end)


def entries_of(one: Indicator | str, *, period: Period, places: Places = None) -> QuerySet[Entry]:
    """The entries behind an indicator's number."""
    return cut_entries(indicator(one).opens, period=period, places=places)


def selected_entries(selection: Selection) -> QuerySet[Entry]:
    """The entries of an address of the drill-down page."""
    places = list(Library.objects.filter(pk__in=selection.places)) if selection.places else None
    entries = cut_entries(selection.cut, period=selection.period, places=places)
    if selection.subject:
        app, _, subject_id = selection.subject.partition(":")
        entries = entries.filter(subject_app=app, subject_id=subject_id)
    if selection.weekday is not None or selection.hour is not None:
        wanted = {"weekday": None if selection.weekday is None else selection.weekday + 1, "hour": selection.hour}
        entries = with_clock(entries).filter(**{name: value for name, value in wanted.items() if value is not None})
    if selection.late_only:
        entries = entries.filter(late())
    return entries


def with_clock(entries: QuerySet[Entry]) -> QuerySet[Any]:
    """Entries with `weekday` (1 is Monday) and `hour` in Kyiv; those without a true hour are left out."""
    return entries.filter(backfilled=False).annotate(
        weekday=ExtractIsoWeekDay("occurred_at", tzinfo=KYIV), hour=ExtractHour("occurred_at", tzinfo=KYIV)
    )


def late() -> Q:
    """Entered for a past day, or after the period was closed."""
    return Q(backfilled=True) | Q(after_closing=True)


def totals(entries: QuerySet[Entry]) -> Mapping[str, int]:
    """What the entries add up to: the same numbers that were clicked."""
    live = Q(reverses__isnull=True, reversal__isnull=True) & ~Q(visitor_key="")
    sums = entries.order_by().aggregate(
        quantity=Sum("quantity"),
        minutes=Sum("minutes"),
        entries=Count("pk"),
        visitors=Count("visitor_key", filter=live, distinct=True),
    )
    return {name: number or 0 for name, number in sums.items()}
