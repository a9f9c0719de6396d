"""Reading frozen numbers, proven unchanged; and what the journal has got since."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import indicator
from oseredok.management.reports.frozen import gathering
from oseredok.management.reports.frozen.content import Content, Picture, Place, Point, Row, Series, decimal
from oseredok.management.reports.frozen.models import Cell, Line, Snapshot
from oseredok.spine.feedback import queries as feedback
from oseredok.spine.feedback.models import Rating
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal.models import Entry


class Changed(Conflict):
    """Somebody changed frozen numbers past the program: they are not to be trusted."""

    default_code = "snapshot-changed"


@dataclass(frozen=True)
class Correction:
    """An indicator whose number would be another today. The frozen one stays as it is."""

    row: Row
    now: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.now is None or self.row.number is None else self.now - self.row.number


def read(snapshot: Snapshot) -> Content:
    """Return everything frozen. Raises Changed when it is not what the digest was made of."""
    content = _content(snapshot)
    if content.digest != snapshot.digest:
        raise Changed(_("Заморожені числа змінено повз програму: контрольна сума не сходиться. Заморозьте дані знову."))
    return content


def late_entries(snapshot: Snapshot) -> QuerySet[Entry]:
    """Return what was written down for the period and places after the freezing."""
    return journal.entries(period=snapshot.period, places=_places(snapshot)).filter(pk__gt=snapshot.last_entry)


def late_ratings(snapshot: Snapshot) -> QuerySet[Rating]:
    """Return the ratings for the period and places that were recorded, or taken back, after the freezing.

    Nothing for a snapshot that does not remember its last rating.
    """
    if snapshot.last_rating is None:
        return Rating.objects.none()
    return feedback.ratings(period=snapshot.period, places=_places(snapshot), after=snapshot.last_rating)


def corrections_since(snapshot: Snapshot) -> list[Correction]:
    """Return the indicators whose numbers the journal has changed since; none of them is mixed in."""
    rows = []
    for row in snapshot.rows:
        try:
            rows.append((row, indicator(row.code)))
        except KeyError:  # an indicator of an older version of the program: it stands as it was
            continue
    found = gathering.numbers([one for _row, one in rows], period=snapshot.period, places=_places(snapshot))
    return [Correction(row, found[row.code]) for row, _one in rows if found[row.code] != row.number]


def _places(snapshot: Snapshot) -> list[Library] | None:
    if snapshot.everywhere:
        return None
    return [one.place for one in snapshot.counted_places.select_related("place")]


def _content(snapshot: Snapshot) -> Content:
    cells = {
        key: tuple(_point(cell) for cell in group)
        for key, group in groupby(
            snapshot.cells.order_by("code", "series", "order", "pk"), key=lambda cell: (cell.code, cell.series)
        )
    }
    rows = tuple(_row(line, cells) for line in snapshot.lines.order_by("order", "pk"))
    return Content(
        period=snapshot.period,
        places=tuple(Place(one.place_id, one.name) for one in snapshot.counted_places.order_by("order", "pk")),
        everywhere=snapshot.everywhere,
        frozen_at=snapshot.frozen_at,
        last_entry=snapshot.last_entry,
        last_rating=snapshot.last_rating,
        rows=rows,
        pictures=_pictures(cells),
    )


ORDER: tuple[Series, ...] = ("age", "hour", "score", "remark")


def _pictures(cells: dict[tuple[str, str], tuple[Point, ...]]) -> tuple[Picture, ...]:
    return tuple(
        Picture(code, series, points)
        for series in ORDER
        for (code, name), points in cells.items()
        if name == series and points
    )


def _point(cell: Cell) -> Point:
    return Point(cell.key, cell.label, decimal(cell.number), cell.query)


def _row(line: Line, cells: dict[tuple[str, str], tuple[Point, ...]]) -> Row:
    low, high = decimal(line.low), decimal(line.high)
    return Row(
        code=line.code,
        name=line.name,
        section=line.section,
        unit=line.unit,
        direction=line.direction,
        number_kind=line.number_kind,
        number=decimal(line.number),
        before=decimal(line.before),
        year_ago=decimal(line.year_ago),
        target=decimal(line.target),
        n=line.n,
        interval=None if low is None or high is None else (low, high),
        query=line.query,
        formula=line.formula,
        sensitive=line.sensitive,
        months=cells.get((line.code, "month"), ()),
        places=cells.get((line.code, "place"), ()),
    )
