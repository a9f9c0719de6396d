"""What no older copy may bring back about readers: erased ones, and consents taken back. See `base.backup.registry`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, time

from django.utils.translation import gettext as _

from oseredok.base.backup.registry import Decision, Lasting, register_lasting
from oseredok.base.core import clock
from oseredok.base.core.text import counted
from oseredok.library.people.models import Reader
from oseredok.library.privacy import actions, erasing
from oseredok.library.privacy.models import Consent, Erasure

BATCH = 1000


def _erased() -> Iterator[Decision]:
    rows = Erasure.objects.values_list("marks", "why", "erased_on").order_by("pk")
    for marks, why, day in rows.iterator():
        for key in marks.split():
            yield Decision("", why, clock.moment_at(day, time(12)), key)


def _not_erased() -> Iterator[str]:
    known = Reader.objects.filter(erased_on__isnull=True, merged_into__isnull=True)
    yield from (str(public_id) for public_id in known.values_list("public_id", flat=True).iterator())


def _erase_again(decisions: Sequence[Decision], now: datetime) -> list[str]:
    together: dict[tuple[str, datetime], list[str]] = defaultdict(list)
    for one in decisions:
        together[one.word, one.at].append(one.subject)
    for (why, at), subjects in together.items():
        for start in range(0, len(subjects), BATCH):
            readers = list(Reader.objects.filter(public_id__in=subjects[start : start + BATCH]))
            erasing.erase_readers(readers=readers, why=why, staff=None, now=at)
    number = counted(len(decisions), "читача", "читачів", "читачів")
    return [_("Дані {number}, стерті після копії, стерто знову.").format(number=number)]


def _withdrawn() -> Iterator[Decision]:
    rows = Consent.objects.filter(withdrawn_at__isnull=False).values_list(
        "public_id", "withdrawn_channel", "withdrawn_at"
    )
    for public_id, channel, at in rows.iterator():
        if at is not None:
            yield Decision(str(public_id), channel, at)


def _standing() -> Iterator[str]:
    rows = Consent.objects.filter(withdrawn_at__isnull=True).values_list("public_id", flat=True)
    yield from (str(public_id) for public_id in rows.iterator())


def _withdraw_again(decisions: Sequence[Decision], now: datetime) -> list[str]:
    for one in decisions:
        consent = Consent.objects.filter(public_id=one.subject, withdrawn_at__isnull=True).first()
        if consent is not None:  # an older one of the same purpose went with the newer
            actions.withdraw_consent(consent=consent, channel=one.word, staff=None, now=max(one.at, consent.given_at))
    number = counted(len(decisions), "згоду", "згоди", "згод")
    return [_("Відкликано знову {number}, які люди відкликали після копії.").format(number=number)]


def register() -> None:
    register_lasting(Lasting("reader", decided=_erased, open=_not_erased, repeat=_erase_again))
    register_lasting(Lasting("consent", decided=_withdrawn, open=_standing, repeat=_withdraw_again))
