"""Reads of imports."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, QuerySet

from oseredok.base.core.cells import Cell, text_of
from oseredok.library.people.access import Duty
from oseredok.library.people.imports import actions, reading
from oseredok.library.people.imports.models import Batch, FieldBefore, Row
from oseredok.library.people.models import Role

IMPORTERS = (Role.HEAD, Role.DIRECTOR, Role.BRANCH_LIBRARIAN)
MOST_IN_A_REPORT = 10_000
NEED_A_LOOK = (Row.Outcome.REFUSED, Row.Outcome.SUSPECTED, Row.Outcome.CHANGED)


def batches(*, duty: Duty) -> QuerySet[Batch]:
    """Return the files of the libraries where the person on duty may import."""
    places = [place.pk for place in duty.places_of(*IMPORTERS)]
    return Batch.objects.filter(library__in=places).select_related("library", "made_by")


def counts_of(batch: Batch) -> dict[str, int]:
    """Return how many rows came out how."""
    rows = Row.objects.filter(batch=batch).order_by().values_list("outcome").annotate(amount=Count("pk"))
    return {str(outcome): amount for outcome, amount in rows}


def can_restore(batch: Batch) -> bool:
    """Tell whether it is still known what stood in the records that the file filled."""
    return FieldBefore.objects.filter(row__batch=batch).exists()


def examples(batch: Batch, *, limit: int = 15) -> list[tuple[Row, str]]:
    """Return the first rows that need a look, each with the row as it stands in the file."""
    rows = {row.number: row for row in batch.rows.filter(outcome__in=NEED_A_LOOK).order_by("number")[:limit]}
    shown = dict(rows_of(batch, set(rows)))
    return [(row, " · ".join(filter(None, map(text_of, shown.get(number, []))))) for number, row in rows.items()]


def rows_of(batch: Batch, wanted: set[int]) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the wanted rows of the file, while it is kept."""
    path = actions.path_of(batch)
    if not wanted or batch.file_deleted_on is not None or not path.exists():
        return
    last = max(wanted)
    for number, cells in reading.rows(path, actions.found_of(batch)):
        if number in wanted:
            yield number, cells
        if number >= last:
            return


def sample(batch: Batch, *, limit: int = 4) -> list[list[str]]:
    """Return the first rows under the header as text, as wide as the header: a sheet may be far wider than its table."""
    width, found = batch.columns.count(), []
    for _number, cells in reading.rows(actions.path_of(batch), actions.found_of(batch)):
        found.append([text_of(cell) for cell in cells[:width]])
        if len(found) == limit:
            break
    return found
