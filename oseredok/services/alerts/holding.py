"""What this room keeps of a reader: searches on the own page, and those saved by the reader's address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.library.people.holders import Fact, Group, Holder
from oseredok.library.people.models import Reader
from oseredok.services.alerts import actions
from oseredok.services.alerts.models import SavedSearch


def _of(readers: Sequence[Reader]) -> QuerySet[SavedSearch]:
    """An address that another reader has too is not this reader's alone."""
    mine = {reader.email.strip().lower() for reader in readers} - {""}
    others = Reader.objects.filter(email__in=mine).exclude(pk__in=[reader.pk for reader in readers])
    alone = mine.difference(others.values_list("email", flat=True))
    return SavedSearch.objects.filter(Q(reader__in=[reader.pk for reader in readers]) | Q(email__in=alone))


def _collect(reader: Reader) -> Iterable[Group]:
    yield Group(
        "saved_searches",
        _("Збережені пошуки"),
        records=tuple(
            (
                Fact("name", _("Назва"), one.name, one.name),
                Fact("query", _("Що шукати"), one.query, {"query": one.query, "filters": one.filters}),
                Fact("often", _("Як часто писати"), one.get_often_display(), one.often),
                Fact("saved_on", _("Збережено"), date_words(local_date(one.saved_at)), one.saved_at.isoformat()),
            )
            for one in _of([reader])
        ),
    )


def _erase_many(readers: Sequence[Reader], now: datetime) -> None:
    rows = _of(readers)
    while actions.forget(rows, now=now):
        pass


def _merge(kept: Reader, gone: Reader, _now: datetime) -> None:
    """Move what the kept record has not got."""
    mine = [(one.query, one.filters) for one in SavedSearch.objects.filter(reader=kept)]
    for one in SavedSearch.objects.filter(reader=gone):
        if (one.query, one.filters) in mine:
            one.delete()
        else:
            SavedSearch.objects.filter(pk=one.pk).update(reader=kept)


HOLDER = Holder(
    code="alerts",
    order=65,
    collect=_collect,
    erase=lambda reader, now: _erase_many([reader], now),
    erase_many=_erase_many,
    merge=_merge,
    models=("alerts.SavedSearch",),
)
