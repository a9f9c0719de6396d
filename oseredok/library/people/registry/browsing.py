"""The whole registry looked through by choices: whom it holds, in Ukrainian order or the newest first, page by page.

Nothing that names anybody travels in the address: only choices do. Nothing is counted, as in `listing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from oseredok.library.people.models import FormerCard, NamePart, Reader, Registration
from oseredok.library.people.registry.listing import A_PAGE, Page
from oseredok.library.places.models import Library

MOST_PAGES = 4_000
BY_NAME, NEWEST = "name", "newest"
HERE, LEFT, EVERYBODY = "here", "left", "all"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Chosen:
    """What was chosen; an empty choice narrows nothing. `places`: those whose readers the person may look through."""

    places: Sequence[Library]
    kind: str = ""
    category: str = ""
    registered: str = ""
    child: str = ""
    lost: str = ""
    state: str = HERE
    sort: str = BY_NAME
    words: list[str] = field(default_factory=list)  # of the choices, as people read them


def readers(chosen: Chosen, *, on: date, consent_age: int) -> QuerySet[Reader]:
    """Return the readers that fit, in order."""
    found = Reader.objects.filter(
        erased_on__isnull=True, merged_into__isnull=True, home_library__in=[place.pk for place in chosen.places]
    )
    for name in ("kind", "category"):
        if value := getattr(chosen, name):
            found = found.filter(**{name: value})
    if chosen.state != EVERYBODY:
        found = found.filter(closed_on__isnull=chosen.state == HERE)
    if chosen.registered:
        this_year = Exists(Registration.objects.filter(reader=OuterRef("pk"), year=on.year))
        found = found.filter(this_year if chosen.registered == YES else ~this_year)
    if chosen.child:
        found = found.filter(_child(on, consent_age) if chosen.child == YES else ~_child(on, consent_age))
    if chosen.lost:
        lost = Exists(FormerCard.objects.filter(reader=OuterRef("pk"), reason=FormerCard.Reason.LOST))
        found = found.filter(lost if chosen.lost == YES else ~lost)
    return _sorted(found.select_related("home_library"), chosen.sort)


def page_of(chosen: Chosen, *, number: int, on: date, consent_age: int) -> Page:
    """Return a page; a number beyond what may be asked for is the nearest that may."""
    number = min(max(number, 1), MOST_PAGES)
    start = (number - 1) * A_PAGE
    rows = list(readers(chosen, on=on, consent_age=consent_age)[start : start + A_PAGE + 1])
    more = len(rows) > A_PAGE
    return Page(
        readers=rows[:A_PAGE], number=number, after=number + 1 if more and number < MOST_PAGES else 0, has_more=more
    )


def by_name(found: QuerySet[Reader]) -> QuerySet[Reader]:
    """Return readers in Ukrainian order of their names, those who left last.

    Every part of a name has the reader's place in that order: bytes, alike on both databases.
    """
    rank = NamePart.objects.filter(reader=OuterRef("pk")).order_by().values("rank")[:1]
    return found.annotate(rank=Subquery(rank)).order_by("rank", "pk")


def _sorted(found: QuerySet[Reader], sort: str) -> QuerySet[Reader]:
    if sort == NEWEST:
        return found.order_by("-created_on", "-pk")
    return by_name(found)


def _child(on: date, consent_age: int) -> Q:
    """Younger than the age of consent; where only the year is known and it does not tell, a child."""
    year = on.year - consent_age
    day = date(year, on.month, min(on.day, 28) if on.month == 2 else on.day)
    return Q(birth_year__gt=year) | Q(birth_year=year, birth_date__isnull=True) | Q(birth_year=year, birth_date__gt=day)
