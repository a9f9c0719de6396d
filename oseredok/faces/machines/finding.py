"""Which records are meant: one set of conditions for SRU, the API and files, answered by the database.

Texts are looked for inside columns and headings, regardless of case. Conditions on headings and numbers begin there, not at
the records: there are far fewer of them. No condition reads the sources.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.models import Copy, Heading, Mention, Number, Record

NOTHING = Q(pk__in=())
_RESPONSIBLE = tuple(role.value for role in Role if role != Role.SUBJECT)


def title(words: str) -> Q:
    return Q(title__icontains=words)


def creator(words: str) -> Q:
    """Any person or body who had to do with it, the author first of all: as catalogues understand «author»."""
    return Q(author__icontains=words) | _mentioned(words, role__in=_RESPONSIBLE)


def subject(words: str) -> Q:
    """What it is about, by headings."""
    return _mentioned(words, role="sub")


def place_about(words: str) -> Q:
    return _mentioned(words, role="sub", heading__kind=Heading.Kind.PLACE)


def anywhere(words: str) -> Q:
    """A word of the title, of any heading, or a number."""
    return title(words) | Q(author__icontains=words) | _mentioned(words) | number(words)


def number(text: str) -> Q:
    """ISBN or ISSN, written in any way; nothing for what is none."""
    found = values.isbn(text) or values.issn(text).replace("-", "")
    return Q(pk__in=Number.objects.filter(value=found).values("record")) if found else NOTHING


def numbered(pks: Sequence[int]) -> Q:
    """Records of these numbers, however many: one parameter holds them all."""
    if connection.vendor == "sqlite":
        return Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(pks)]))
    return Q(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(pks)]))


def years(first: int | None, last: int | None) -> Q:
    """What came out in these years, also in a part of them; a border that is None is open."""
    found = Q(year__isnull=False)
    if last is not None:
        found &= Q(year__lte=last)
    if first is not None:
        found &= Q(year__gte=first) | Q(year_to__gte=first)
    return found


def at_branch(code: str) -> Q:
    """A copy of it, not written off, belongs to the branch."""
    copies = Copy.objects.exclude(status=Copy.Status.WRITTEN_OFF)
    return Q(Exists(copies.filter(record=OuterRef("pk"), location__library__code=code)))


def kind(code: str) -> Q:
    return Q(kind=code) if code in Record.Kind.values else NOTHING


def language(code: str) -> Q:
    return Q(language=code.lower()[:3])


def _mentioned(words: str, **how: object) -> Q:
    return Q(pk__in=Mention.objects.filter(heading__text__icontains=words, **how).values("record"))
