"""Reading the journal: counts by day (`Count`, exact and fast) and the entries behind them."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Sum, When

from oseredok.base.core import clock
from oseredok.base.core.months import FirstOfMonth
from oseredok.base.core.periods import Period
from oseredok.library.offer.models import ServiceKind
from oseredok.library.places.models import Library
from oseredok.spine.journal.models import ClosedPeriod, Count, Entry, FineCount, GroupCount, MonthCount, SliceCount

Places = Iterable[Library] | None
Kinds = Iterable[str | int | ServiceKind] | None
"""Codes, ids or the kinds themselves; None: all."""
Row = TypeVar("Row", bound=Model)

_OF_COUNT = {"local_date", "month", "place", "kind", "channel", "age_group"}
_OF_FINE_COUNT = {"month", "place", "kind", "channel", "age_group", "theme", "outcome", "language", "social_status"}


def counts(*, period: Period, places: Places = None, kinds: Kinds = None) -> QuerySet[Count]:
    """Counted facts of the days of `period`: to be filtered and added up by the caller.

    `quantity` is in units of the kind, reversals are taken away already. To group by month use the field `month`; for whole months `month_counts`.
    """
    return within(Count.objects.all(), period=period, places=places, kinds=kinds)


def month_counts(*, period: Period, places: Places = None, kinds: Kinds = None) -> QuerySet[MonthCount]:
    """Counted facts of the whole months of `period`, many times fewer rows than `counts`.

    Raises ValueError when the period begins or ends inside a month: see `is_whole_months`.
    """
    return _within_months(MonthCount.objects.all(), period, places, kinds)


def fine_month_counts(*, period: Period, places: Places = None, kinds: Kinds = None) -> QuerySet[FineCount]:
    """The same with theme, outcome, language and social status: more rows, still far fewer than entries.

    Raises ValueError as `month_counts` does.
    """
    return _within_months(FineCount.objects.all(), period, places, kinds)


def slice_month_counts(*, period: Period, places: Places = None, kinds: Kinds = None) -> QuerySet[SliceCount]:
    """The same by one `attribute` at a time and its `value`; of "" all entries. To be filtered by the attribute: rows of
    two attributes are the same entries twice.

    Raises ValueError as `month_counts` does.
    """
    return _within_months(SliceCount.objects.all(), period, places, kinds)


def is_whole_months(period: Period) -> bool:
    return period.start.day == period.end.day == 1


def pieces(period: Period) -> list[Period]:
    """Cut a period into its whole months, together, and the days before and after: each is read where it is quickest."""
    start, end = period.start, period.end
    first = start if start.day == 1 else (start.replace(day=1) + timedelta(days=31)).replace(day=1)
    last = end.replace(day=1)
    edges = [start, first, last, end] if first < last else [start, end]
    return [Period(one, other) for one, other in pairwise(edges) if one < other]


def entries(
    *,
    period: Period | None = None,
    places: Places = None,
    kinds: Kinds = None,
    channels: Iterable[str] = (),
    age_groups: Iterable[str] = (),
    themes: Iterable[str] = (),
    outcomes: Iterable[str] = (),
    only_standing: bool = False,
) -> QuerySet[Entry]:
    """Entries, the latest first, each with `is_reversed` and `after_closing`; empty filters ask for everything.

    `themes` are codes. `after_closing`: recorded into a period after it had been signed off. `only_standing` leaves
    out reversals and what they took back: the quantities of the rest are those of `counts`.
    """
    rows = within(Entry.objects.all(), period=period, places=places, kinds=kinds)
    for field, values in (
        ("channel", channels),
        ("age_group", age_groups),
        ("theme__code", themes),
        ("outcome", outcomes),
    ):
        if chosen := list(values):
            rows = rows.filter(**{f"{field}__in": chosen})
    if only_standing:
        rows = rows.filter(reverses__isnull=True, reversal__isnull=True)
    return (
        rows.select_related("kind__group", "place", "staff", "theme", "corrected_by", "reversal__corrected_by")
        .annotate(
            # Not a join: sums made of this list leave an EXISTS out.
            is_reversed=Exists(Entry.objects.filter(reverses=OuterRef("pk")).order_by()),
            after_closing=Exists(_closings_before()),
        )
        # The day first, which says the same: an index of days then saves sorting a year for one page of a list.
        .order_by("-local_date", "-occurred_at", "-pk")
    )


def as_of(*, closing: ClosedPeriod) -> QuerySet[Entry]:
    """The entries of a closed period as they stood when it was signed: their sums never change."""
    period = Period(closing.starts_on, closing.ends_on)
    rows = within(Entry.objects.all(), period=period, places=None if closing.place is None else [closing.place])
    return rows.filter(pk__lte=closing.last_entry, recorded_at__lte=closing.closed_at)


def sums(*, by: Collection[str], period: Period, places: Places = None, kinds: Kinds = None) -> list[dict[str, Any]]:
    """Sums grouped by fields (`month`, `place`, `kind__code`, `age_group`, `theme__code`, `outcome`, `staff`…).

    Rows have these fields and `total`, `spent` (minutes), `standing` (entries). What counts know is added up from them;
    anything finer from the entries themselves.
    """
    fields = {name.split("__")[0] for name in by}
    by_months = is_whole_months(period) and "local_date" not in by
    counted: QuerySet[Any] | None = None
    if fields <= _OF_COUNT:
        counted = (month_counts if by_months else counts)(period=period, places=places, kinds=kinds)
    elif fields <= _OF_FINE_COUNT and by_months:
        counted = fine_month_counts(period=period, places=places, kinds=kinds)
    if counted is not None:
        grouped = counted.values(*by)
        return list(grouped.annotate(total=Sum("quantity"), spent=Sum("minutes"), standing=Sum("entries")))
    rows = within(Entry.objects.all(), period=period, places=places, kinds=kinds)
    if "month" in by:
        rows = rows.annotate(month=FirstOfMonth("local_date"))
    signs = Sum(Case(When(reverses__isnull=True, then=1), default=-1))
    return list(rows.values(*by).annotate(total=Sum("quantity"), spent=Sum("minutes"), standing=signs))


def total(*, period: Period, places: Places = None, kinds: Kinds = None) -> int:
    """The sum of quantities; of kinds with different units it means nothing."""
    counted: QuerySet[Any] = (month_counts if is_whole_months(period) else counts)(
        period=period, places=places, kinds=kinds
    )
    return counted.aggregate(total=Sum("quantity"))["total"] or 0


def by_age_group(*, place: Library, on: date, kinds: Kinds = ("visit",)) -> dict[str, int]:
    """How many, by age group, at a place on a day: what the buttons of the desk show."""
    rows = counts(period=Period.day(on), places=[place], kinds=kinds).values("age_group")
    return {row["age_group"]: row["total"] for row in rows.annotate(total=Sum("quantity")) if row["total"]}


def hourly(*, place: Library, date: date, kinds: Kinds = ("visit",)) -> dict[int, int]:
    """How many in each hour of the Kyiv clock; hours in which nothing happened are left out."""
    found: dict[int, int] = {}
    rows = within(Entry.objects.all(), period=Period.day(date), places=[place], kinds=kinds)
    for occurred_at, quantity in rows.values_list("occurred_at", "quantity"):
        hour = clock.local(occurred_at).hour
        found[hour] = found.get(hour, 0) + quantity
    return {hour: number for hour, number in sorted(found.items()) if number}


def group_counts(*, period: Period, places: Places = None, kinds: Kinds = None) -> dict[str, int]:
    """Sensitive group → how many, for people of the office. What is published goes through `management.indicators.suppression`."""
    rows = (
        within(GroupCount.objects.all(), period=period, places=places, kinds=kinds)
        .values("flag")
        .annotate(total=Sum("quantity"))
    )
    return {row["flag"]: row["total"] for row in rows.order_by("flag") if row["total"]}


def _within_months(rows: QuerySet[Row], period: Period, places: Places, kinds: Kinds) -> QuerySet[Row]:
    if not is_whole_months(period):
        raise ValueError("the period is not made of whole months")
    return within(rows.filter(month__gte=period.start, month__lt=period.end), places=places, kinds=kinds)


def within(
    rows: QuerySet[Row], *, period: Period | None = None, places: Places = None, kinds: Kinds = None
) -> QuerySet[Row]:
    """Narrow rows that have `local_date`, `place` and `kind`; None asks for everything."""
    if period is not None:
        rows = rows.filter(local_date__gte=period.start, local_date__lt=period.end)
    if places is not None:
        rows = rows.filter(place__in=[place.pk for place in places])
    if kinds is not None:
        # Small numbers for the index instead of a join with every counted row.
        rows = rows.filter(kind__in=kind_ids(kinds))
    return rows


def kind_ids(kinds: Iterable[str | int | ServiceKind]) -> list[int]:
    """Return the ids of kinds; a code that is not there has none."""
    told = list(kinds)
    ids = [kind if isinstance(kind, int) else kind.pk for kind in told if not isinstance(kind, str)]
    codes = [kind for kind in told if isinstance(kind, str)]
    return [*ids, *ServiceKind.objects.filter(code__in=codes).values_list("pk", flat=True)] if codes else ids


def _closings_before() -> QuerySet[ClosedPeriod]:
    """Closings that the outer entry came after."""
    return ClosedPeriod.objects.filter(
        Q(place__isnull=True) | Q(place=OuterRef("place")),
        Q(last_entry__lt=OuterRef("pk")) | Q(closed_at__lt=OuterRef("recorded_at")),
        starts_on__lte=OuterRef("local_date"),
        ends_on__gt=OuterRef("local_date"),
    ).order_by()
