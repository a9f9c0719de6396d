"""Which questions the form asks of each kind of record, and in which order. Data, no code."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue.models import Record

Kind = Record.Kind
TITLE, WHO, HOST, IMPRINT, ABOUT, SHELF, MORE = "title", "who", "host", "imprint", "about", "shelf", "more"


@dataclass(frozen=True)
class Sheet:
    """The questions of one kind, group by group. `needed`: cannot be left empty."""

    groups: dict[str, tuple[str, ...]]
    needed: frozenset[str] = frozenset({"title"})
    hint: str | Promise = ""
    icon: str = "book"

    @property
    def fields(self) -> list[str]:
        return [name for group in self.groups.values() for name in group]

    def asks(self, name: str) -> bool:
        return name in self.fields


GROUP_TITLES: dict[str, str | Promise] = {
    TITLE: _("Титульна сторінка"),
    WHO: _("Хто створив"),
    HOST: _("Де надруковано"),
    IMPRINT: _("Видання"),
    ABOUT: _("Про що"),
    SHELF: _("Клас і шифр"),
    MORE: _("Ще, якщо є"),
}
_TITLE = ("title", "subtitle")
_HOST = ("host_title", "host_year", "host_volume", "host_number", "host_pages", "host_place")
_SHELF = ("udc", "bbk", "author_mark")
_WORDS = ("audience", "keywords", "abstract", "notes")

_BOOK = Sheet(
    {
        TITLE: (*_TITLE, "part"),
        WHO: (),
        IMPRINT: ("isbn", "place", "publisher", "date", "extent", "language"),
        ABOUT: (),
        SHELF: _SHELF,
        MORE: ("responsibility", "edition", "series_title", "series_number", "original_language", "link", *_WORDS),
    },
    hint=_("Книга, брошура, збірник"),
)
SHEETS: dict[str, Sheet] = {
    Kind.BOOK: _BOOK,
    Kind.ARTICLE: Sheet(
        {TITLE: _TITLE, WHO: (), HOST: (*_HOST, "language"), ABOUT: (), SHELF: _SHELF,
         MORE: ("responsibility", "host_issn", "link", *_WORDS)},
        needed=frozenset({"title", "host_title"}),
        hint=_("У газеті, журналі чи збірнику"),
        icon="file-text",
    ),
    Kind.ISSUE: Sheet(
        {HOST: ("host_title", "host_year", "host_volume", "host_number", "host_issn"), IMPRINT: ("extent", "language"),
         ABOUT: (), MORE: ("link", "abstract", "notes")},
        needed=frozenset({"host_title", "host_year", "host_number"}),
        hint=_("Одне число чи випуск"),
        icon="newspaper",
    ),
    Kind.SERIAL: Sheet(
        {TITLE: _TITLE, WHO: (), IMPRINT: ("issn", "place", "publisher", "date", "date_to", "language"), ABOUT: (),
         SHELF: ("udc", "bbk"), MORE: ("link", *_WORDS)},
        hint=_("Видання загалом, без окремих чисел"),
        icon="newspaper",
    ),
    Kind.LOCAL: Sheet(
        {TITLE: (*_TITLE, "part"), WHO: (), IMPRINT: ("isbn", "place", "publisher", "date", "extent", "language"),
         HOST: _HOST, ABOUT: (), SHELF: _SHELF,
         MORE: ("responsibility", "edition", "series_title", "series_number", "link", *_WORDS)},
        hint=_("Про ваш край: книга, стаття, буклет, рукопис"),
        icon="map-pin",
    ),
    Kind.EDOCUMENT: Sheet(
        {TITLE: _TITLE, WHO: (), IMPRINT: ("link", "place", "publisher", "date", "extent", "language"), ABOUT: (),
         SHELF: ("udc", "bbk"), MORE: ("responsibility", "isbn", "edition", "series_title", "series_number", *_WORDS)},
        needed=frozenset({"title", "link"}),
        hint=_("Те, що читають на екрані за адресою"),
        icon="monitor",
    ),
}  # fmt: skip
RARER = (Kind.MAP, Kind.MUSIC, Kind.AUDIO, Kind.VIDEO, Kind.OTHER)
"""Asked as a book is."""


def sheet_of(kind: str) -> Sheet:
    """Return the questions of a kind."""
    return SHEETS.get(kind, _BOOK)
