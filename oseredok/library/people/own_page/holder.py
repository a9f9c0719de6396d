"""What signing in keeps about a reader: shown with the rest of their data, gone with it."""

from __future__ import annotations

from collections.abc import Iterable
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


def erase(reader: Reader, _now: datetime) -> None:
    """End every session and forget every code on its way."""
    ReaderSession.objects.filter(reader=reader).delete()
    ReaderCode.objects.filter(reader=reader).delete()


def merge(_kept: Reader, gone: Reader, now: datetime) -> None:
    """Whoever came in to the record that is no more comes in anew."""
    erase(gone, now)


HOLDER = Holder(
    code="sign_in",
    order=900,
    collect=collect,
    erase=erase,
    merge=merge,
    models=("people.ReaderSession", "people.ReaderCode"),
)
