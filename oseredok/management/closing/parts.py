"""Files of an export besides the tables. A room that has a format of its own registers in `AppConfig.ready()`.

    parts.register(Part("marc", "kataloh.mrc", _("каталог у форматі MARC21"), marc_records))

`pieces` gets the library (None: the whole centre) and the connection of the export's moment, and yields the file piece by
piece, byte for byte. What yields nothing is left out. A catalogue gives MARC21 or MARCXML this way; the journal gives its totals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.library.places.models import Library
from oseredok.management.closing.sheets import as_csv
from oseredok.spine.journal.models import MonthCount


@dataclass(frozen=True)
class Part:
    """One more file: its name in the zip, what it is in words, what is in it."""

    code: str
    name: str
    title: str | Promise
    pieces: Callable[[Library | None, BaseDatabaseWrapper], Iterable[bytes]]


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Add a file to every export. Registering the same code again replaces the former."""
    _parts[part.code] = part


def parts() -> list[Part]:
    """Return the files in the order in which rooms registered them."""
    return list(_parts.values())


def _totals(place: Library | None, view: BaseDatabaseWrapper) -> Iterator[list[Any]]:
    """The journal by years and kinds: what the sums of the exported entries must come to."""
    yield [_("рік"), _("бібліотека"), _("вид послуги"), _("одиниця"), _("кількість"), _("хвилин"), _("записів")]
    rows = MonthCount.objects.all() if place is None else MonthCount.objects.filter(place=place)
    by = ("month__year", "place__short_name", "kind__name", "kind__unit")
    sums = rows.order_by(*by).values_list(*by).annotate(Sum("quantity"), Sum("minutes"), Sum("entries"))
    for row in sums.query.get_compiler(connection=view).results_iter(chunked_fetch=True):
        yield list(row)


TOTALS = Part(
    "totals",
    "pidsumky.csv",
    gettext_lazy("підсумки щоденника за роками й видами послуг"),
    lambda place, view: (line + b"\n" for line in as_csv(_totals(place, view))),
)
register(TOTALS)
