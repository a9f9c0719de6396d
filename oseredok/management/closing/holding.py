"""What a closing holds about a reader: that they were moved, until the way back is over. See `people.holders`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.library.people.holders import Fact, Group, Holder
from oseredok.library.people.models import Reader
from oseredok.management.closing.models import MovedReader


def _collect(reader: Reader) -> Iterable[Group]:
    moves = MovedReader.objects.filter(reader=reader).select_related("decision__closing__place", "decision__move_to")
    records = []
    for one in moves:
        there = one.decision.move_to
        facts = [Fact("from", _("Звідки"), one.decision.closing.what)]
        facts += [Fact("to", _("Куди"), there.short_name, there.code)] if there else []
        records.append(tuple(facts))
    if records:
        yield Group("closing", _("Переведено, бо бібліотеку закрито"), records=tuple(records))


def _erase_many(readers: Sequence[Reader], _now: datetime) -> None:
    MovedReader.objects.filter(reader__in=[reader.pk for reader in readers]).delete()


def _merge(kept: Reader, gone: Reader, _now: datetime) -> None:
    known = set(MovedReader.objects.filter(reader=kept).values_list("decision_id", flat=True))
    for one in MovedReader.objects.filter(reader=gone):
        if one.decision_id in known:
            one.delete()
        else:
            one.reader = kept
            one.save(update_fields=["reader"])


HOLDER = Holder(
    code="closing",
    order=50,
    collect=_collect,
    erase=lambda reader, now: _erase_many([reader], now),
    erase_many=_erase_many,
    merge=_merge,
    models=("closing.MovedReader",),
)
