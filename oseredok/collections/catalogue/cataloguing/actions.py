"""Verbs of cataloguing. The log of changes keeps how a description read before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from oseredok.base.audit import actions as audit
from oseredok.base.audit.models import Entry
from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.collections.catalogue import citing, native, storing
from oseredok.collections.catalogue.cataloguing import queries, rules
from oseredok.collections.catalogue.crosswalk.reading import Described
from oseredok.collections.catalogue.describing import Format, prepare, prepare_described
from oseredok.collections.catalogue.merging import separating
from oseredok.collections.catalogue.models import Copy, Location, Record, Source
from oseredok.collections.catalogue.searching import CODE
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.spine.search import outbox

OWN = Format(native.FORMAT, native.DIALECT, "utf-8")
_HERE = (Copy.Status.LOST, Copy.Status.WRITTEN_OFF)


@dataclass(frozen=True)
class Copied:
    """A record as another library has sent it, and what was read of it."""

    raw: bytes
    how: Format
    came: Described


@dataclass(frozen=True)
class CopyWords:
    """What is said of copies: the same of each of them but its number."""

    library: Library
    room: str = ""
    status: str = Copy.Status.FREE
    shelf_mark: str = ""
    accession_date: date | None = None
    price: Decimal | None = None
    note: str = ""


@transaction.atomic
def make_record(
    *, duty: Duty, described: Described, copied: Copied | None = None, is_another: bool = False, now: datetime
) -> Record:
    """Put a description into the catalogue; its source is what was typed, or what another library has sent.

    Raises NotAllowed (`not-a-cataloguer`), Conflict (`alike`): there is such a book, and nobody said that it `is_another`.
    """
    rules.check_can_catalogue(duty)
    one = prepare_described(described)
    if not is_another and queries.alike(one):
        raise Conflict(_("Схожий запис уже є. Подивіться на нього перед збереженням."), code="alike")
    how = copied.how if copied else OWN
    raw = copied.raw if copied else native.write(described)
    ready = prepare(raw, OWN) if copied is None else one
    ready.raw, ready.control_number, ready.copies = raw, "", []
    [made] = storing.make([ready], storing.Shelves(None), how, now=now)
    if copied and not _says_the_same(copied, described):
        Record.objects.filter(pk=made.pk).update(edited_at=now)
    _note(made, "", _reading(made, now), Entry.Action.CREATE)
    outbox.changed(CODE, made.pk)
    return made


@transaction.atomic
def change_record(*, record: Record, duty: Duty, described: Described, now: datetime) -> Record:
    """Write a corrected description. A source that came from elsewhere stays as it came.

    Raises NotAllowed (`not-a-cataloguer`), Conflict (`record-gone`).
    """
    rules.check_can_catalogue(duty)
    kept = _locked(record)
    if kept.deleted_at is not None:
        raise Conflict(_("Запис вилучено. Спершу поверніть його."), code="record-gone")
    before = _reading(kept, now)
    is_own = not Source.objects.filter(record=kept).exclude(format=native.FORMAT).exists()
    ready = prepare(native.write(described), OWN) if is_own else prepare_described(described)
    storing.redescribe(kept, ready, OWN if is_own else None, now=now)
    _note(kept, before, _reading(kept, now), Entry.Action.UPDATE)
    outbox.changed(CODE, kept.pk)
    return kept


@transaction.atomic
def add_copies(
    *, record: Record, duty: Duty, words: CopyWords, numbers: Sequence[str], quantity: int = 1, now: datetime
) -> list[Copy]:
    """Add a copy for each inventory number; without numbers, one row of `quantity` copies that nobody tells apart.

    Raises NotAllowed (`not-a-cataloguer`, `not-your-branch`), Conflict (`record-gone`, `number-taken`).
    """
    rules.check_may_keep_at(duty, words.library)
    kept = _locked(record)
    if kept.deleted_at is not None:
        raise Conflict(_("Запис вилучено. Спершу поверніть його."), code="record-gone")
    for number in numbers:
        _check_free(number, words.library)
    location = _location(words.library, words.room)
    made = [_filled(Copy(record=kept), words, location, number) for number in numbers or [""]]
    if not numbers:
        made[0].quantity = quantity
    for copy in made:
        copy.save()
    told = ", ".join(copy.inventory_number for copy in made if copy.inventory_number) or str(quantity)
    _tell(kept, _("примірники запису"), {_("додано"): ("", f"{words.library.short_name}: {told}")}, now)
    return made


@transaction.atomic
def change_copy(*, copy: Copy, duty: Duty, words: CopyWords, number: str, quantity: int, now: datetime) -> Copy:
    """Write a copy anew. Raises NotAllowed (`not-a-cataloguer`, `not-your-branch`), Conflict (`number-taken`)."""
    rules.check_may_keep_at(duty, words.library)
    if copy.location is not None and copy.location.library is not None:
        rules.check_may_keep_at(duty, copy.location.library)
    kept = Copy.objects.select_for_update().get(pk=copy.pk)
    if number:
        _check_free(number, words.library, besides=kept.pk)
    before = _copy_reading(kept)
    stands = kept.location
    stays = stands is not None and (stands.library, stands.name) == (words.library, words.room)
    _filled(kept, words, stands if stays and stands else _location(words.library, words.room), number)
    kept.quantity = quantity
    kept.save()
    _tell(kept.record, _("примірник запису"), {str(kept): (before, _copy_reading(kept))}, now)
    return kept


@transaction.atomic
def remove_copy(*, copy: Copy, duty: Duty, now: datetime) -> None:
    """Remove a copy that was written by mistake. Raises NotAllowed (`not-a-cataloguer`, `not-your-branch`), Conflict (`copy-used`)."""
    rules.check_can_catalogue(duty)
    if copy.location is not None and copy.location.library is not None:
        rules.check_may_keep_at(duty, copy.location.library)
    record, number, before = copy.record, str(copy), _copy_reading(copy)
    try:
        with transaction.atomic():
            copy.delete()
    except ProtectedError:
        sentence = _("Цей примірник уже видавали, тому його не можна стерти. Поставте стан «списаний».")
        raise Conflict(sentence, code="copy-used") from None
    _tell(record, _("примірник запису"), {number: (before, _("стерто"))}, now)


@transaction.atomic
def withdraw_record(*, record: Record, duty: Duty, now: datetime) -> None:
    """Take a record out of the catalogue; harvesters hear of it. Raises NotAllowed, Conflict (`copies-left`)."""
    rules.check_can_catalogue(duty)
    kept = _locked(record)
    if kept.copies.exclude(status__in=_HERE).exists():
        sentence = _("У запису є примірники. Спершу спишіть їх або зітріть помилкові.")
        raise Conflict(sentence, code="copies-left")
    if kept.deleted_at is None:
        separating.free([kept.pk], now=now)
        kept.deleted_at = kept.edited_at = now
        _tell(kept, _("запис каталогу"), {_("стан"): (_("у каталозі"), _("вилучено"))}, now)


@transaction.atomic
def bring_back(*, record: Record, duty: Duty, now: datetime) -> None:
    """Put a withdrawn record back. Raises NotAllowed (`not-a-cataloguer`), Conflict (`record-merged`)."""
    rules.check_can_catalogue(duty)
    kept = _locked(record)
    if kept.merged_into_id is not None:
        raise Conflict(_("Запис приєднано до іншого. Щоб повернути, роз’єднайте їх."), code="record-merged")
    if kept.deleted_at is not None:
        kept.deleted_at, kept.edited_at = None, now
        _tell(kept, _("запис каталогу"), {_("стан"): (_("вилучено"), _("у каталозі"))}, now)


def _locked(record: Record) -> Record:
    return Record.objects.select_for_update().get(pk=record.pk)


def _says_the_same(copied: Copied, described: Described) -> bool:
    """Tell whether nobody has corrected what the other library says: then it may go out as it came."""
    came = copied.came
    return (came.kind, came.title, came.year, came.data) == (
        described.kind,
        described.title,
        described.year,
        described.data,
    )


def _check_free(number: str, library: Library, *, besides: int | None = None) -> None:
    taken = Copy.objects.filter(inventory_number=number).exclude(inventory_number="").exclude(pk=besides or 0)
    other = taken.filter(location__library=library).select_related("record").first()
    if other is not None:
        sentence = _("Інвентарний номер {number} уже має «{title}».").format(number=number, title=other.record.title)
        raise Conflict(sentence, code="number-taken", field="numbers")


def _location(library: Library, room: str) -> Location:
    code = f"{library.code}/{room}" if room else library.code
    if len(code) > 80:
        raise Invalid(_("Назва полиці чи зали задовга."), code="room-long", field="room")
    made, _is_new = Location.objects.get_or_create(origin=None, code=code, defaults={"name": room, "library": library})
    if made.library_id != library.pk:  # the branch has got another code since
        made.library = library
        made.save(update_fields=["library"])
    return made


def _filled(copy: Copy, words: CopyWords, location: Location, number: str) -> Copy:
    copy.location, copy.inventory_number, copy.status = location, number, words.status
    copy.shelf_mark, copy.note = words.shelf_mark, words.note
    copy.accession_date, copy.price = words.accession_date, words.price
    return copy


def _reading(record: Record, now: datetime) -> str:
    return citing.cite(citing.Work.of(record), "gost71", looked_on=local_date(now))


def _copy_reading(copy: Copy) -> str:
    where = copy.location.library if copy.location else None
    parts = (copy.inventory_number, where.short_name if where else "", copy.shelf_mark, copy.get_status_display())
    return ", ".join(str(part) for part in parts if part)


def _note(record: Record, before: str, after: str, action: int) -> None:
    audit.note(of=record, called=_("запис каталогу"), changes={_("опис"): (before, after)}, action=action)


def _tell(record: Record, called: str, changes: dict[str, tuple[str, str]], now: datetime) -> None:
    """Note a change of a record or its copies, for the log, for harvesters and for the search."""
    record.changed_at = now
    record.save(update_fields=["changed_at", "deleted_at", "edited_at"])
    audit.note(of=record, called=called, changes=changes)
    outbox.changed(CODE, record.pk)
