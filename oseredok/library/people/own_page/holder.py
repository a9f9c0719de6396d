"""What signing in keeps about a reader: shown with the rest of their data, gone with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from oseredok.base.core.clock import local
from oseredok.base.core.dates import clock_time, date_words
from oseredok.library.people.holders import Fact, Group, Holder
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page.models import ReaderCode, ReaderSession


def collect(reader: Reader) -> Iterable[Group]:
    """Tell in which browsers the reader is signed in."""
    rows = tuple(
        (
            Fact("program", _("Програма"), row.program),
            Fact("way", _("Як увійшли"), str(row.get_way_display())),
            Fact("began_at", _("Коли"), f"{date_words(local(row.began_at))} {clock_time(local(row.began_at))}", row.began_at.isoformat()),
        )
        for row in ReaderSession.objects.filter(reader=reader)
    )  # fmt: skip
    yield Group("sessions", _("Де ви ввійшли на сайт"), records=rows)


def erase_many(readers: Sequence[Reader], _now: datetime) -> None:
    """End every session and forget every code on its way."""
    mine = [reader.pk for reader in readers]
    ReaderSession.objects.filter(reader__in=mine).delete()
    ReaderCode.objects.filter(reader__in=mine).delete()


def _erase(reader: Reader, now: datetime) -> None:
    erase_many([reader], now)


def merge(_kept: Reader, gone: Reader, now: datetime) -> None:
    """Whoever came in to the record that is no more comes in anew."""
    erase_many([gone], now)


HOLDER = Holder(
    code="sign_in",
    order=900,
    collect=collect,
    erase=_erase,
    erase_many=erase_many,
    merge=merge,
    models=("people.ReaderSession", "people.ReaderCode"),
)
