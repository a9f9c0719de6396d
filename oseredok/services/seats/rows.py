"""What a row of the hall keeps, and how one is written where two people may want the same seat."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from oseredok.library.places.models import Library
from oseredok.services.seats.models import LIVE, Hold, Seat, Waiting
from oseredok.services.seats.who import Who
from oseredok.spine.journal import endings

WAITS = (Waiting.State.WAITING, Waiting.State.OFFERED)


def person(who: Who) -> dict[str, Any]:
    """Return what a row keeps about a person."""
    return {
        "nickname": who.nickname,
        "phone": who.phone,
        "email": who.email,
        "reader": who.reader,
        "mark": who.mark,
        "age_group": who.age_group,
        "purpose": who.purpose,
        "with_adult": who.with_adult,
        "people": who.people,
    }


def who_of(row: Hold | Waiting) -> Who:
    """Return the person of a row. A seat that fits a wheelchair is asked for again when one was given."""
    return Who(
        nickname=row.nickname,
        phone=row.phone,
        email=row.email,
        reader=row.reader,
        age_group=row.age_group,
        purpose=row.purpose,
        with_adult=row.with_adult,
        wheelchair=row.wheelchair if isinstance(row, Waiting) else row.seat.wheelchair,
        people=row.people if isinstance(row, Hold) else 1,
    )


def named(key: UUID | None) -> dict[str, Any]:
    """Return the public id that a new row gets: the key of the form, when it has one."""
    return {} if key is None else {"public_id": key}


def made_before(key: UUID | None, *, place: Library) -> Hold | None:
    """Return the hold that the same form has already made; None the first time."""
    if key is None:
        return None
    return (
        Hold.objects.select_related("seat__room", "place__system", "reader").filter(public_id=key, place=place).first()
    )


def new_code() -> str:
    """Return six digits that open no live booking and no place in the queue."""
    while True:
        code = f"{secrets.randbelow(1_000_000):06d}"
        is_taken = Hold.objects.filter(code=code, state__in=LIVE).exists()
        if not is_taken and not Waiting.objects.filter(code=code, state__in=WAITS).exists():
            return code


def locked(hold: Hold) -> Hold:
    """Return the hold as it is now, kept from others until the transaction ends."""
    found = Hold.objects.select_for_update(of=("self",)).select_related("seat__room", "place__system", "reader")
    return found.get(pk=hold.pk)


def tell_end(hold: Hold, *, until: datetime, now: datetime) -> None:
    """Tell the rooms that hang something on a session (a code of Wi-Fi) when it is over now."""
    endings.moved(("seats", str(hold.public_id)), until=until, now=now)


def saved(hold: Hold) -> bool:
    """Write a hold down unless the database says that somebody else has the seat.

    The seat's row is locked first: on PostgreSQL two exclusion checks that wait for each other would be a deadlock.
    """
    try:
        with transaction.atomic():
            Seat.objects.select_for_update().get(pk=hold.seat_id)
            hold.save()
    except IntegrityError:
        return False
    return True
