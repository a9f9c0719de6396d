"""Numbers of indicators. Many numbers, few statements: one grouped query over the daily tally, one over entries for what
the tally is too coarse for, one for different visitors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncMonth

from oseredok.base.core.clock import KYIV
from oseredok.base.core.periods import Period
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import Indicator, indicator
from oseredok.management.indicators.formulas import NONE, Cut, Fact, Facts, Number, unique
from oseredok.management.indicators.selection import Selection
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal.models import Entry

By = Literal["", "day", "month", "place"]
Places = Sequence[Library] | None

_COARSE = ("kind_id", "channel", "age_group")
_FINE = (*_COARSE, "theme_id", "outcome", "language")
_FILTERS = {
    "channels": "channel",
    "age_groups": "age_group",
    "themes": "theme__code",
    "outcomes": "outcome",
    "languages": "language",
}


# --- Facts of the journal -----------------------------------------------------------------------------


def gather(
    *, cuts: Iterable[Cut], distinct: Iterable[Cut] = (), period: Period, places: Places = None, by: By = ""
) -> dict[Hashable, Facts]:
    """Return facts for the cuts by bucket: days, first days of months, ids of places; `None` without `by`.

    A bucket in which nothing happened is there all the same: asking for it gives empty facts.
    """
    wanted = unique(cuts)
    buckets: dict[Hashable, Facts] = defaultdict(Facts)
    coarse = [cut for cut in wanted if not cut.is_fine]
    fine = [cut for cut in wanted if cut.is_fine]
    if coarse:
        whole_months = by != "day" and journal.is_whole_months(period)
        counted: Any = journal.month_counts if whole_months else journal.counts
        rows = _of_kinds(counted(period=period, places=places), coarse)
        for bucket, fact in _grouped(rows, by, _COARSE):
            buckets[bucket].coarse.append(fact)
    if fine:
        rows = _of_kinds(journal.entries(period=period, places=places), fine)
        for bucket, fact in _grouped(rows, by, _FINE):
            buckets[bucket].fine.append(fact)
    for cut in unique(distinct):
        for bucket, people in _distinct(cut, period, places, by):
            buckets[bucket].distinct[cut] = people
    return buckets


def _of_kinds(rows: QuerySet[Any], cuts: Sequence[Cut]) -> QuerySet[Any]:
    """Leave rows whose kind some cut takes: the rest of the journal is not worth adding up."""
    if any(not (cut.kinds or cut.groups) for cut in cuts):
        return rows
    kinds = {kind for cut in cuts for kind in cut.kinds}
    groups = {group for cut in cuts for group in cut.groups}
    taken = ServiceKind.objects.filter(Q(code__in=kinds) | Q(group__code__in=groups))
    # A list of small numbers for the index instead of a join with every counted row.
    return rows.filter(kind__in=list(taken.values_list("pk", flat=True)))


def _grouped(rows: QuerySet[Any], by: By, keys: tuple[str, ...]) -> Iterable[tuple[Hashable, Fact]]:
    kinds = {pk: (code, group) for pk, code, group in ServiceKind.objects.values_list("pk", "code", "group__code")}
    themes = dict(Theme.objects.values_list("pk", "code")) if "theme_id" in keys else {}
    rows = _bucketed(rows.order_by(), by)
    bucket = ("bucket",) if by else ()
    for row in rows.values(*bucket, *keys).annotate(total=Sum("quantity"), spent=Sum("minutes")):
        kind, group = kinds[row["kind_id"]]
        fact = Fact(
            kind=kind,
            group=group,
            channel=row["channel"],
            age_group=row["age_group"],
            theme=themes.get(row.get("theme_id"), ""),
            outcome=row.get("outcome", ""),
            language=row.get("language", ""),
            quantity=row["total"] or 0,
            minutes=row["spent"] or 0,
        )
        yield (row["bucket"] if by else None), fact


def _bucketed(rows: QuerySet[Any], by: By) -> QuerySet[Any]:
    if not by:
        return rows
    # The views of counts have the month ready.
    month: Any = TruncMonth("local_date") if rows.model is Entry else F("month")
    keys: dict[By, Any] = {"month": month, "day": F("local_date"), "place": F("place_id")}
    bucketed: QuerySet[Any] = rows.annotate(bucket=keys[by])
    return bucketed


def _distinct(cut: Cut, period: Period, places: Places, by: By) -> Iterable[tuple[Hashable, int]]:
    entries = cut_entries(cut, period=period, places=places).filter(reverses__isnull=True, reversal__isnull=True)
    entries = entries.exclude(visitor_key="").order_by()
    if not by:
        yield None, entries.values("visitor_key").distinct().count()
        return
    for row in _bucketed(entries, by).values("bucket").annotate(people=Count("visitor_key", distinct=True)):
        yield row["bucket"], row["people"]


def cut_entries(cut: Cut, *, period: Period | None, places: Places = None) -> QuerySet[Entry]:
    """Return the entries of a cut, reversed ones and reversals too: their quantities add up to the number."""
    entries = journal.entries(period=period, places=places)
    entries = _of_kinds(entries, [cut])
    for attribute, lookup in _FILTERS.items():
        values = getattr(cut, attribute)
        if not values:
            continue
        chosen = Q(**{f"{lookup}__in": [value for value in values if value != NONE]})
        if NONE in values:
            chosen |= Q(theme__isnull=True) if attribute == "themes" else Q(**{lookup: ""})
        entries = entries.filter(chosen)
    return entries


def _gather_for(
    indicators: Iterable[Indicator], *, period: Period, places: Places, by: By = ""
) -> dict[Hashable, Facts]:
    formulas = [one.formula for one in indicators]
    return gather(
        cuts=(cut for formula in formulas for cut in formula.cuts),
        distinct=(cut for formula in formulas for cut in formula.distinct_cuts),
        period=period,
        places=places,
        by=by,
    )


# --- Numbers ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Value:
    """A number and the entries behind it."""

    number: Number | None
    selection: Selection


@dataclass(frozen=True)
class Comparison:
    """A number beside the same period of the last year, cut at the same day while the period runs."""

    indicator: Indicator
    now: Value
    year_ago: Value

    @property
    def difference(self) -> Number | None:
        if self.now.number is None or self.year_ago.number is None:
            return None
        return self.now.number - self.year_ago.number

    @property
    def percent(self) -> Decimal | None:
        """The change in per cent; None where there was nothing to compare with."""
        if self.difference is None or not self.year_ago.number:
            return None
        return Decimal(self.difference) * 100 / Decimal(self.year_ago.number)

    @property
    def is_good(self) -> bool | None:
        """Whether the change is good news; None when it is neither."""
        if not self.difference or self.indicator.direction == "none":
            return None
        return (self.difference > 0) == (self.indicator.direction == "up")


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
    """The numbers of many indicators by code, in the same few statements as one."""
    listed = list(indicators)
    facts = _gather_for(listed, period=period, places=places)[None]
    return {
        one.code: Value(one.formula.value(facts), selection_of(one, period=period, places=places)) for one in listed
    }


def compared_periods(period: Period, *, on: date) -> tuple[Period, Period]:
    """Return what is compared: a running period only up to today, with as many days of the last year."""
    if period.start <= on < period.last:
        period = Period(period.start, Period.day(on).end)
    return period, period.year_before()


def compare(one: Indicator | str, *, period: Period, on: date, places: Places = None) -> Comparison:
    """Compare one indicator with the same period of the last year; see `compare_many`."""
    return compare_many([indicator(one)], period=period, on=on, places=places)[0]


def compare_many(
    indicators: Iterable[Indicator], *, period: Period, on: date, places: Places = None
) -> list[Comparison]:
    """Compare each indicator with the same period of the last year; a running period up to the day `on`."""
    listed = list(indicators)
    current, before = compared_periods(period, on=on)
    now = values(listed, period=current, places=places)
    year_ago = values(listed, period=before, places=places)
    return [Comparison(one, now[one.code], year_ago[one.code]) for one in listed]


def monthly(one: Indicator | str, *, period: Period, places: Places = None) -> list[tuple[Period, Value]]:
    """The number of each month that the period touches."""
    one = indicator(one)
    months = period.months()
    whole = Period(months[0].start, months[-1].end)
    facts = _gather_for([one], period=whole, places=places, by="month")
    return [
        (
            month,
            Value(
                one.formula.value(facts.get(month.start, Facts())),
                selection_of(one, period=month, places=places),
            ),
        )
        for month in months
    ]


def by_place(one: Indicator | str, *, period: Period, places: Sequence[Library]) -> list[tuple[Library, Value]]:
    """The number of each library."""
    one = indicator(one)
    facts = _gather_for([one], period=period, places=places, by="place")
    return [
        (
            place,
            Value(
                one.formula.value(facts.get(place.pk, Facts())),
                selection_of(one, period=period, places=[place]),
            ),
        )
        for place in places
    ]


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
