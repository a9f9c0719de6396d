"""What this room keeps of a reader: an address left for one letter, if it is the reader's. Nothing else is anybody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.core.dates import date_words
from oseredok.library.people.holders import Fact, Group, Holder
from oseredok.library.people.models import Reader
from oseredok.spine.feedback.models import FollowUp


def _collect(reader: Reader) -> Iterable[Group]:
    rows = FollowUp.objects.filter(email=reader.email.lower()).order_by("pk") if reader.email else []
    yield Group(
        "feedback",
        _("Адреса для одного листа про те, що стало краще"),
        records=tuple(
            (
                Fact("email", _("Пошта"), row.email),
                Fact("send_on", _("Напишемо і зітремо адресу"), date_words(row.send_on), row.send_on),
            )
            for row in rows
        ),
    )


def _erase(reader: Reader, now: datetime) -> None:
    _erase_many([reader], now)


def _erase_many(readers: Sequence[Reader], _now: datetime) -> None:
    addresses = {reader.email.lower() for reader in readers if reader.email}
    FollowUp.objects.filter(email__in=addresses).delete()


HOLDER = Holder(code="feedback", order=60, collect=_collect, erase=_erase, erase_many=_erase_many)
