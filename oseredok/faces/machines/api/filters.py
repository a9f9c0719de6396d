"""By what records are chosen, here and where they are taken as a file.

Words are asked of the index of search, in its language and with its repairs; the rest and the order are the database's. While the
index is made anew the database answers for words too, as it can: by parts of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from oseredok.collections.catalogue.models import Mention, Record
from oseredok.collections.catalogue.searching import CODE, NUMBER
from oseredok.faces.machines import finding
from oseredok.faces.machines.api.parameters import choice, integer, text
from oseredok.spine.search import everything, query
from oseredok.spine.search.nodes import Everything, both

MOST_WORDS = 10
ORDERS: Mapping[str, str] = {
    "id": "pk", "-id": "-pk", "title": "title_key", "-title": "-title_key", "author": "author_key",
    "-author": "-author_key", "year": "year", "-year": "-year", "changed": "changed_at", "-changed": "-changed_at",
}  # fmt: skip
PARAMETERS = (
    text(
        "q",
        'What the search of the site understands: words in any form, a "phrase", -without, автор:, рік:1990..2005; or an ISBN.',
    ),
    text("title", "Words of the title, in any form."),
    text("author", "Words of the name of an author, or of another who had to do with it."),
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


@dataclass(frozen=True)
class Chosen:
    """`meant`: what was sought in the place of words that found nothing."""

    records: QuerySet[Record]
    meant: str = ""


def chosen(told: Mapping[str, Any], *, now: datetime) -> Chosen:
    """Return the live records that the values mean, in their order; records of one place in it follow by number."""
    condition, meant = _by_words(told, now=now)
    for name, value_means in _BY_VALUE.items():
        if name in told:
            condition &= value_means(told[name])
    if "year_from" in told or "year_to" in told:
        condition &= finding.years(told.get("year_from"), told.get("year_to"))
    order = ORDERS[told.get("sort", "id")]
    records = Record.live.filter(condition).order_by(order, *(() if order in ("pk", "-pk") else ("pk",)))
    return Chosen(records, meant)


def _by_words(told: Mapping[str, Any], *, now: datetime) -> tuple[Q, str]:
    """Return what words mean, and what they were taken for."""
    asked = {name: str(told[name]) for name in _FIELDS if name in told}
    if not asked:
        return Q(), ""
    nodes = [query.parse(words, _FIELDS[name]).node for name, words in asked.items()]
    if any(isinstance(node, Everything) for node in nodes):  # nothing but signs
        return finding.NOTHING, ""
    numbers = everything.numbers(both(*nodes), NUMBER, source=CODE, typed=asked.get("q", ""), now=now)
    if numbers is not None:
        return finding.numbered(numbers.found), numbers.meant
    parts = [_BY_WORDS[name](word) for name, words in asked.items() for word in words.split()[:MOST_WORDS]]
    return reduce(and_, parts, Q()), ""


def _heading(pk: int) -> Q:
    return Q(pk__in=Mention.objects.filter(heading=pk).values("record"))


_FIELDS: Mapping[str, str] = {"q": "", "title": "title", "author": "author", "subject": "topic"}
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
