"""What the desk records: comings, the services rendered under them, and taking a slip back.

Each action is one transaction: the visit row, the journal's entries and nothing else. Times are aware moments;
`occurred_at` is when it happened, `now` is when it is written down.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.people import queries as people_queries
from oseredok.library.people.models import Account, Reader
from oseredok.library.places.models import Library
from oseredok.library.privacy import queries as privacy
from oseredok.services.visits import registering, rules
from oseredok.services.visits.models import Visit
from oseredok.services.visits.recorded import Recorded
from oseredok.services.visits.registering import (
    Agreed,
    enrol_reader,
    is_registered,
    register_reader,
    renew_registration,
    take_application,
)
from oseredok.spine.journal import actions as journal
from oseredok.spine.journal.models import Entry, Reason


def record_visit(
    *,
    place: Library,
    staff: Account | None,
    now: datetime,
    age_group: str = "",
    reader: Reader | None = None,
    occurred_at: datetime | None = None,
    flags: Iterable[str] = (),
    key: str | None = None,
) -> Recorded:
    """Record that one person came. A reader counts once a day at a place: the second scan finds the first visit.

    Raises:
        Invalid: the moment is in the future or too far back.
    """
    at = occurred_at or now
    rules.check_can_backfill(occurred_at=at, now=now)
    if reader is not None:
        known = _visit_of_the_day(reader=reader, place=place, at=at)
        if known is not None:
            return _come_again(known)
        if reader.birth_year:
            age_group = people_queries.age_group_of(birth_year=reader.birth_year, on=clock.local_date(at))
    gesture = uuid4()
    try:
        with transaction.atomic():
            entry = journal.record(
                kind="visit",
                place=place,
                occurred_at=at,
                now=now,
                staff=staff,
                age_group=age_group,
                social_status=reader.social_status if reader else "",
                visitor=reader,
                flags={*flags, *privacy.flags_of(reader, on=clock.local_date(now))},
                gesture=gesture,
                key=key,
                backfilled=occurred_at is not None,
                subject=("visits", str(gesture)),
            )
            if entry.gesture != gesture:  # the same key came twice: a repeated send of one tap
                return Recorded(entry.gesture, (entry,), _visit(entry.subject_id), already=True)
            visit = _arrive(
                place=place, people=1, age_group=age_group, at=at, now=now, reader=reader, public_id=gesture
            )
    except IntegrityError:
        # Another desk scanned the same card between our look and our write.
        known = _visit_of_the_day(reader=reader, place=place, at=at) if reader else None
        if known is None:
            raise
        return _come_again(known)
    return Recorded(gesture, (entry,), visit)


@transaction.atomic
def record_group(
    *,
    place: Library,
    people: Mapping[str, int],
    staff: Account | None,
    now: datetime,
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> Recorded:
    """Record that a group came, `people` is age group → how many. One gesture, an entry for each age group.

    Raises:
        Invalid: nobody was counted, or a number is not sensible.
    """
    at = occurred_at or now
    rules.check_can_backfill(occurred_at=at, now=now)
    counted = {group: number for group, number in people.items() if number}
    if not counted:
        raise Invalid(_("Впишіть, скільки людей прийшло."), code="empty_group")
    if any(number < 0 or number > 500 for number in counted.values()):
        raise Invalid(_("У групі може бути від 1 до 500 людей."), code="group_size")
    gesture = uuid4()
    entries = tuple(
        journal.record(
            kind="visit",
            quantity=number,
            place=place,
            occurred_at=at,
            now=now,
            staff=staff,
            age_group=group,
            gesture=gesture,
            key=f"{key}:{group}" if key else None,
            backfilled=occurred_at is not None,
            subject=("visits", str(gesture)),
        )
        for group, number in counted.items()
    )
    if entries[0].gesture != gesture:
        return Recorded(entries[0].gesture, entries, _visit(entries[0].subject_id), already=True)
    only = next(iter(counted)) if len(counted) == 1 else ""
    everyone = sum(counted.values())
    visit = _arrive(place=place, people=everyone, age_group=only, at=at, now=now, reader=None, public_id=gesture)
    return Recorded(gesture, entries, visit)


class ServiceDetails(TypedDict, total=False):
    """Optional counted attributes of a service; see `spine.journal.models.Entry`."""

    quantity: int
    theme: Theme | None
    minutes: int | None
    outcome: str
    channel: str
    language: str
    age_group: str
    flags: Iterable[str]


def record_service(
    *,
    kind: ServiceKind,
    place: Library,
    staff: Account,
    now: datetime,
    visit: Visit | None = None,
    occurred_at: datetime | None = None,
    key: str | None = None,
    gesture: UUID | None = None,
    **details: Unpack[ServiceDetails],
) -> Recorded:
    """Record one service. Under a `visit` it takes the visitor's age and key, so that users can be told apart."""
    at = occurred_at or now
    rules.check_can_backfill(occurred_at=at, now=now)
    reader = visit.reader if visit else None
    if visit is not None and not details.get("age_group"):
        details["age_group"] = visit.age_group
    details["flags"] = {*details.get("flags", ()), *privacy.flags_of(reader, on=clock.local_date(now))}
    with transaction.atomic():
        entry = journal.record(
            kind=kind,
            place=place,
            occurred_at=at,
            now=now,
            staff=staff,
            gesture=gesture,
            key=key,
            visitor=reader,
            social_status=reader.social_status if reader else "",
            backfilled=occurred_at is not None,
            subject=("visits", str(visit.public_id)) if visit else None,
            **details,
        )
    return Recorded(entry.gesture, (entry,), visit)


