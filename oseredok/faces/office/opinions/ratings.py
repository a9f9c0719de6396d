"""«Оцінки»: the anonymous rows behind any number of ratings, on a page and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oseredok.base.core.errors import Invalid
from oseredok.base.core.office_files import XLSX
from oseredok.base.core.text import counted, number
from oseredok.base.papers import xlsx
from oseredok.base.ui.parts import Row
from oseredok.faces.office.asked import asked
from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.numbers import capital, shown
from oseredok.faces.office.rows import csv_file
from oseredok.library.offer.models import ServiceKind
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.places.models import Library
from oseredok.management.indicators import queries as indicators
from oseredok.management.indicators.catalogue import Indicator, indicator
from oseredok.management.indicators.queries import Selection
from oseredok.spine.feedback import queries
from oseredok.spine.feedback.models import Rating, Via
from oseredok.spine.feedback.queries import Scores
from oseredok.spine.feedback.scale import CRITICAL, NEUTRAL, POSITIVE, Score

PAGE = 100
MOST_IN_A_FILE = 50_000
WHOLE = "library"
"""In an address: what was said of the library as a whole, not of a service."""
COUNTED: Mapping[str, tuple[Score, ...]] = {
    "ratings.positive": POSITIVE,
    "ratings.neutral": NEUTRAL,
    "ratings.critical": CRITICAL,
}
"""Which scores an indicator counts; one that is not here counts all."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the selection that numbers open everywhere, and what only ratings have."""

    selection: Selection
    scores: tuple[int, ...] = ()
    via: str = ""

    @classmethod
    def of(cls, request: StaffRequest) -> Asked:
        """Read the address. Raises Invalid: unclear, or a library of others."""
        typed = request.GET.get("score", "").split(",")
        scores = tuple(score.value for score in Score if str(score.value) in typed)
        via = request.GET.get("via", "")
        return cls(asked(request), scores, via if via in Via.values else "")

    @property
    def query(self) -> str:
        own = {"score": ",".join(map(str, self.scores)), "via": self.via}
        parts = [self.selection.query, urlencode({name: told for name, told in own.items() if told}, safe=",")]
        return "&".join(part for part in parts if part)

    @cached_property
    def indicator(self) -> Indicator | None:
        try:
            return indicator(self.selection.indicator)
        except KeyError:
            return None

    @cached_property
    def places(self) -> list[Library]:
        return list(Library.objects.filter(pk__in=self.selection.places))

    @property
    def rows(self) -> QuerySet[Rating]:
        return queries.ratings(
            period=self.selection.period,
            places=self.places,
            kinds=["" if code == WHOLE else code for code in self.selection.cut.kinds],
            scores=self.scores or COUNTED.get(self.selection.indicator, ()),
            via=self.via,
        )


class Heading:
    """What was clicked, in words, and what the rows below add up to."""

    def __init__(self, told: Asked) -> None:
        self._told = told

    @property
    def title(self) -> str:
        one = self._told.indicator
        return capital(str(one.name)) if one else _("Оцінки")

    @cached_property
    def scores(self) -> Scores:
        return queries.scores_of(self._told.rows)

    @property
    def number(self) -> str:
        """The number that was clicked; without an indicator the rows are simply counted."""
        one, selection = self._told.indicator, self._told.selection
        if one is None or selection.period is None or self._is_narrowed:
            return number(self.scores.n)
        return shown(indicators.value(one, period=selection.period, places=self._told.places))

    @property
    def unit(self) -> str:
        one = self._told.indicator
        return str(one.unit) if one and not self._is_narrowed else _("оцінок")

    @property
    def counted(self) -> str:
        """`40 оцінок, з них позитивних 32`."""
        told = counted(self.scores.n, _("оцінка"), _("оцінки"), _("оцінок"))
        return _("{told}, з них позитивних {positive}").format(told=told, positive=number(self.scores.positive))

    @property
    def _is_narrowed(self) -> bool:
        return bool(self._told.scores or self._told.via or self._told.selection.cut.kinds)

    @property
    def conditions(self) -> list[Row]:
        told, selection = self._told, self._told.selection
        rows = [(_("Період"), selection.period.title if selection.period else "")]
        rows.append((_("Бібліотека"), ", ".join(place.short_name for place in told.places)))
        if selection.cut.kinds:
            names = dict(ServiceKind.objects.filter(code__in=selection.cut.kinds).values_list("code", "name"))
            whole = [_("бібліотека загалом")] if WHOLE in selection.cut.kinds else []
            rows.append((_("Послуга"), ", ".join([*names.values(), *whole])))
        chosen = told.scores or tuple(COUNTED.get(selection.indicator, ()))
        if chosen:
            rows.append((_("Оцінка"), ", ".join(str(Score(score).label) for score in chosen)))
        if told.via:
            rows.append((_("Де сказали"), str(Via(told.via).label)))
        return [Row(name, value) for name, value in rows if value]


