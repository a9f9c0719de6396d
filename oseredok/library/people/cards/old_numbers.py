"""Numbers from before this system: who has one. They are still on paper, and the desk may scan or type them."""

from __future__ import annotations

from oseredok.library.people import rules
from oseredok.library.people.cards.models import OldNumber
from oseredok.library.people.models import Reader

_SHORTEST_TO_OPEN = 6  # a shorter one may be a part of a phone: it finds in the list, but records no visit by itself


def holders_of(typed: str, *, limit: int = 10) -> list[Reader]:
    """Return the readers who had this number; different libraries gave the same ones."""
    number = rules.old_number(typed)
    rows = OldNumber.objects.filter(number=number).select_related("reader__home_library").order_by("reader")
    return [row.reader for row in rows[:limit]] if number else []


def only_holder(typed: str) -> Reader | None:
    """Return the one reader of a number that is long enough to stand for a card; None otherwise."""
    if len(rules.old_number(typed)) < _SHORTEST_TO_OPEN:
        return None
    found = holders_of(typed, limit=2)
    return found[0] if len(found) == 1 else None
