"""How many different known people came. They do not add up: a person of two months, places or kinds is one person.

Keys change with the year: over two years people count twice. Who has no card is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Literal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet, Sum, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from oseredok.base.core.months import FirstOfMonth
from oseredok.base.core.periods import Period
from oseredok.spine.journal import queries
from oseredok.spine.journal.models import Entry, HeadCount, VisitorCount
from oseredok.spine.journal.queries import Kinds, Places

Bucket = Literal["place", "month", "day"]
People = Mapping[tuple[Any, ...], int]
"""Ids of places, first days of months, days, in the order that was asked for → people."""


def distinct_visitors(*, period: Period, places: Places = None, kinds: Kinds = None) -> int:
    """How many different known visitors got something."""
    return visitors_by((), period=period, places=places, kinds=kinds).get((), 0)


def visitors_by(by: Sequence[Bucket], *, period: Period, places: Places = None, kinds: Kinds = None) -> People:
    """Different visitors of each bucket; buckets to which nobody came are left out.

    A month at a place is remembered; what is wider is counted from what stands under each key in a month; odd days at the
    ends, and days, from entries.
    """
    places = None if places is None else list(places)
    ids = None if kinds is None else queries.kind_ids(kinds)
    if set(by) == {"place", "month"} and queries.is_whole_months(period):
        return _remembered(by, period, places, ids)
    sources: list[QuerySet[Any]] = []
    for piece in [period] if "day" in by else queries.pieces(period):
        if "day" not in by and queries.is_whole_months(piece):
            rows = VisitorCount.objects.filter(month__gte=piece.start, month__lt=piece.end)
            sources.append(queries.within(rows, places=places, kinds=ids))
        else:
            sources.append(queries.within(Entry.objects.all(), period=piece, places=places, kinds=ids))
    return people_of(sources, by)


def people_of(sources: Iterable[QuerySet[Any]], by: Sequence[Bucket]) -> People:
    """Different visitors of these rows (entries, or `VisitorCount` of whole months) taken together, by bucket."""
    names = [f"{bucket}_bucket" for bucket in by]
    told, values = [], []
    for rows in sources:
        columns = {f"{bucket}_bucket": _column(bucket, rows) for bucket in by}
        asked = rows.exclude(visitor_key="").order_by().annotate(**columns).values(*names, "visitor_key", "quantity")
        with suppress(EmptyResultSet):  # of no place, or of no kind
            sql, parameters = asked.query.sql_with_params()
            told.append(sql)
            values += parameters
    if not told:
        return {}
    # A sum over a sum, which querysets cannot say. A reversal takes from the same key: who is left came.
    buckets = "".join(f"{name}, " for name in names)
    came = (
        f"SELECT {buckets}visitor_key FROM ({' UNION ALL '.join(told)}) AS told "  # noqa: S608 - Django's own statements
        f"GROUP BY {buckets}visitor_key HAVING SUM(quantity) > 0"
    )
    grouped = f"GROUP BY {', '.join(names)}" if names else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {buckets}COUNT(*) FROM ({came}) AS came {grouped}", values)  # noqa: S608
        return {_key(row[:-1], by): int(row[-1]) for row in cursor.fetchall() if row[-1]}


def _remembered(by: Sequence[Bucket], period: Period, places: Places, kinds: list[int] | None) -> People:
    rows = HeadCount.objects.filter(month__gte=period.start, month__lt=period.end)
    rows = queries.within(rows, places=places)
    if kinds is not None:
        # A person is in one row of the month and place: rows with any of the kinds add up.
        asked = [Q(GreaterThan(StrIndex(F("kinds"), Value(f",{kind},")), 0)) for kind in kinds]
        rows = rows.filter(reduce(or_, asked)) if asked else rows.none()
    names = [{"place": "place_id"}.get(bucket, bucket) for bucket in by]
    # What is remembered and what the tail takes back add up to nobody: left out, as the promise says.
    summed = rows.values_list(*names).annotate(total=Sum("people")).exclude(total=0).order_by()
    return {tuple(row[:-1]): row[-1] for row in summed}


def _column(bucket: Bucket, rows: QuerySet[Any]) -> Any:
    if bucket == "month" and rows.model is Entry:
        return FirstOfMonth("local_date")
    return F({"place": "place_id", "month": "month", "day": "local_date"}[bucket])


def _key(row: Sequence[Any], by: Sequence[Bucket]) -> tuple[Any, ...]:
    """SQLite gives dates as text to a statement that is not a queryset's."""
    return tuple(
        date.fromisoformat(value) if bucket != "place" and isinstance(value, str) else value
        for bucket, value in zip(by, row, strict=True)
    )
