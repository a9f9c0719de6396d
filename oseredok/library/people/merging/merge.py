"""Two records of one person become one; nothing is lost, everything can be told and, for a while, undone.

Which record is kept is the librarian's choice. Of each field the kept value stays unless another is chosen; an empty one
is filled. Registrations, former cards and everything that other rooms hold move over. Two registrations in one year stay
two facts, as the journal counted them: the earlier is the kept record's, the later stays behind with the absorbed one.
The journal never changes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.preferences import registry
from oseredok.base.preferences.queries import value
from oseredok.library.people import holders, rules
from oseredok.library.people.access import Duty
from oseredok.library.people.merging import linked_rows
from oseredok.library.people.merging.models import Merge, NotSame
from oseredok.library.people.models import FormerCard, Reader, Role
from oseredok.library.people.registry import name_index

MERGERS = (Role.HEAD, Role.DIRECTOR, Role.BRANCH_LIBRARIAN)
UNDO_DAYS = registry.register(
    registry.Whole(
        code="people.merge_undo_days",
        group="people",
        question=gettext_lazy("Скільки днів можна скасувати об’єднання записів?"),
        hint=gettext_lazy("Доти зберігаємо давні значення обох записів, потім стираємо."),
        default=30,
        least=1,
        most=365,
        unit=("день", "дні", "днів"),
    )
)
# Of a field with two parts both come from one record. Code → names of the model's fields.
FIELDS: dict[str, tuple[str, ...]] = {
    "surname": ("surname",),
    "given_name": ("given_name",),
    "patronymic": ("patronymic",),
    "birth": ("birth_year", "birth_date"),
    "phone": ("phone",),
    "email": ("email",),
    "social_status": ("social_status",),
    "category": ("category",),
    "home_library": ("home_library_id",),
    "responsible_person": ("responsible_person",),
    "guardian": ("guardian_name", "guardian_phone"),
}
_BLANK = (
    "surname", "given_name", "patronymic", "phone", "email", "social_status", "responsible_person", "guardian_name",
    "guardian_phone", "name_key", "pin_hash",
)  # fmt: skip


def differing(kept: Reader, gone: Reader) -> list[str]:
    """Return the codes of fields in which the records differ."""
    return [code for code, names in FIELDS.items() if _values(kept, names) != _values(gone, names)]


def taken_by_default(kept: Reader, gone: Reader) -> list[str]:
    """Return the fields that the absorbed record fills: empty in the kept one, known in the other."""
    return [code for code in differing(kept, gone) if not any(_values(kept, FIELDS[code]))]


@dataclass(frozen=True)
class SameYear:
    """A year in which both were registered; the journal has counted two."""

    year: int
    stays: str
    behind: str


def same_years(kept: Reader, gone: Reader) -> list[SameYear]:
    """Return the years in which both records were registered, with the day that stays and the day left behind."""
    ours = {one.year: one for one in kept.registrations.all()}
    both = [(ours[one.year], one) for one in gone.registrations.order_by("year") if one.year in ours]
    found = []
    for one, other in both:
        early, late = sorted((one.registered_on, other.registered_on))
        found.append(SameYear(one.year, f"{early:%d.%m.%Y}", f"{late:%d.%m.%Y}"))
    return found


def check_can_merge(*, kept: Reader, gone: Reader) -> None:
    """Raise Invalid or Conflict unless the two may be one person's records now."""
    if kept.pk == gone.pk:
        raise Invalid(_("Це той самий запис."), code="same_record")
    for one in (kept, gone):
        if one.merged_into_id:
            raise Conflict(_("Цей запис уже об’єднано з іншим."), code="already_merged")
        if one.erased_on:
            raise Conflict(_("Дані цього читача стерто: об’єднувати нічого."), code="reader_erased")
    if kept.kind != gone.kind:
        raise Invalid(_("Особу й організацію не об’єднують."), code="kinds_differ")


def check_is_of_duty(*, duty: Duty, readers: Collection[Reader]) -> None:
    """Raise NotAllowed unless the person on duty may merge these: a branch librarian only readers of the own branch."""
    if not all(duty.answers_for(reader) for reader in readers):
        raise NotAllowed(
            _("Один із записів належить іншій бібліотеці. Попросіть керівника центру або директора."),
            code="reader_of_another_place",
        )


@transaction.atomic
def merge(*, kept: Reader, gone: Reader, take: Collection[str], duty: Duty, now: datetime) -> Merge:
    """Make one record of two; `take` are the codes of `FIELDS` that come from `gone`.

    Raises:
        NotAllowed (`reader_of_another_place`), Conflict (`already_merged`: somebody was first), Invalid.
    """
    kept, gone = _locked(kept.pk, gone.pk)
    check_is_of_duty(duty=duty, readers=(kept, gone))
    check_can_merge(kept=kept, gone=gone)
    today = clock.local_date(now)
    before = linked_rows.take_down((kept, gone))
    taken = [code for code in differing(kept, gone) if code in take]
    card, names = gone.card_number, [name for code in taken for name in FIELDS[code]]
    kept_values = {name: getattr(gone, name) for name in names}
    kept_values["created_on"] = min(kept.created_on, gone.created_on)
    kept_values["closed_on"] = kept.closed_on if kept.closed_on and gone.closed_on else None
    _absorb(gone, kept, closed_on=gone.closed_on or today)
    for name, given in kept_values.items():
        setattr(kept, name, given)
    if not kept.surname:
        raise Invalid(_("Прізвище не може бути порожнім."), code="no_surname", field="surname")
    kept.name_key = rules.name_key(kept.surname, kept.given_name, kept.patronymic)
    kept.save()
    _move_registrations(kept, gone)
    for former in gone.former_cards.all():
        former.reader = kept
        former.save(update_fields=["reader"])
    FormerCard.objects.create(
        number=card, reader=kept, reason=FormerCard.Reason.MERGED, ended_on=today, ended_by=duty.account
    )
    for holder in holders.holders():
        holder.merge(kept, gone, now)
    return Merge.objects.create(
        kept=kept,
        gone=gone,
        taken_fields=",".join(taken),
        merged_at=now,
        merged_by=duty.account,
        before=before,
        after=linked_rows.take_down((kept, gone)),
        values_until=today + timedelta(days=value(UNDO_DAYS)),
    )