@transaction.atomic
def record_loans(
    *,
    kind: ServiceKind,
    by_class: Mapping[Theme, int],
    language: str,
    age_group: str,
    place: Library,
    staff: Account,
    now: datetime,
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> Recorded:
    """Record a day's loans of one kind and language by class of knowledge (diary part II), as one gesture.

    Raises:
        Invalid: every number is empty, or one is not sensible.
    """
    counted = {theme: number for theme, number in by_class.items() if number}
    if not counted:
        raise Invalid(_("Впишіть хоч одне число."), code="no_loans")
    if any(number < 0 or number > 2000 for number in counted.values()):
        raise Invalid(_("Число примірників має бути від 1 до 2000."), code="loans_size")
    gesture = uuid4()
    entries = tuple(
        record_service(
            kind=kind,
            place=place,
            staff=staff,
            now=now,
            occurred_at=occurred_at,
            gesture=gesture,
            key=f"{key}:{theme.code}" if key else None,
            quantity=number,
            theme=theme,
            language=language,
            age_group=age_group,
        ).entries[0]
        for theme, number in counted.items()
    )
    return Recorded(entries[0].gesture, entries)


def undo(*, gesture: UUID, place: Library, staff: Account, now: datetime) -> tuple[Entry, ...]:
    """Take back everything one gesture wrote at `place`, within ten minutes; returns the reversals.

    Raises:
        Conflict: already taken back.
        NotAllowed: the ten minutes are over.
        Invalid: no such gesture here.
    """
    return _reverse_gesture(gesture=gesture, place=place, staff=staff, now=now, reason=Reason.SLIP, in_window=True)


def correct(*, gesture: UUID, place: Library, staff: Account, now: datetime, reason: str) -> tuple[Entry, ...]:
    """Reverse a gesture at any later time, with the reason; raises as `undo` except for the window."""
    return _reverse_gesture(gesture=gesture, place=place, staff=staff, now=now, reason=reason, in_window=False)


@transaction.atomic
def leave(*, visit: Visit, now: datetime) -> Visit:
    """The person left the building; a second tap changes nothing."""
    Visit.objects.filter(pk=visit.pk, left_at__isnull=True).update(left_at=now)
    visit.refresh_from_db()
    return visit


@transaction.atomic
def leave_all(*, place: Library, now: datetime) -> int:
    """Everybody left (the day is over, or all went to the shelter); returns how many visits were ended."""
    return Visit.objects.filter(place=place, left_at__isnull=True, cancelled_at__isnull=True).update(left_at=now)


@transaction.atomic
def forget_readers(*, now: datetime) -> int:
    """End the visits of past days and cut their tie to readers: who came when is nobody's business tomorrow."""
    past = Visit.objects.filter(arrived_on__lt=clock.local_date(now))
    past.filter(left_at__isnull=True).update(left_at=now)
    registering.forget_ties(before=clock.local_date(now))
    return past.filter(reader__isnull=False).update(reader=None)


@transaction.atomic
def _reverse_gesture(
    *, gesture: UUID, place: Library, staff: Account, now: datetime, reason: str, in_window: bool
) -> tuple[Entry, ...]:
    entries = list(
        Entry.objects.filter(gesture=gesture, place=place, reverses__isnull=True)
        .select_related("reversal", "kind")
        .order_by("pk")
    )
    if not entries:
        raise Invalid(_("Такого запису тут немає."), code="no_such_entry")
    for entry in entries:
        rules.check_is_of_the_desk(entry=entry)
    if in_window:
        for entry in entries:
            rules.check_can_undo(entry=entry, now=now)
    reversals = journal.reverse_gesture(gesture=gesture, staff=staff, now=now, reason=reason)
    registering.take_back(gesture=gesture, staff=staff, now=now)
    if entries[0].kind.code == "visit":
        Visit.objects.filter(public_id=gesture, cancelled_at__isnull=True).update(cancelled_at=now)
    return reversals


def _arrive(
    *, place: Library, people: int, age_group: str, at: datetime, now: datetime, reader: Reader | None, public_id: UUID
) -> Visit:
    is_past = clock.local_date(at) < clock.local_date(now)
    return Visit.objects.create(
        public_id=public_id,
        place=place,
        reader=reader,
        people=people,
        age_group=age_group,
        arrived_at=at,
        arrived_on=clock.local_date(at),
        left_at=at if is_past else None,
    )


def _come_again(visit: Visit) -> Recorded:
    Visit.objects.filter(pk=visit.pk).update(left_at=None)
    visit.left_at = None
    return Recorded(visit.public_id, (), visit, already=True)


def _visit_of_the_day(*, reader: Reader, place: Library, at: datetime) -> Visit | None:
    return Visit.objects.filter(
        reader=reader, place=place, arrived_on=clock.local_date(at), cancelled_at__isnull=True
    ).first()


def _visit(public_id: str) -> Visit | None:
    return Visit.objects.filter(public_id=public_id).first()


__all__ = [
    "Agreed",
    "Recorded",
    "correct",
    "enrol_reader",
    "forget_readers",
    "is_registered",
    "leave",
    "leave_all",
    "record_group",
    "record_loans",
    "record_service",
    "record_visit",
    "register_reader",
    "renew_registration",
    "take_application",
    "undo",
]
