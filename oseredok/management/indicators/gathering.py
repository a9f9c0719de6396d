"""Facts behind numbers. Many numbers, few statements: one grouped query over the tally by month, one over the fine tally for
what needs it, one for different visitors; what the journal does not hold is asked of its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, Value, When

from oseredok.base.core.months import FirstOfMonth
from oseredok.base.core.periods import Period
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.places.models import Library
from oseredok.management.indicators import sources
from oseredok.management.indicators.formulas import CHOOSES, NONE, Cut, Fact, Facts, Formula, Outside, unique
from oseredok.management.indicators.sources import Cell, Places
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal import visitors
from oseredok.spine.journal.models import Entry
from oseredok.spine.journal.visitors import Bucket

By = Literal["", "day", "month", "place", "place_month"]

_BUCKETS: dict[By, tuple[Bucket, ...]] = {
    "": (),
    "day": ("day",),
    "month": ("month",),
    "place": ("place",),
    "place_month": ("place", "month"),
}
_COARSE = ("channel", "age_group")  # as `Fact` has them
_FINE = (*_COARSE, "theme", "outcome", "language", "social_status")
_PARTS = {attribute: part for part, attribute in CHOOSES.items()}


def facts_for(
    formulas: Iterable[Formula], *, period: Period, places: Places = None, by: By = ""
) -> dict[Hashable, Facts]:
    """Return everything that the values of these formulas need, by bucket."""
    listed = list(formulas)
    return gather(
        cuts=(cut for formula in listed for cut in formula.cuts),
        distinct=(cut for formula in listed for cut in formula.distinct_cuts),
        outside=(leaf for formula in listed for leaf in formula.outside),
        period=period,
        places=places,
        by=by,
        keep=(),
    )


def gather(
    *,
    cuts: Iterable[Cut],
    distinct: Iterable[Cut] = (),
    outside: Iterable[Outside] = (),
    period: Period,
    places: Places = None,
    by: By = "",
    keep: Collection[str] | None = None,
) -> dict[Hashable, Facts]:
    """Return facts by bucket: days, first days of months, ids of places, (place, month); `None` without `by`.

    A bucket in which nothing happened is there all the same: asking for it gives empty facts. `keep`: attributes that facts
    must have besides those that their cuts choose by (None: all); the rest are left out, so that there are many times fewer.
    """
    wanted, people = unique(cuts), unique(distinct)
    sliced = keep is not None and not keep and by != "day"
    buckets: dict[Hashable, Facts] = defaultdict(lambda: Facts(sliced=sliced))
    kinds = _Kinds.load() if wanted or people else _Kinds({})
    for piece in [period] if by == "day" else journal.pieces(period):
        whole = by != "day" and journal.is_whole_months(piece)
        rest = wanted
        if whole and sliced:
            rest = tuple(cut for cut in wanted if cut.attribute is None)
            slices = journal.slice_month_counts(period=piece, places=places)
            for bucket, attribute, fact in _slices(slices, by, set(wanted) - set(rest), kinds):
                buckets[bucket].of[attribute].append(fact)
        coarse = [cut for cut in rest if not cut.is_fine]
        fine = [cut for cut in rest if cut.is_fine]
        for some, read, attributes in (
            (coarse, journal.month_counts if whole else journal.counts, _COARSE),
            (fine, journal.fine_month_counts if whole else _entries, _FINE),
        ):
            lists = {Facts.where(cut, sliced=sliced) for cut in some}
            for bucket, fact in _facts(read, piece, places, by, some, attributes, kinds, keep=keep):
                for name in lists:
                    buckets[bucket].of[name].append(fact)
    for cut in people:
        for key, came in _people(cut, kinds, period, places, by).items():
            buckets[_bucket(key)].distinct[cut] = came
    if leaves := unique(outside):
        for (leaf, bucket), number in sources.read(leaves, cells_of(period=period, places=places, by=by)).items():
            buckets[bucket].outside[leaf] = number
    return buckets


def cells_of(*, period: Period, places: Places, by: By) -> list[Cell]:
    """Return every bucket with its own period and libraries, for sources that do not group by themselves."""
    months = period.months()
    if by == "month":
        return [Cell(month.start, month, places) for month in months]
    if by == "place":
        return [Cell(place.pk, period, [place]) for place in _each(places)]
    if by == "place_month":
        return [Cell((place.pk, month.start), month, [place]) for place in _each(places) for month in months]
    if by == "day":
        return [Cell(day, Period.day(day), places) for day in period.days()]
    return [Cell(None, period, places)]


def _each(places: Places) -> Sequence[Library]:
    return list(Library.objects.all()) if places is None else places


@dataclass(frozen=True)
class _Kinds:
    """The kinds of services: id → code, code of the group."""

    names: Mapping[int, tuple[str, str]]

    @classmethod
    def load(cls) -> _Kinds:
        return cls(
            {pk: (code, group) for pk, code, group in ServiceKind.objects.values_list("pk", "code", "group__code")}
        )

    def of(self, cuts: Iterable[Cut]) -> list[int] | None:
        """Return the ids that some cut takes, or None when a cut takes any: the rest of the journal is not worth reading."""
        listed = list(cuts)
        if any(not (cut.kinds or cut.groups) for cut in listed):
            return None
        return [pk for pk, names in self.names.items() if any(cut.takes_kind(*names) for cut in listed)]


def _entries(*, period: Period, places: Places) -> QuerySet[Any]:
    return journal.within(Entry.objects.all(), period=period, places=places)


def _slices(rows: QuerySet[Any], by: By, cuts: Iterable[Cut], kinds: _Kinds) -> Iterator[tuple[Hashable, str, Fact]]:
    """Add rows up to facts that have one attribute each: bucket, the attribute, the fact."""
    asked: dict[str, list[Cut]] = defaultdict(list)
    for cut in cuts:
        asked[cut.attribute or ""].append(cut)
    if not asked:
        return
    chosen = Q()
    for attribute, some in asked.items():
        taken = kinds.of(some)
        chosen |= Q(attribute=attribute) if taken is None else Q(attribute=attribute, kind__in=taken)
    themes = {str(pk): code for pk, code in Theme.objects.values_list("pk", "code")} if "theme" in asked else {}
    for key, row in _summed(rows.filter(chosen), by, ("kind_id", "attribute", "value")):
        kind, attribute, value, total, spent = row
        code, group = kinds.names[kind]
        told = {attribute: themes.get(value, "") if attribute == "theme" else value} if attribute else {}
        yield key, attribute, Fact(code, group, **told, quantity=total, minutes=spent)


def _facts(
    read: Callable[..., QuerySet[Any]],
    period: Period,
    places: Places,
    by: By,
    cuts: Sequence[Cut],
    attributes: tuple[str, ...],
    kinds: _Kinds,
    *,
    keep: Collection[str] | None,
) -> Iterator[tuple[Hashable, Fact]]:
    """Add rows up to facts with these attributes, for these cuts."""
    if not cuts:
        return
    rows = read(period=period, places=places)
    taken = kinds.of(cuts)
    if taken is not None:
        rows = rows.filter(kind__in=taken)
    columns = {f"of_{name}": _column(name, cuts, kinds, keep=keep) for name in attributes}
    themes = dict(Theme.objects.values_list("pk", "code")) if "theme" in attributes else {}
    for key, row in _summed(rows.annotate(**columns), by, ("kind_id", *columns)):
        kind, *told, total, spent = row
        of = dict(zip(attributes, told, strict=True))
        if "theme" in of:
            of["theme"] = themes.get(of["theme"], "")
        code, group = kinds.names[kind]
        yield key, Fact(code, group, **of, quantity=total, minutes=spent)


def _summed(rows: QuerySet[Any], by: By, columns: Sequence[str]) -> Iterator[tuple[Hashable, Sequence[Any]]]:
    """Yield the bucket and the columns of each group of rows, then its quantity and minutes."""
    rows = rows.order_by().annotate(**_bucket_columns(rows, by))
    grouped = rows.values_list(*(f"{name}_bucket" for name in _BUCKETS[by]), *columns)
    size = len(_BUCKETS[by])
    for row in grouped.annotate(total=Sum("quantity"), spent=Sum("minutes")):
        yield _bucket(row[:size]), (*row[size:-1], row[-1] or 0)


def _column(name: str, cuts: Sequence[Cut], kinds: _Kinds, *, keep: Collection[str] | None) -> Any:
    """An attribute where it is asked about; elsewhere every entry of the kind is alike."""
    column, nothing = (F("theme_id"), Value(None, IntegerField())) if name == "theme" else (F(name), Value(""))
    if keep is None or name in keep:
        return column
    choosing = [cut for cut in cuts if getattr(cut, _PARTS[name])]
    asked = kinds.of(choosing) if choosing else []
    if asked is None:
        return column
    return Case(When(kind__in=asked, then=column), default=nothing) if asked else nothing


def _bucket_columns(rows: QuerySet[Any], by: By) -> dict[str, Any]:
    # The views of counts have the month ready.
    month: Any = FirstOfMonth("local_date") if rows.model is Entry else F("month")
    made = {"place": F("place_id"), "month": month, "day": F("local_date")}
    return {f"{name}_bucket": made[name] for name in _BUCKETS[by]}


def _bucket(parts: Sequence[Any]) -> Hashable:
    return tuple(parts) if len(parts) > 1 else parts[0] if parts else None


def _people(cut: Cut, kinds: _Kinds, period: Period, places: Places, by: By) -> visitors.People:
    if cut.attribute != "":  # what is remembered of visitors knows only kinds
        return visitors.people_of([cut_entries(cut, period=period, places=places)], _BUCKETS[by])
    return visitors.visitors_by(_BUCKETS[by], period=period, places=places, kinds=kinds.of([cut]))


def cut_entries(cut: Cut, *, period: Period | None, places: Places = None) -> QuerySet[Entry]:
    """Return the entries of a cut, reversed ones and reversals too: their quantities add up to the number."""
    taken = _Kinds.load().of([cut])
    entries = journal.entries(period=period, places=places, kinds=taken)
    for part, attribute in CHOOSES.items():
        values = getattr(cut, part)
        if not values:
            continue
        lookup = "theme__code" if attribute == "theme" else attribute
        chosen = Q(**{f"{lookup}__in": [value for value in values if value != NONE]})
        if NONE in values:
            chosen |= Q(theme__isnull=True) if attribute == "theme" else Q(**{attribute: ""})
        entries = entries.filter(chosen)
    return entries
