"""Verbs about personal data: agree, take back, tell of a group, erase, note a look. The rest is in modules beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.backup import ledger
from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import rules as people_rules
from oseredok.library.people.models import Account, Reader
from oseredok.library.people.own_page import queries as own_page
from oseredok.library.people.registry.preferences import CONSENT_AGE
from oseredok.library.privacy import erasing, queries, rules
from oseredok.library.privacy.models import Channel, Consent, Look, Purpose, SensitiveFlag

erase_reader = erasing.erase_reader
erase_readers = erasing.erase_readers


@transaction.atomic
def give_consent(
    *, reader: Reader, purpose: str, channel: str, staff: Account | None, now: datetime, given_by: str = ""
) -> Consent:
    """Keep that a reader (or, for a child, a parent `given_by`) agreed to the version now in force; twice is once.

    For a child whose parent is known, what staff write down at the desk or from paper is the parent's word; on the web
    the parent says who they are.

    Raises:
        Conflict (`reader_erased`, `no_text`): nobody to agree, or nothing to agree to.
        Invalid (`given_by_missing`): a parent's consent, or a child's on the web, without the parent's name.
    """
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    rules.check_can_consent(reader=reader)
    text = queries.text_in_force(_known(Purpose, purpose), on=clock.local_date(now))
    if text is None:
        raise Conflict(_("Тексту цієї згоди ще немає: додайте його в кабінеті."), code="no_text")
    given_by = display_apostrophe(tidy(given_by))[:160]
    by_a_parent = purpose == Purpose.GUARDIAN or (channel == Channel.WEB and own_page.is_child(reader, now=now))
    if by_a_parent and not given_by:
        raise Invalid(_("Напишіть, хто з батьків або опікунів дає згоду."), code="given_by_missing", field="given_by")
    if not given_by and channel in (Channel.DESK, Channel.PAPER):
        given_by = _parent_of(reader, now)
    standing = reader.consents.filter(text=text, withdrawn_at__isnull=True).first()
    if standing is not None:
        return standing
    return Consent.objects.create(
        reader=reader,
        text=text,
        given_at=now,
        channel=_known(Channel, channel),
        recorded_by=staff,
        given_by=given_by,
    )


def _parent_of(reader: Reader, now: datetime) -> str:
    """Return who speaks for a child; whoever is grown up speaks themselves, even while a parent is still on the card."""
    if reader.birth_year is None:
        return ""
    child = people_rules.is_child(
        birth_year=reader.birth_year,
        birth_date=reader.birth_date,
        on=clock.local_date(now),
        consent_age=preferences.value(CONSENT_AGE),
    )
    return "" if child is False else reader.guardian_name


@transaction.atomic
def withdraw_consent(*, consent: Consent, channel: str, staff: Account | None, now: datetime) -> Consent:
    """Take a consent back, and older ones of the same purpose; sensitive groups that hung on it are erased at once.

    Raises:
        Conflict (`withdrawn_already`): it is done.
    """
    consent = Consent.objects.select_for_update().select_related("text").get(pk=consent.pk)
    rules.check_can_withdraw(consent=consent)
    channel = _known(Channel, channel)
    same = Consent.objects.filter(
        reader_id=consent.reader_id, text__purpose=consent.text.purpose, withdrawn_at__isnull=True
    )
    for one in same:
        one.withdrawn_at, one.withdrawn_channel, one.withdrawn_by = now, channel, staff
        one.save(update_fields=["withdrawn_at", "withdrawn_channel", "withdrawn_by"])
        ledger.note("consent", channel, [one.public_id], now=now)
    if consent.text.purpose == Purpose.FLAGS:
        SensitiveFlag.objects.filter(reader_id=consent.reader_id).delete()
    consent.refresh_from_db()
    return consent


@transaction.atomic
def set_flags(
    *, reader: Reader, flags: Iterable[str], channel: str, staff: Account | None, now: datetime, given_by: str = ""
) -> frozenset[str]:
    """Keep exactly these sensitive groups, with the consent of the reader (of a parent `given_by` for a child); none at
    all forgets them and takes it back.

    Raises:
        Invalid (`flag_unknown`): no such group.
        Conflict, Invalid: as `give_consent`.
    """
    wanted = rules.check_flags(flags)
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    if not wanted:
        SensitiveFlag.objects.filter(reader=reader).delete()
        standing = reader.consents.filter(text__purpose=Purpose.FLAGS, withdrawn_at__isnull=True).first()
        if standing is not None:
            withdraw_consent(consent=standing, channel=channel, staff=staff, now=now)
        return wanted
    consent = give_consent(
        reader=reader, purpose=Purpose.FLAGS, channel=channel, staff=staff, now=now, given_by=given_by
    )
    kept = SensitiveFlag.objects.filter(reader=reader)
    kept.exclude(flag__in=wanted).delete()
    kept.update(consent=consent)
    known = set(kept.values_list("flag", flat=True))
    SensitiveFlag.objects.bulk_create(
        [
            SensitiveFlag(reader=reader, flag=flag, consent=consent, told_on=clock.local_date(now))
            for flag in sorted(wanted - known)
        ]
    )
    return wanted


def note_look(*, reader: Reader, account: Account, what: str, now: datetime, reason: str = "") -> None:
    """Note that somebody of the staff saw a reader's data: once an hour for each kind, by whatever page.

    Raises:
        Invalid (`look_unexplained`): the sensitive page was opened without a reason.
    """
    what = _known(Look.What, what)
    if what == Look.What.FLAGS and reason not in Look.Reason.values:
        raise Invalid(_("Скажіть, навіщо відкриваєте."), code="look_unexplained", field="reason")
    hour = now.replace(minute=0, second=0, microsecond=0)
    if not Look.objects.filter(reader=reader, account=account, what=what, hour=hour).exists():
        # Two windows open the page at once: the second note finds the first.
        Look.objects.bulk_create(
            [Look(reader=reader, account=account, what=what, hour=hour, reason=reason)], ignore_conflicts=True
        )


def note_looks(*, readers: Sequence[Reader], account: Account, what: str, now: datetime) -> None:
    """Note the same look at many readers at once: a list of them left the system."""
    what, hour = _known(Look.What, what), now.replace(minute=0, second=0, microsecond=0)
    Look.objects.bulk_create(
        [Look(reader=reader, account=account, what=what, hour=hour) for reader in readers],
        ignore_conflicts=True,
        batch_size=1000,
    )


def _known(choices: type[Purpose] | type[Channel] | type[Look.What], value: str) -> str:
    if value not in choices.values:
        raise Invalid(_("Такого значення в переліку немає."), code="unknown_choice")
    return value
