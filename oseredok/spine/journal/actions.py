"""The only ways to write into the journal: record, reverse, close a period; and keeping the tally.

`record`, `record_many` and `reverse` belong to somebody's action: they refuse to run outside its transaction, so that
the service and its entry are there together or not at all.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.people.models import Account, Reader
from oseredok.library.places.models import Library
from oseredok.spine.journal import pseudonyms, tally
from oseredok.spine.journal.drafts import REVERSAL_KEY, Draft, check_can_record
from oseredok.spine.journal.models import ClosedPeriod, Entry, GroupCount, Reason

settle = tally.settle
rebuild_tallies = tally.rebuild

BATCH = 500


class Details(TypedDict, total=False):
    """What may be told about a fact besides what, where and when; see `Draft`."""

    staff: Account | None
    quantity: int
    channel: str
    age_group: str
    social_status: str
    theme: Theme | None
    outcome: str
    language: str
    minutes: int | None
    visitor: Reader | None
    flags: Iterable[str]
    subject: tuple[str, str] | None
    gesture: UUID | None
    key: str | None
    backfilled: bool


def record(
    *, kind: ServiceKind | str, place: Library, occurred_at: datetime, now: datetime, **details: Unpack[Details]
) -> Entry:
    """Write one fact down and return its entry. A `key` that is there already returns the first entry: recorded once.

    `quantity` is in the unit of the kind; sensitive `flags` are counted apart, in the same quantity.

    Raises:
        Invalid: the fact cannot be (see `drafts.check_can_record`), or there is no such kind.
        Conflict: the key belongs to an entry of another kind or place.
        TransactionManagementError: called outside a transaction.
    """
    _require_transaction()
    kind = _kind(kind) if isinstance(kind, str) else kind
    draft = Draft(kind=kind, place=place, occurred_at=occurred_at, now=now, **details)
    check_can_record(draft)
    if draft.key and (known := _known(draft)):
        return known
    entry = draft.entry(visitor_key=_visitor_key(draft))
    if not draft.key:
        entry.save(force_insert=True)
    else:
        try:
            # The savepoint keeps the caller's transaction usable when another desk was first with the same key.
            with transaction.atomic():
                entry.save(force_insert=True)
        except IntegrityError:
            known = _known(draft)
            if known is None:
                raise
            return known
    _count_groups([(entry, flag) for flag in draft.flags])
    return entry


def record_many(*, drafts: Iterable[Draft]) -> list[Entry]:
    """Write many facts down, hundreds in a statement; return their entries, one for each draft, in order.

    The same rules and triggers as `record`; of drafts with one key the first counts.

    Raises:
        Invalid, Conflict, TransactionManagementError: as `record`; then nothing of the batch is there.
        IntegrityError: another process recorded one of the keys at this very moment; the caller may try again.
    """
    _require_transaction()
    wanted = list(drafts)
    for draft in wanted:
        check_can_record(draft)
    found: dict[str, Entry] = {}
    keyed = [draft.entry_key for draft in wanted if draft.key]
    for start in range(0, len(keyed), BATCH):
        found.update({entry.key: entry for entry in Entry.objects.filter(key__in=keyed[start : start + BATCH])})
    visitors: dict[tuple[int, int], str] = {}
    fresh: dict[str, Entry] = {}
    groups: list[tuple[Entry, str]] = []
    for draft in wanted:
        known = found.get(draft.entry_key) or fresh.get(draft.entry_key)
        if known is not None:
            _check_same_fact(known, draft)
            continue
        entry = draft.entry(visitor_key=_visitor_key(draft, visitors))
        fresh[entry.key] = entry
        groups += [(entry, flag) for flag in draft.flags]
    Entry.objects.bulk_create(fresh.values(), batch_size=BATCH)
    _count_groups(groups)
    return [found.get(draft.entry_key) or fresh[draft.entry_key] for draft in wanted]


def reverse(*, entry: Entry, staff: Account, now: datetime, reason: str, gesture: UUID | None = None) -> Entry:
    """Take an entry back by another one with the opposite sign and everything else the same; return the new one.

    It falls on the day of the original, whose `staff` it keeps: every breakdown comes to zero. `corrected_by` is `staff`.

    Raises:
        Conflict: the entry is reversed already, or is itself a reversal (record the fact anew instead).
        Invalid: no such reason.
        TransactionManagementError: called outside a transaction.
    """
    _require_transaction()
    if reason not in Reason.values:
        raise Invalid(_("Оберіть, чому скасовуєте запис."), code="reason", field="reason")
    original = Entry.objects.select_related("reversal").get(pk=entry.pk)
    if original.reverses_id is not None:
        raise Conflict(_("Це вже скасування. Запишіть послугу заново."), code="reversal-of-reversal")
    if hasattr(original, "reversal"):
        raise Conflict(_("Цей запис уже скасовано."), code="already-reversed")
    try:
        with transaction.atomic():
            reversal = _opposite(original, staff=staff, now=now, reason=reason, gesture=gesture or uuid4())
            reversal.save(force_insert=True)
    except IntegrityError:
        if not Entry.objects.filter(reverses=original).exists():
            raise
        raise Conflict(_("Цей запис уже скасовано."), code="already-reversed") from None
    counted = GroupCount.objects.filter(key__in=pseudonyms.possible_group_keys(entry_key=original.key))
    _count_groups([(reversal, flag) for flag in counted.values_list("flag", flat=True)])
    return reversal


def reverse_gesture(*, gesture: UUID, staff: Account, now: datetime, reason: str) -> tuple[Entry, ...]:
    """Take back everything that one gesture wrote and that still stands; the reversals are one gesture too.

    Raises:
        Conflict: there is nothing left to take back.
        Invalid, TransactionManagementError: as `reverse`.
    """
    _require_transaction()
    standing = Entry.objects.filter(gesture=gesture, reverses__isnull=True, reversal__isnull=True).order_by("pk")
    together = uuid4()
    reversals = tuple(reverse(entry=entry, staff=staff, now=now, reason=reason, gesture=together) for entry in standing)
    if not reversals:
        raise Conflict(_("Цей запис уже скасовано."), code="already-reversed")
    return reversals


@transaction.atomic
def close_period(*, place: Library | None, period: Period, staff: Account, now: datetime) -> ClosedPeriod:
    """Sign a period off, at a place or (None) in the whole system: what is recorded into it from now on shows as late.

    Raises:
        Invalid: the period is not over.
        Conflict: this period is closed already.
    """
    if clock.local_date(now) < period.end:
        raise Invalid(_("Цей період іще не скінчився."), code="period-not-over", field="period")
    if connection.vendor == "postgresql":
        # Wait for entries that are being written and hold new ones: each is then surely before or after the closing.
        # On SQLite this transaction is the only writer.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE journal_entry IN SHARE MODE")
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    try:
        with transaction.atomic():
            return ClosedPeriod.objects.create(
                place=place,
                starts_on=period.start,
                ends_on=period.end,
                closed_at=now,
                closed_by=staff,
                last_entry=last,
            )
    except IntegrityError:
        raise Conflict(_("Цей період уже закрито."), code="period-closed") from None


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written inside its action's transaction only")


def _kind(code: str) -> ServiceKind:
    try:
        return ServiceKind.objects.get(code=code)
    except ServiceKind.DoesNotExist:
        raise Invalid(_("Такої послуги немає в переліку."), code="kind-unknown", field="kind") from None


def _known(draft: Draft) -> Entry | None:
    known = Entry.objects.select_related("kind", "place").filter(key=draft.entry_key).first()
    if known is not None:
        _check_same_fact(known, draft)
    return known


def _check_same_fact(known: Entry, draft: Draft) -> None:
    if (known.kind_id, known.place_id) != (draft.kind.pk, draft.place.pk):
        raise Conflict(_("За цим натисканням уже записано інше. Оновіть сторінку."), code="key-reused")


def _visitor_key(draft: Draft, known: dict[tuple[int, int], str] | None = None) -> str:
    if draft.visitor is None:
        return ""
    year = draft.local_date.year
    known = {} if known is None else known
    who = (draft.visitor.pk, year)
    if who not in known:
        known[who] = pseudonyms.visitor_key(reader=draft.visitor, year=year)
    return known[who]


def _count_groups(flagged: list[tuple[Entry, str]]) -> None:
    GroupCount.objects.bulk_create(
        [
            GroupCount(
                flag=flag,
                kind_id=entry.kind_id,
                place_id=entry.place_id,
                local_date=entry.local_date,
                quantity=entry.quantity,
                key=pseudonyms.group_key(entry_key=entry.key, flag=flag),
            )
            for entry, flag in flagged
        ],
        batch_size=BATCH,
    )


def _opposite(original: Entry, *, staff: Account, now: datetime, reason: str, gesture: UUID) -> Entry:
    own = {"id", "recorded_at", "gesture", "key", "reverses", "reason", "corrected_by"}
    copied = {
        field.attname: getattr(original, field.attname)
        for field in Entry._meta.concrete_fields
        if field.name not in own
    }
    copied["quantity"] = -original.quantity
    copied["minutes"] = None if original.minutes is None else -original.minutes
    return Entry(
        **copied,
        recorded_at=now,
        gesture=gesture,
        key=f"{REVERSAL_KEY}{original.pk}",
        reverses=original,
        reason=reason,
        corrected_by=staff,
    )