@transaction.atomic
def undo(*, merge: Merge, duty: Duty, now: datetime) -> Merge:
    """Make two records of one again. What was changed since the merge stays as it is, with the kept record.

    Raises:
        Conflict: undone already, too late, erased, or what came since stands in the way.
        NotAllowed (`reader_of_another_place`).
    """
    _locked(merge.kept_id, merge.gone_id)
    merge = Merge.objects.select_for_update(of=("self",)).select_related("kept", "gone").get(pk=merge.pk)
    check_can_undo(merge, now=now)
    check_is_of_duty(duty=duty, readers=(merge.kept,))
    linked_rows.put_back(before=merge.before, after=merge.after)
    for reader in Reader.objects.filter(pk__in=(merge.kept_id, merge.gone_id)):
        name_index.write(reader)
    merge.undone_at, merge.undone_by = now, duty.account
    merge.before, merge.after, merge.forgotten_on = [], [], clock.local_date(now)
    merge.save()
    return merge


def check_can_undo(merge: Merge, *, now: datetime) -> None:
    """Raise Conflict unless the merge can still be undone."""
    if merge.undone_at is not None:
        raise Conflict(_("Це об’єднання вже скасовано."), code="undone_already")
    if merge.forgotten_on is not None or clock.local_date(now) > merge.values_until:
        raise Conflict(_("Строк минув: давні значення стерто, скасувати вже не можна."), code="undo_too_late")
    if merge.kept.merged_into_id is not None:
        raise Conflict(_("Потім цей запис об’єднали ще раз. Спершу скасуйте пізніше об’єднання."), code="merged_since")


@transaction.atomic
def forget_values(*, now: datetime, readers: Collection[Reader] | None = None) -> int:
    """Erase the kept values of merges whose time is over, or all those of given readers; return how many merges."""
    found = Merge.objects.filter(forgotten_on__isnull=True)
    if readers is None:
        found = found.filter(values_until__lt=clock.local_date(now))
    else:
        found = found.filter(Q(kept__in=readers) | Q(gone__in=readers))
    return found.update(before=[], after=[], forgotten_on=clock.local_date(now))


@transaction.atomic
def say_different(*, one: Reader, other: Reader, duty: Duty, now: datetime) -> NotSame:
    """Remember that the two are different people; said twice, it is kept once."""
    check_is_of_duty(duty=duty, readers=(one, other))
    if one.pk == other.pk:
        raise Invalid(_("Це той самий запис."), code="same_record")
    small, great = sorted((one, other), key=lambda reader: reader.pk)
    said, _made = NotSame.objects.get_or_create(
        one=small, other=great, defaults={"said_on": clock.local_date(now), "said_by": duty.account}
    )
    return said


def _locked(kept_id: int, gone_id: int) -> tuple[Reader, Reader]:
    # In the order of ids, so that two people who merge the same two from both ends do not wait for each other.
    rows = Reader.objects.select_for_update().filter(pk__in=(kept_id, gone_id)).order_by("pk")
    found = {reader.pk: reader for reader in rows}
    if kept_id == gone_id or len(found) != 2:
        raise Invalid(_("Це той самий запис."), code="same_record")
    return found[kept_id], found[gone_id]


def _values(reader: Reader, names: tuple[str, ...]) -> list[object]:
    return [getattr(reader, name) for name in names]


def _absorb(gone: Reader, kept: Reader, *, closed_on: object) -> None:
    """Leave the absorbed row without a person: it only holds the registrations that stay behind."""
    for name in _BLANK:
        setattr(gone, name, "")
    gone.birth_year = gone.birth_date = None
    gone.card_number = f"-{gone.pk}"
    gone.merged_into, gone.closed_on = kept, closed_on  # type: ignore[assignment]
    gone.save()


def _move_registrations(kept: Reader, gone: Reader) -> None:
    ours = {one.year: one for one in kept.registrations.all()}
    for theirs in gone.registrations.all():
        mine = ours.get(theirs.year)
        if mine is None:
            theirs.reader = kept
            theirs.save(update_fields=["reader"])
        elif theirs.registered_on < mine.registered_on:
            # The facts change places instead of the rows: a year is registered once a reader at every moment.
            names = ("library_id", "is_first", "age_group", "registered_on")
            early, late = _values_of(theirs, names), _values_of(mine, names)
            for row, values in ((mine, early), (theirs, late)):
                for name, given in zip(names, values, strict=True):
                    setattr(row, name, given)
                row.save()


def _values_of(row: object, names: tuple[str, ...]) -> list[object]:
    return [getattr(row, name) for name in names]
