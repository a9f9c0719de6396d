"""Who is in the building, and what the desk shows of a visit."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from oseredok.library.people.models import AgeGroup
from oseredok.library.places.models import Library
from oseredok.services.visits.models import Visit

DESK_AGE_GROUPS = (
    AgeGroup.A0_14,
    AgeGroup.A15_17,
    AgeGroup.A18_21,
    AgeGroup.A22_35,
    AgeGroup.A36_59,
    AgeGroup.A60P,
)


def in_building(*, place: Library, on: date) -> QuerySet[Visit]:
    """Visits of the day that nobody ended yet, the latest first."""
    return Visit.objects.filter(
        place=place, arrived_on=on, left_at__isnull=True, cancelled_at__isnull=True
    ).select_related("reader")


def people_in_building(*, place: Library, on: date) -> int:
    return in_building(place=place, on=on).aggregate(people=Sum("people"))["people"] or 0


def visit_here(*, place: Library, public_id: str | UUID | None, on: date) -> Visit | None:
    """The visit of that day at this place, or None: a stale or foreign id is no visit."""
    if not public_id:
        return None
    try:
        wanted = UUID(str(public_id))
    except ValueError:
        return None
    return in_building(place=place, on=on).filter(public_id=wanted).first()
