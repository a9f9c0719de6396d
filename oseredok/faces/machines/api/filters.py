"""By what records are chosen, here and where they are taken as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from oseredok.collections.catalogue.models import Mention, Record
from oseredok.faces.machines import finding
from oseredok.faces.machines.api.parameters import choice, integer, text

MOST_WORDS = 10
ORDERS: Mapping[str, str] = {
    "id": "pk", "-id": "-pk", "title": "title_key", "-title": "-title_key", "author": "author_key",
    "-author": "-author_key", "year": "year", "-year": "-year", "changed": "changed_at", "-changed": "-changed_at",
}  # fmt: skip
PARAMETERS = (
    text("q", "Words anywhere: in titles, names, subjects; or an ISBN."),
    text("title", "Words of the title."),
    text("author", "Words of an author's name."),
    text("subject", "Words of a subject, of a person or place that it is about."),
    text("isbn", "An ISBN or ISSN, written in any way.", 40),
    choice("kind", "The kind of record.", Record.Kind.values),
    text("language", "ISO 639-2, three letters.", 3),
    text("branch", "The code of a library that has a copy.", 50),
    integer("heading", "The id of a heading (/headings).", 1, 10**12 - 1),
    integer("year_from", "Published in this year or later.", 0, 9999),
    integer("year_to", "Published in this year or earlier.", 0, 9999),
    choice("sort", "The order; a minus turns it.", list(ORDERS), "id"),
)


def chosen(told: Mapping[str, Any]) -> QuerySet[Record]:
    """Return the live records that the values mean, in their order."""
    condition = Q()
    for name, meant in _BY_WORDS.items():
        for word in str(told.get(name, "")).split()[:MOST_WORDS]:
            condition &= meant(word)
    for name, meant in _BY_VALUE.items():
        if name in told:
            condition &= meant(told[name])
    if "year_from" in told or "year_to" in told:
        condition &= finding.years(told.get("year_from"), told.get("year_to"))
    order = ORDERS[told.get("sort", "id")]
    return Record.live.filter(condition).order_by(order, *(() if order in ("pk", "-pk") else ("pk",)))


def _heading(pk: int) -> Q:
    return Q(pk__in=Mention.objects.filter(heading=pk).values("record"))


_BY_WORDS: Mapping[str, Callable[[str], Q]] = {
    "q": finding.anywhere,
    "title": finding.title,
    "author": finding.creator,
    "subject": finding.subject,
}
_BY_VALUE: Mapping[str, Callable[[Any], Q]] = {
    "isbn": finding.number,
    "kind": finding.kind,
    "language": finding.language,
    "branch": finding.at_branch,
    "heading": _heading,
}
