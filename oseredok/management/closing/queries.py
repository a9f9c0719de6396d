"""Reads of closings: what is closed for good and where people go instead, how far a closing is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.closing import persons
from oseredok.management.closing.models import Closing, DataDecision, State


@dataclass(frozen=True)
class Gone:
    """A library that is closed for good. `instead` and `words` tell where people go now; both may be unknown."""

    library: Library
    closed_on: date
    instead: Library | None = None
    words: str = ""


def gone(*, on: date) -> list[Gone]:
    """Return the libraries that are closed for good by a day, in the office's order."""
    rows = Closing.objects.filter(state=State.CLOSED).select_related("instead").order_by("made_at")
    by_place = {closing.place_id: closing for closing in rows}
    found = []
    for library in Library.objects.filter(closed_on__lte=on).select_related("system").order_by("-is_central", "order"):
        closing = by_place.get(library.pk) or by_place.get(None)
        assert library.closed_on is not None  # noqa: S101 - the query asks for it
        instead = closing.instead if closing and closing.instead and closing.instead.closed_on is None else None
        found.append(Gone(library, library.closed_on, instead, closing.instead_words if closing else ""))
    return found


def centre_gone() -> Gone | None:
    """Return that the whole centre is closed; None while it works."""
    closing = Closing.objects.filter(state=State.CLOSED, place__isnull=True).first()
    central = Library.objects.filter(closed_on__isnull=False).order_by("-is_central", "order").first()
    if closing is None or central is None or central.closed_on is None:
        return None
    return Gone(central, central.closed_on, None, closing.instead_words)


def to_erase() -> list[tuple[Closing, int]]:
    """Return closed places whose readers' data wait to be erased, with how many readers are left."""
    rows = Closing.objects.filter(
        state=State.CLOSED,
        data__erased_at__isnull=True,
        data__way__in=[DataDecision.Way.ERASE, DataDecision.Way.HAND_OVER],
    ).select_related("place", "data")
    counted = [(closing, persons.readers_of(closing.place).count()) for closing in rows]
    return [(closing, number) for closing, number in counted if number]


def left_without_roles(closing: Closing) -> list[Account]:
    """Return active accounts that a closing left with no role at all: their owners may have to be let go."""
    if closing.closed_at is None:
        return []
    taken = Account.objects.filter(role_assignments__taken_at=closing.closed_at, is_active=True)
    return list(taken.exclude(role_assignments__taken_at__isnull=True).distinct().order_by("last_name", "pk"))
