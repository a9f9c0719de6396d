"""Reading the journal: counts by day (`Count`, exact and fast) and the entries behind them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Sum, When
from django.db.models.functions import TruncMonth

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.library.offer.models import ServiceKind
from oseredok.library.places.models import Library
from oseredok.spine.journal.models import ClosedPeriod, Count, Entry, GroupCount, MonthCount

Places = Iterable[Library] | None
Kinds = Iterable[str | ServiceKind] | None
Row = TypeVar("Row", bound=Model)

SHOWN_FROM = 5  # smaller cells of sensitive groups are not published (recommended: facts, statistics §5)
_OF_COUNT = {"local_date", "month", "place", "kind", "channel", "age_group"}


def counts(*, period: Period, places: Places = None, kinds: Kinds = None) -> QuerySet[Count]:
    """Counted facts of the days of `period`: to be filtered and added up by the caller.

    `quantity` is in units of the kind, reversals are taken away already. To group by month use the field `month`; for whole months `month_counts`.
    """
    return _within(Count.objects.all(), period, places, kinds)


def month_counts(*, period: Period, places: Places = None, kinds: Kinds = None) -> QuerySet[MonthCount]:
    """Counted facts of the whole months of `period`, many times fewer rows than `counts`.

    Raises ValueError when the period begins or ends inside a month: see `is_whole_months`.
    """
    if not is_whole_months(period):
        raise ValueError("the period is not made of whole months")
    rows = MonthCount.objects.filter(month__gte=period.start, month__lt=period.end)
    return _within(rows, None, places, kinds)


def is_whole_months(period: Period) -> bool:
    return period.start.day == period.end.day == 1


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
    rows = _within(Entry.objects.all(), period, places, kinds)
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
    rows = _within(Entry.objects.all(), period, None if closing.place is None else [closing.place], None)
    return rows.filter(pk__lte=closing.last_entry, recorded_at__lte=closing.closed_at)


def sums(*, by: Collection[str], period: Period, places: Places = None, kinds: Kinds = None) -> list[dict[str, Any]]:
    """Sums grouped by fields (`month`, `place`, `kind__code`, `age_group`, `theme__code`, `outcome`, `staff`…).

    Rows have these fields and `total`, `spent` (minutes), `standing` (entries). What `Count` knows is added up from it;
    anything finer from the entries themselves.
    """
    if {name.split("__")[0] for name in by} <= _OF_COUNT:
        by_months = is_whole_months(period) and "local_date" not in by
        counted: QuerySet[Any] = (month_counts if by_months else counts)(period=period, places=places, kinds=kinds)
        grouped = counted.values(*by)
        return list(grouped.annotate(total=Sum("quantity"), spent=Sum("minutes"), standing=Sum("entries")))
    rows = _within(Entry.objects.all(), period, places, kinds)
    if "month" in by:
        rows = rows.annotate(month=TruncMonth("local_date"))
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
    rows = _within(Entry.objects.all(), Period.day(date), [place], kinds)
    for occurred_at, quantity in rows.values_list("occurred_at", "quantity"):
        hour = clock.local(occurred_at).hour
        found[hour] = found.get(hour, 0) + quantity
    return {hour: number for hour, number in sorted(found.items()) if number}


def distinct_visitors(*, period: Period, places: Places = None, kinds: Kinds = None) -> int:
    """How many different known visitors got something. Keys change with the year: over two years people count twice."""
    rows = _within(Entry.objects.exclude(visitor_key=""), period, places, kinds)
    return rows.values("visitor_key").annotate(total=Sum("quantity")).filter(total__gt=0).count()


def group_counts(*, period: Period, places: Places = None, kinds: Kinds = None) -> dict[str, int]:
    """Sensitive group → how many, for people of the office. What is published goes through `for_publication`."""
    rows = _within(GroupCount.objects.all(), period, places, kinds).values("flag").annotate(total=Sum("quantity"))
    return {row["flag"]: row["total"] for row in rows.order_by("flag") if row["total"]}


def for_publication(cells: Mapping[str, int], *, shown_from: int = SHOWN_FROM) -> dict[str, int | None]:
    """Hide (None) cells so small that somebody could be recognised; zero stays zero.

    A single hidden cell could be found by subtraction from the total, so then the next smallest is hidden as well.
    """
    hidden = {name for name, number in cells.items() if 0 < number < shown_from}
    if len(hidden) == 1:
        rest = [name for name, number in cells.items() if number >= shown_from]
        hidden |= {min(rest, key=lambda name: cells[name])} if rest else set()
    return {name: None if name in hidden else number for name, number in cells.items()}


def _within(rows: QuerySet[Row], period: Period | None, places: Places, kinds: Kinds) -> QuerySet[Row]:
    if period is not None:
        rows = rows.filter(local_date__gte=period.start, local_date__lt=period.end)
    if places is not None:
        rows = rows.filter(place__in=[place.pk for place in places])
    if kinds is not None:
        codes = [kind if isinstance(kind, str) else kind.code for kind in kinds]
        # Two small numbers for the index instead of a join with every counted row.
        rows = rows.filter(kind__in=list(ServiceKind.objects.filter(code__in=codes).values_list("pk", flat=True)))
    return rows


def _closings_before() -> QuerySet[ClosedPeriod]:
    """Closings that the outer entry came after."""
    return ClosedPeriod.objects.filter(
        Q(place__isnull=True) | Q(place=OuterRef("place")),
        Q(last_entry__lt=OuterRef("pk")) | Q(closed_at__lt=OuterRef("recorded_at")),
        starts_on__lte=OuterRef("local_date"),
        ends_on__gt=OuterRef("local_date"),
    ).order_by()
