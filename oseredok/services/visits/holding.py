"""What visits hold about a reader: until the day is over, who is in the building. See `people.holders`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, date_words
from oseredok.library.people.holders import Fact, Group, Holder, Unfinished
from oseredok.library.people.models import Reader
from oseredok.services.visits.models import FreshRegistration, Visit


def _collect(reader: Reader) -> Iterable[Group]:
    visits = Visit.objects.filter(reader=reader, cancelled_at__isnull=True).select_related("place")
    yield Group(
        "visits",
        _("Відвідування, поки день не скінчився"),
        records=tuple(
            (
                Fact("place", _("Бібліотека"), one.place.name, one.place.code),
                Fact(
                    "arrived_at",
                    _("Прийшли"),
                    f"{date_words(one.arrived_on)}, {clock_time(clock.local(one.arrived_at))}",
                    one.arrived_at.isoformat(),
                ),
            )
            for one in visits
        ),
    )


def _unfinished(reader: Reader, now: datetime) -> Unfinished | None:
    if not _unfinished_ids([reader], now):
        return None
    return Unfinished(
        desk=_("Читач зараз у бібліотеці: спершу завершіть відвідування."),
        reader=_(
            "Ваше сьогоднішнє відвідування ще триває. Попросіть бібліотекаря завершити його або прийдіть сюди завтра."
        ),
    )


def _unfinished_ids(readers: Sequence[Reader], now: datetime) -> set[int]:
    here = Visit.objects.filter(
        reader__in=[reader.pk for reader in readers],
        arrived_on=clock.local_date(now),
        left_at__isnull=True,
        cancelled_at__isnull=True,
    )
    return {pk for pk in here.values_list("reader_id", flat=True) if pk is not None}


def _erase_many(readers: Sequence[Reader], now: datetime) -> None:
    gone = [reader.pk for reader in readers]
    Visit.objects.filter(reader__in=gone).update(reader=None)
    FreshRegistration.objects.filter(reader__in=gone).delete()


def _merge(kept: Reader, gone: Reader, now: datetime) -> None:
    """The day's visit of the record that goes: tied to the kept one unless that one is here as well."""
    for visit in Visit.objects.filter(reader=gone):
        same = Visit.objects.filter(
            reader=kept, place=visit.place_id, arrived_on=visit.arrived_on, cancelled_at__isnull=True
        )
        tied = None if visit.cancelled_at is None and same.exists() else kept
        Visit.objects.filter(pk=visit.pk).update(reader=tied)
    # A registration of today of a record that is gone is corrected in the diary, not taken back with the kept reader.
    FreshRegistration.objects.filter(reader=gone).delete()


HOLDER = Holder(
    code="visits",
    order=40,
    collect=_collect,
    erase=lambda reader, now: _erase_many([reader], now),
    erase_many=_erase_many,
    merge=_merge,
    models=("visits.Visit", "visits.FreshRegistration"),
    unfinished=_unfinished,
    unfinished_ids=_unfinished_ids,
)
