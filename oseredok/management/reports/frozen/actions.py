"""Freezing: the indicators of a period and places, kept as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import indicator
from oseredok.management.indicators.indicator import Indicator
from oseredok.management.reports.frozen import gathering
from oseredok.management.reports.frozen.content import Content
from oseredok.management.reports.frozen.models import Cell, Line, Snapshot, SnapshotPlace
from oseredok.spine.feedback import queries as feedback
from oseredok.spine.journal.models import Entry


@transaction.atomic
def freeze(*, codes: Sequence[str], period: Period, places: Sequence[Library] | None, now: datetime) -> Snapshot:
    """Keep the indicators of `codes` for ever as they stand. `places` None is the whole system.

    Raises Invalid: the period is not over (`period-not-over`); no such indicator (`indicator-unknown`); nothing to
    freeze (`no-indicators`).
    """
    if local_date(now) < period.end:
        raise Invalid(_("Цей період іще не скінчився."), code="period-not-over", field="period")
    chosen = _indicators(codes)
    if connection.vendor == "postgresql":
        # Wait for entries that are being written and hold new ones: all the numbers are then of one moment.
        # On SQLite this transaction is the only writer.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE journal_entry, feedback_rating IN SHARE MODE")
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    content = gathering.content(
        chosen=chosen,
        period=period,
        places=places,
        frozen_at=now,
        last_entry=last,
        last_rating=feedback.last_rating(),
    )
    return _kept(content)


def _indicators(codes: Sequence[str]) -> list[Indicator]:
    try:
        chosen = [indicator(code) for code in dict.fromkeys(codes)]
    except KeyError:
        raise Invalid(_("Такого показника немає."), code="indicator-unknown", field="codes") from None
    if not chosen:
        raise Invalid(_("Виберіть хоча б один показник."), code="no-indicators", field="codes")
    return chosen


def _kept(content: Content) -> Snapshot:
    snapshot = Snapshot.objects.create(
        starts_on=content.period.start,
        ends_on=content.period.end,
        everywhere=content.everywhere,
        frozen_at=content.frozen_at,
        last_entry=content.last_entry,
        last_rating=content.last_rating,
        digest=content.digest,
    )
    SnapshotPlace.objects.bulk_create(
        SnapshotPlace(snapshot=snapshot, place_id=place.pk, order=order, name=place.name)
        for order, place in enumerate(content.places)
    )
    Line.objects.bulk_create(
        Line(
            snapshot=snapshot,
            order=order,
            code=row.code,
            name=row.name,
            section=row.section,
            unit=row.unit,
            direction=row.direction,
            number_kind=row.number_kind,
            number=row.number,
            before=row.before,
            year_ago=row.year_ago,
            target=row.target,
            n=row.n,
            low=row.interval[0] if row.interval else None,
            high=row.interval[1] if row.interval else None,
            query=row.query,
            formula=row.formula,
            sensitive=row.sensitive,
        )
        for order, row in enumerate(content.rows)
    )
    Cell.objects.bulk_create(_cells(snapshot, content))
    return snapshot


def _cells(snapshot: Snapshot, content: Content) -> list[Cell]:
    series = [
        (row.code, name, points)
        for row in content.rows
        for name, points in (("month", row.months), ("place", row.places))
    ]
    series += [(one.code, one.series, one.points) for one in content.pictures]
    return [
        Cell(
            snapshot=snapshot,
            code=code,
            series=name,
            order=order,
            key=point.key,
            label=point.label,
            number=point.number,
            query=point.query,
        )
        for code, name, points in series
        for order, point in enumerate(points)
    ]
