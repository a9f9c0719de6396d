"""What the desk does about Wi-Fi: gives out codes, one or a sheet, takes them back, counts by hand where there are none.

Codes are never tied to a person. What happens when somebody uses one is in `sessions`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from oseredok.base.core import clock
from oseredok.library.people.models import Account
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.services.wifi import counting, digits, queries, rules
from oseredok.services.wifi.models import WifiBatch, WifiCode
from oseredok.spine.journal import actions as journal
from oseredok.spine.journal.models import Entry, Reason

KIND = "wifi"
SHORTEST = timedelta(seconds=1)
"""What is left of a code whose session ended within the minute in which it was made."""


@transaction.atomic
def issue_code(*, place: Library, now: datetime, minutes: int | None = None, all_day: bool = False) -> WifiCode:
    """Give out one code for today: for the library's usual time, for `minutes`, or until closing (`all_day`).

    Raises:
        Conflict: the library has no codes.
        Invalid: the minutes are not sensible.
    """
    mine = queries.settings_of(place)
    rules.check_has_codes(mine)
    rules.check_minutes(minutes)
    until = rules.end_of_day(hours.load(place), now)
    length = None if all_day else minutes or mine.code_minutes
    (number,) = _fresh_numbers(1)
    return WifiCode.objects.create(
        library=place, code=number, made_at=now, valid_from=now, valid_until=until, minutes=length
    )


@transaction.atomic
def code_for(
    *, place: Library, subject: tuple[str, str], until: datetime, now: datetime, since: datetime | None = None
) -> WifiCode | None:
    """Return the one code of `subject` (an app's label and an id: a booking, a session), good from `since` until `until`.

    Called again it returns the same code with its end moved: a session was extended or ended sooner. A code that the desk
    revoked stays revoked. None where the library gives no codes, or the end has come already.
    """
    if not queries.settings_of(place).by_codes or until <= now:
        return None
    begins = since or now
    if until <= begins:
        return None
    app, subject_id = subject
    mine = WifiCode.objects.filter(library=place, subject_app=app, subject_id=subject_id)
    known = mine.select_for_update().first()
    if known is None:
        try:
            with transaction.atomic():
                return WifiCode.objects.create(
                    library=place, code=_fresh_numbers(1)[0], made_at=now, valid_from=begins, valid_until=until,
                    subject_app=app, subject_id=subject_id,
                )  # fmt: skip
        except IntegrityError:  # another page of the same booking was first
            known = mine.select_for_update().get()
    if known.valid_until != until:
        known.valid_until = until
        known.valid_from = min(known.valid_from, begins)
        known.ends_at = until if known.started_at else None
        known.save(update_fields=["valid_until", "valid_from", "ends_at"])
    return known


@transaction.atomic
def follow_end(subject: tuple[str, str], until: datetime, now: datetime) -> None:
    """Move the end of the code bound to `subject`, if it has one: the session was extended, or ended sooner.

    Nobody new comes in by it after that. Who is connected stays until the router cuts them off by the time it was told.
    """
    bound = WifiCode.objects.select_for_update(of=("self",)).select_related("library__system")
    known = bound.filter(subject_app=subject[0], subject_id=subject[1], revoked_at__isnull=True).first()
    if known is None or known.counted_at is not None or known.valid_until == until:
        return
    known.valid_until = max(until, known.valid_from + SHORTEST)
    known.ends_at = known.valid_until if known.started_at else None
    known.save(update_fields=["valid_until", "ends_at"])
    counting.settle_if_over(known, now=now)


@transaction.atomic
def print_batch(*, place: Library, size: int, days: int, now: datetime, key: str = "") -> WifiBatch:
    """Make `size` codes that may lie unused for `days` after today; each lasts as the library's codes do, from its first use.

    A `key` that was used before returns that batch: the form was sent twice.

    Raises:
        Conflict: the library has no codes.
        Invalid: so many or for so long is not sensible.
    """
    mine = queries.settings_of(place)
    rules.check_has_codes(mine)
    rules.check_batch(size=size, days=days)
    key = key or uuid4().hex
    good_until = clock.day_bounds(clock.local_date(now) + timedelta(days=days))[1]
    batch, fresh = WifiBatch.objects.get_or_create(
        key=key, defaults={"library": place, "size": size, "made_at": now, "good_until": good_until}
    )
    if fresh:
        WifiCode.objects.bulk_create(
            WifiCode(
                library=place, batch=batch, code=number, made_at=now, valid_from=now, valid_until=good_until,
                minutes=mine.code_minutes,
            )
            for number in _fresh_numbers(size)
        )  # fmt: skip
    return batch


@transaction.atomic
def revoke_code(*, code: WifiCode, now: datetime) -> WifiCode:
    """Make the code open nothing any more. Who is connected by it stays until the router cuts them off.

    Raises Conflict: it is revoked or over already.
    """
    code = WifiCode.objects.select_for_update().get(pk=code.pk)
    rules.check_can_revoke(code, now=now)
    code.revoked_at = now
    code.save(update_fields=["revoked_at"])
    counting.settle_if_over(code, now=now)
    return code


@transaction.atomic
def revoke_batch(*, batch: WifiBatch, now: datetime) -> int:
    """Revoke what nobody has used yet of a sheet that was lost or is not wanted; return how many codes it was."""
    unused = WifiCode.objects.filter(
        batch=batch, started_at__isnull=True, revoked_at__isnull=True, valid_until__gt=now
    ).update(revoked_at=now)
    WifiBatch.objects.filter(pk=batch.pk, revoked_at__isnull=True).update(revoked_at=now)
    return unused


@transaction.atomic
def count_by_hand(*, place: Library, staff: Account, now: datetime, key: str | None = None) -> Entry:
    """Count one connection where nothing counts by itself; the same `key` counts once.

    Raises Invalid: the journal refuses it (see `journal.record`).
    """
    return journal.record(kind=KIND, place=place, occurred_at=now, now=now, staff=staff, key=key)


@transaction.atomic
def undo_count(*, place: Library, gesture: UUID, staff: Account, now: datetime) -> tuple[Entry, ...]:
    """Take one tap back within ten minutes. Raises as `rules.check_can_undo`."""
    entry = queries.counted_by_hand(place).filter(gesture=gesture).select_related("reversal").first()
    rules.check_can_undo(entry, now=now)
    return journal.reverse_gesture(gesture=gesture, staff=staff, now=now, reason=Reason.SLIP)


def _fresh_numbers(number: int) -> list[str]:
    """Return numbers that no kept code has."""
    found: set[str] = set()
    while len(found) < number:
        found |= {digits.fresh() for _one in range(number - len(found))}
        found -= set(WifiCode.objects.filter(code__in=found).values_list("code", flat=True))
    return list(found)
