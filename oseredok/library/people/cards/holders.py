"""What old numbers and merges hold about a reader: told, erased, moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.dates import date_words
from oseredok.library.people import holders
from oseredok.library.people.cards.models import OldNumber
from oseredok.library.people.holders import Fact, Group
from oseredok.library.people.merging import merge as merging
from oseredok.library.people.merging.models import Merge, NotSame
from oseredok.library.people.models import Reader


def _collect(reader: Reader) -> Iterable[Group]:
    old = [(Fact("number", _("Номер"), one.number, one.number),) for one in reader.old_numbers.order_by("pk")]
    if old:
        yield Group("old_numbers", _("Номери давніх квитків і формулярів"), records=tuple(old))
    merges = [
        (
            Fact("merged_at", _("Коли"), date_words(one.merged_at.date()), one.merged_at.isoformat()),
            Fact("taken", _("Полів із другого запису"), str(len(one.taken)), one.taken),
            Fact("until", _("Давні значення зберігаємо до"), date_words(one.values_until), str(one.values_until)),
        )
        for one in Merge.objects.filter(kept=reader, undone_at__isnull=True)
    ]
    if merges:
        yield Group("merges", _("Об’єднані записи"), records=tuple(merges))


def _erase(reader: Reader, now: datetime) -> None:
    _erase_many([reader], now)


def _erase_many(readers: Sequence[Reader], now: datetime) -> None:
    OldNumber.objects.filter(reader__in=readers).delete()
    NotSame.objects.filter(Q(one__in=readers) | Q(other__in=readers)).delete()
    merging.forget_values(now=now, readers=readers)


def _merge(kept: Reader, gone: Reader, _now: datetime) -> None:
    known = set(kept.old_numbers.values_list("number", flat=True))
    for one in gone.old_numbers.all():
        if one.number in known:
            one.delete()
        else:
            one.reader = kept
            one.save(update_fields=["reader"])


def register() -> None:
    """Called once, when the app is ready."""
    models = tuple(model._meta.label for model in (OldNumber, Merge, NotSame))
    holders.register(holders.Holder("cards", 25, _collect, _erase, _merge, models=models, erase_many=_erase_many))
