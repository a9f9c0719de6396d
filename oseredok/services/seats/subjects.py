"""How the journal names a session to people: the seat and its time, never the person."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from oseredok.services.seats.letters import when_words
from oseredok.services.seats.models import Hold, Seat
from oseredok.spine.journal.subjects import Subject


def describe(ids: list[str]) -> dict[str, Subject]:
    """Return what each hold or seat found is called."""
    try:
        holds = list(Hold.objects.filter(public_id__in=ids).select_related("seat"))
        seats = list(Seat.objects.filter(public_id__in=ids))
    except ValidationError:  # an id that is no UUID is nobody's
        return {}
    told = {str(hold.public_id): Subject(title=f"{hold.seat.name}, {when_words(hold)}") for hold in holds}
    return told | {str(seat.public_id): Subject(title=seat.name) for seat in seats}
