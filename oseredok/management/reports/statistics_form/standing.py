"""Editions of a year's data: the first one and those that correct it. Which of them counts where.

What was signed never changes. A correction («уточнені дані») is an edition of its own that names the one it corrects;
until it is signed, everything that reads the data of a library goes on reading the signed edition.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from oseredok.library.places.models import Library
from oseredok.management.reports.statistics_form.loading import Spot, load
from oseredok.management.reports.statistics_form.models import Figure, Report


def editions(*, year: int, place: Library | int | None) -> QuerySet[Report]:
    """Return all editions of a library's data, or of the whole system's, the first one first."""
    return Report.objects.filter(year=year, place=place).order_by("number")


def latest(*, year: int, place: Library | int | None) -> Report | None:
    """Return the edition that is worked on: the last one, signed or not."""
    return editions(year=year, place=place).last()


def standing(*, year: int, place: Library | int | None) -> Report | None:
    """Return the edition that counts: the newest signed one; before the first signature the only draft."""
    return _that_counts(editions(year=year, place=place))


def of_libraries(year: int, *, at: datetime | None = None) -> list[Report]:
    """Return the edition of each library that counts, now or at the moment when something was signed."""
    rows = Report.objects.filter(year=year, place__isnull=False).select_related("place", "version")
    found: dict[int | None, list[Report]] = {}
    for report in rows.order_by("place_id", "number"):
        found.setdefault(report.place_id, []).append(report)
    return [one for reports in found.values() if (one := _that_counts(reports, at=at)) is not None]


def _that_counts(reports: Iterable[Report], *, at: datetime | None = None) -> Report | None:
    listed = list(reports)
    signed = [one for one in listed if one.signed_at is not None and (at is None or one.signed_at <= at)]
    return signed[-1] if signed else next(iter(listed), None)


def corrected_since(whole: Report) -> list[Report]:
    """Return libraries' corrections signed after the consolidated data were: its numbers do not know of them."""
    if whole.signed_at is None:
        return []
    rows = Report.objects.filter(year=whole.year, place__isnull=False, number__gt=1, signed_at__gt=whole.signed_at)
    return list(rows.select_related("place").order_by("place_id", "number"))


@dataclass(frozen=True)
class Difference:
    """A cell whose number the correction changes. `then` or `now` is None where there was or is no number."""

    key: str
    spot: Spot
    then: Decimal | None
    now: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.then is None or self.now is None else self.now - self.then


def differences(report: Report) -> list[Difference]:
    """Return what a correction changes, cell by cell, in the order of the form; nothing for a first edition.

    Cells are found by their keys, so an edition by another version of the form is compared too; a line that only the
    former form has stands last.
    """
    if report.corrects is None:
        return []
    old, new = load(report.corrects.version), load(report.version)
    then, now = _numbers(report.corrects), _numbers(report)
    spots = {spot.key: spot for form in (new, old) for spot in form.spots}
    ordered = [*(spot.key for spot in new.spots), *(spot.key for spot in old.spots if spot.key not in new.by_key)]
    return [
        Difference(key, new.by_key.get(key) or spots[key], then.get(key), now.get(key))
        for key in ordered
        if then.get(key) != now.get(key)
    ]


def _numbers(report: Report) -> dict[str, Decimal]:
    keys = {spot.cell.pk: spot.key for spot in load(report.version).spots}
    rows = Figure.objects.filter(report=report, number__isnull=False).values_list("cell_id", "number")
    return {keys[cell]: number for cell, number in rows if cell in keys and number is not None}
