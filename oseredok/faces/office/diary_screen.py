"""What the diary page shows around its table: tabs, neighbours, addresses behind titles and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.periods import Kind, Period
from oseredok.base.ui.parts import Link
from oseredok.faces.office.numbers import entries_url, shown
from oseredok.faces.office.scope import Scope
from oseredok.management.reports.diary import Part
from oseredok.management.reports.diary.columns import TITLES
from oseredok.management.reports.diary.parts import Cell, Row

PART_LINKS = {"users": "I", "loans": "II", "events": "III", "requests": "IV"}


@dataclass(frozen=True)
class ShownCell:
    text: str
    url: str
    first: bool  # of a group of columns


@dataclass(frozen=True)
class ShownRow:
    title: str
    url: str
    cells: list[ShownCell]
    late: ShownCell | None
    style: str = ""


@dataclass(frozen=True)
class DiaryScreen:
    scope: Scope
    slug: str
    part: Part

    @property
    def title(self) -> str:
        names = {"day": _("Щоденник дня"), "month": _("Щоденник місяця"), "year": _("Щоденник року")}
        return f"{names[self.scope.period.kind]}: {self.scope.period.title}"

    def _url(self, period: Period, slug: str = "", place: str = "") -> str:
        address = reverse("office:diary", args=[period.code, slug or self.slug])
        return f"{address}?{urlencode({'place': place or self.scope.place_code})}"

    # --- Links --------------------------------------------------------------------------------------

    def part_links(self) -> list[Link]:
        return [
            Link(self._url(self.scope.period, slug), f"{number}. {TITLES[number]}", slug == self.slug)
            for slug, number in PART_LINKS.items()
        ]

    def kind_links(self) -> list[Link]:
        names: dict[Kind, str] = {"day": _("День"), "month": _("Місяць"), "year": _("Рік")}
        inside = max(self.scope.period.start, min(self.scope.period.last, self.scope.on))
        return [
            Link(self._url(Period.containing(kind, inside)), name, kind == self.scope.period.kind)
            for kind, name in names.items()
        ]

    def place_links(self) -> list[Link]:
        if len(self.scope.allowed) < 2:
            return []
        period, chosen = self.scope.period, self.scope.place
        return [
            Link(self._url(period, place="all"), _("Усі бібліотеки"), chosen is None),
            *(
                Link(self._url(period, place=str(place.pk)), place.short_name, place == chosen)
                for place in self.scope.allowed
            ),
        ]

    @property
    def previous(self) -> Link:
        period = self.scope.period.previous()
        return Link(self._url(period), period.title)

    @property
    def next(self) -> Link | None:
        period = self.scope.period.next()
        return Link(self._url(period), period.title) if period.start <= self.scope.on else None

    def file_url(self, kind: str) -> str:
        address = reverse("office:diary_file", args=[self.scope.period.code, kind])
        return f"{address}?{urlencode({'place': self.scope.place_code})}"

    @property
    def pdf_url(self) -> str:
        return self.file_url("pdf")

    @property
    def xlsx_url(self) -> str:
        return self.file_url("xlsx")

    # --- The grid -----------------------------------------------------------------------------------

    @property
    def firsts(self) -> list[bool]:
        """Which columns begin a group."""
        return [first for head in self.part.grid.heads for first in (True, *[False] * (head.width - 1))]

    @property
    def header(self) -> list[tuple[str, bool]]:
        return [(str(column.title), first) for column, first in zip(self.part.grid.columns, self.firsts, strict=True)]

    def rows(self) -> Iterator[ShownRow]:
        grid = self.part.grid
        if grid.carried:
            yield self._row(grid.carried, "is-carried")
        # Days and months of III and IV that are listed one by one below need only their sums here.
        if not self.part.lists:
            for row in grid.rows:
                yield self._row(row, "", linked=self.scope.period.kind != "day")
        elif self.scope.period.kind == "day":
            for row in grid.rows:
                yield self._row(row, "is-sum")
        for row in grid.totals:
            yield self._row(row, "is-sum")

    def _row(self, row: Row, style: str, *, linked: bool = False) -> ShownRow:
        return ShownRow(
            title=str(row.title),
            url=self._url(row.period) if linked else "",
            cells=[_shown(cell, first) for cell, first in zip(row.cells, self.firsts, strict=True)],
            late=_shown(row.late, True) if row.late else None,
            style=style,
        )


def _shown(cell: Cell, first: bool) -> ShownCell:
    """An empty day stays empty, as in the paper diary."""
    return ShownCell(
        text=shown(cell.number) if cell.number else "",
        url=entries_url(cell.selection) if cell.number else "",
        first=first,
    )