@dataclass(frozen=True)
class RatingRow:
    """One row in words. Whose it is nobody knows, and the hour is not told: with one visitor it would tell."""

    rating: Rating

    @property
    def score(self) -> str:
        return f"{self.rating.score} ({Score(self.rating.score).label})"

    @property
    def service(self) -> str:
        return self.rating.kind.name if self.rating.kind else _("бібліотека загалом")

    @property
    def via(self) -> str:
        return str(self.rating.get_via_display())

    @property
    def quantity(self) -> str:
        return number(self.rating.quantity)

    @property
    def is_reversal(self) -> bool:
        return self.rating.reverses_id is not None

    @property
    def is_taken_back(self) -> bool:
        return hasattr(self.rating, "reversal")

    @property
    def mark(self) -> str:
        """Why a row does not count: in the words of who took it back."""
        if self.is_taken_back:
            return _("скасовано: {why}").format(why=self.rating.reversal.get_reason_display())
        return _("скасування") if self.is_reversal else ""


def rating_rows(rows: Iterable[Rating]) -> list[RatingRow]:
    return [RatingRow(row) for row in rows]


@staff(*NUMBERS)
@require_safe
def ratings(request: StaffRequest) -> HttpResponse:
    """The list, page by page; what was taken back stays, struck, with the reason."""
    try:
        told = Asked.of(request)
    except Invalid as error:
        return render(request, "office/opinions/ratings.html", {"refusal": error.message}, status=400)
    page = Paginator(told.rows, PAGE).get_page(request.GET.get("page"))
    values: dict[str, Any] = {
        "heading": Heading(told),
        "page": page,
        "rows": rating_rows(page.object_list),
        "files_query": told.query,
    }
    return render(request, "office/opinions/ratings.html", values)


@staff(*NUMBERS)
@require_safe
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The same rows as a file: csv or xlsx."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    try:
        told = Asked.of(request)
    except Invalid as error:
        return render(request, "office/opinions/ratings.html", {"refusal": error.message}, status=400)
    rows = _file_rows(told.rows[:MOST_IN_A_FILE])
    if kind == "csv":
        response = HttpResponse(csv_file(_headers(), rows), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(_workbook(rows, title=Heading(told).title), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ratings.{kind}"'
    return response


def _headers() -> list[str]:
    return [
        _("День"), _("Бібліотека"), _("Послуга"), _("Оцінка"), _("Словами"), _("Де сказали"), _("Кількість"), _("Позначка"),
    ]  # fmt: skip


def _file_rows(ratings: Iterable[Rating]) -> Iterator[list[object]]:
    for row in rating_rows(ratings):
        one = row.rating
        yield [
            one.local_date, one.place.short_name, row.service, one.score, str(Score(one.score).label), row.via,
            one.quantity, row.mark,
        ]  # fmt: skip


def _workbook(rows: Iterable[list[object]], *, title: str) -> bytes:
    widths = (12, 20, 36, 9, 14, 24, 11, 34)
    shapes: dict[int, xlsx.Format] = {0: "date", 3: "integer", 6: "integer"}
    columns = [
        xlsx.Column(name, width, shapes.get(place, "text"))
        for place, (name, width) in enumerate(zip(_headers(), widths, strict=True))
    ]
    sheet = xlsx.Sheet(name=_("Оцінки"), columns=columns, rows=rows, heading=[title], landscape=True)
    return xlsx.make_workbook(title=title, sheets=[sheet])
