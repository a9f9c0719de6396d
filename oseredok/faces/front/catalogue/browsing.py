"""Looking the catalogue through: authors, titles, topics, places, in Ukrainian order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue import keys
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.models import Heading, Mention, Record, is_live
from oseredok.faces.front.catalogue import keyset
from oseredok.faces.front.catalogue.keyset import Slice

LETTERS = (*"АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЮЯ", "A", "Z")
_LONGEST_START = 60
_ABOUT = Q(role=Role.SUBJECT)


@dataclass(frozen=True)
class Way:
    """A list of headings: of these kinds, mentioned in this manner."""

    code: str
    label: str | Promise
    kinds: tuple[str, ...] = ()
    mentioned: Q = field(default_factory=Q)


TITLES = Way("titles", _("Назви"))
WAYS = {
    way.code: way
    for way in (
        Way("authors", _("Автори"), (Heading.Kind.PERSON,), ~_ABOUT),
        TITLES,
        Way("topics", _("Теми"), (Heading.Kind.TOPIC,), _ABOUT),
        Way("places", _("Місця"), (Heading.Kind.PLACE,), _ABOUT),
        Way("people", _("Про людей"), (Heading.Kind.PERSON,), _ABOUT),
        Way("bodies", _("Установи"), (Heading.Kind.BODY,)),
    )
}


def mentions(way: Way) -> QuerySet[Mention]:
    """Return mentions of this manner at records that are in the catalogue now."""
    return Mention.objects.filter(way.mentioned, is_live("record"))


def headings(way: Way, request: HttpRequest) -> tuple[Slice[Heading], dict[int, int]]:
    """Return a page of headings and how many records each has."""
    found = Heading.objects.filter(kind=way.kinds[0]).filter(Exists(mentions(way).filter(heading=OuterRef("pk"))))
    shown = keyset.page(found, "sort_key", request, start=_start(request))
    return shown, counts(way, [one.pk for one in shown.rows])


def counts(way: Way, pks: Sequence[int]) -> dict[int, int]:
    """Return how many records each heading has."""
    told = mentions(way).filter(heading__in=pks).values("heading").annotate(records=Count("record", distinct=True))
    return {row["heading"]: row["records"] for row in told}


def titles(request: HttpRequest) -> Slice[Record]:
    """Return a page of records by title. Issues («1989, № 2») are found in their journal."""
    found = Record.live.exclude(kind=Record.Kind.ISSUE)
    return keyset.page(found, "title_key", request, start=_start(request))


def _start(request: HttpRequest) -> bytes:
    return keys.sort_key(request.GET.get("from", "")[:_LONGEST_START].strip())


def of_heading(heading: Heading, way: Way, request: HttpRequest) -> Slice[Record]:
    """Return a page of a heading's records by title."""
    pks = Mention.objects.filter(way.mentioned, heading=heading).values("record")
    return keyset.page(Record.live.filter(pk__in=pks), "title_key", request, size=30)


def ways_of(heading: Heading) -> list[tuple[Way, int]]:
    """Return the manners in which a heading is mentioned, each with the number of its records."""
    told = [(way, counts(way, [heading.pk]).get(heading.pk, 0)) for way in WAYS.values() if heading.kind in way.kinds]
    return [(way, count) for way, count in told if count]
