"""Registering readers and counting them: once a year in the whole system, people and organisations apart.

Entries carry no reader and no visitor key: a reader's card has the day of the registration, and so would name the key of
everything else they do. Only `FreshRegistration` ties the two, until the day is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import actions as people
from oseredok.library.people import queries as people_queries
from oseredok.library.people import rules as people_rules
from oseredok.library.people.models import Account, Reader
from oseredok.library.people.registry import applications
from oseredok.library.people.registry.models import Application
from oseredok.library.people.registry.preferences import CONSENT_AGE
from oseredok.library.places.models import Library
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy import queries as privacy_queries
from oseredok.library.privacy.models import Channel as ConsentChannel
from oseredok.library.privacy.models import Erasure, Purpose
from oseredok.services.visits.models import FreshRegistration
from oseredok.services.visits.recorded import Recorded
from oseredok.spine.journal import actions as journal
from oseredok.spine.journal.models import Channel


@dataclass(frozen=True)
class Agreed:
    """How a person agreed to the processing of their data, and which sensitive groups they told of, if any."""

    channel: str
    flags: frozenset[str] = frozenset()


@transaction.atomic
def register_reader(
    *, data: people.ReaderDetails, library: Library, staff: Account, now: datetime, key: str = ""
) -> tuple[Reader, Recorded]:
    """Register a new reader and count them. Consents are the business of `enrol_reader`.

    A `key` that came already gives the reader that it made.

    Raises:
        Conflict (`sent_already`): the form was sent on another day.
    """
    if key and (known := _known(key)):
        return known
    reader = people.register_reader(**data, library=library, staff=staff, now=now)
    return reader, _count(reader=reader, is_new=True, library=library, staff=staff, now=now, key=key)


@transaction.atomic
def enrol_reader(
    *, data: people.ReaderDetails, agreed: Agreed, library: Library, staff: Account, now: datetime, key: str = ""
) -> tuple[Reader, Recorded]:
    """Register a person who stands at the desk: with consent, and a parent's for a child. All of it or nothing.

    Raises:
        Invalid: as `people.register_reader` and `people.rules.check_guardian`; `consent_missing`; no responsible person.
        Conflict: as `people.register_reader`; the form was sent on another day.
    """
    if key and (known := _known(key)):
        return known
    child = check_can_enrol(data=data, on=clock.local_date(now))
    if not agreed.channel:
        raise Invalid(_("Без згоди на обробку даних записати не можна."), code="consent_missing", field="consent")
    reader = people.register_reader(**data, library=library, staff=staff, now=now)
    given_by = reader.guardian_name if child else reader.responsible_person
    agree = {"reader": reader, "channel": agreed.channel, "staff": staff, "now": now, "given_by": given_by}
    privacy.give_consent(purpose=Purpose.CARD, **agree)  # type: ignore[arg-type]
    if child:
        privacy.give_consent(purpose=Purpose.GUARDIAN, **agree)  # type: ignore[arg-type]
    if agreed.flags:
        privacy.set_flags(reader=reader, flags=agreed.flags, channel=agreed.channel, staff=staff, now=now)
    return reader, _count(reader=reader, is_new=True, library=library, staff=staff, now=now, key=key)


@transaction.atomic
def take_application(
    *, application: Application, channel: str, library: Library, staff: Account, now: datetime
) -> tuple[Reader, Recorded]:
    """Make a reader of an application whose person stands at the desk; the application is erased.

    `channel` is empty while the consent given on the site is the one in force, otherwise how the new one was given.

    Raises:
        Invalid, Conflict: as `enrol_reader`; (`application_expired`, `application_taken`); (`consent_changed`).
    """
    application = _locked(application)
    if application.expires_on < clock.local_date(now):
        raise Conflict(_("Строк заяви минув. Запишіть людину заново."), code="application_expired")
    text = privacy_queries.text_in_force(Purpose.CARD, on=clock.local_date(now))
    if not channel and (text is None or text.version != application.consent_version):
        raise Invalid(
            _("Текст згоди відтоді змінився: дайте людині прочитати новий."), code="consent_changed", field="consent"
        )
    made = enrol_reader(
        data=applications.details_of(application),
        agreed=Agreed(channel=channel or ConsentChannel.WEB),
        library=library,
        staff=staff,
        now=now,
        key=f"application:{application.public_id}",
    )
    application.delete()
    return made


def _locked(application: Application) -> Application:
    try:
        return Application.objects.select_for_update().get(pk=application.pk)
    except Application.DoesNotExist:
        raise Conflict(_("За цією заявою квиток уже видано."), code="application_taken") from None


def check_can_enrol(*, data: people.ReaderDetails, on: date) -> bool:
    """Return whether the person is a child. Raises as `enrol_reader` for what is missing."""
    if data.get("kind") == Reader.Kind.ORGANISATION:
        if not data.get("responsible_person", "").strip():
            raise Invalid(
                _("Напишіть, хто відповідає за квиток в організації."),
                code="no_responsible",
                field="responsible_person",
            )
        return False
    birth_year = data.get("birth_year")
    if birth_year is None:
        raise Invalid(_("Напишіть рік народження: за ним рахуємо вік."), code="no_birth_year", field="birth_year")
    people_rules.check_birth_year(birth_year, this_year=on.year)
    return people_rules.check_guardian(
        birth_year=birth_year,
        birth_date=data.get("birth_date"),
        guardian_name=data.get("guardian_name", ""),
        guardian_phone=data.get("guardian_phone", ""),
        on=on,
        consent_age=preferences.value(CONSENT_AGE),
    )


@transaction.atomic
def renew_registration(*, reader: Reader, library: Library, staff: Account, now: datetime) -> Recorded:
    """Re-register a reader for this year and count them. A guest whose term is over this year goes on, uncounted.

    Raises:
        Conflict: this year the reader is registered already.
    """
    today = clock.local_date(now)
    ended = reader.valid_until is not None and reader.valid_until < today
    if ended and reader.registrations.filter(year=today.year).exists():
        people.extend_guest(reader=reader, now=now)
        return Recorded(uuid4(), ())
    people.renew_registration(reader=reader, library=library, staff=staff, now=now)
    return _count(reader=reader, is_new=False, library=library, staff=staff, now=now, key="")


def take_back(*, gesture: UUID, staff: Account, now: datetime) -> None:
    """Take back the registration that a gesture of today made; a reader who has no other is erased with it."""
    fresh = FreshRegistration.objects.select_related("reader").filter(gesture=gesture).first()
    if fresh is None:
        return
    reader, number = fresh.reader, fresh.reader.card_number
    if people.take_back_registration(reader=reader, year=fresh.year):
        privacy.erase_reader(reader=reader, why=Erasure.Why.MISTAKE, staff=staff, now=now)
        people.free_card(number=number)
    fresh.delete()


def is_registered(*, key: str) -> bool:
    """Tell whether a form with this key has made a reader today."""
    return FreshRegistration.objects.filter(key=key).exists()


def forget_ties(*, before: date) -> int:
    """Cut the ties of past days."""
    gone, _each = FreshRegistration.objects.filter(done_on__lt=before).delete()
    return gone


def _known(key: str) -> tuple[Reader, Recorded] | None:
    fresh = FreshRegistration.objects.select_related("reader").filter(key=key).first()
    return (fresh.reader, Recorded(fresh.gesture, (), already=True)) if fresh else None


def _kinds(reader: Reader, *, is_new: bool) -> Iterable[str]:
    if reader.kind == Reader.Kind.ORGANISATION:
        yield "org_new" if is_new else "org_reregistered"
        return
    if reader.category == Reader.Category.REMOTE:
        yield "user_remote"  # first: the log tells of the last entry of a gesture
    yield "user_new" if is_new else "user_reregistered"


def _count(*, reader: Reader, is_new: bool, library: Library, staff: Account, now: datetime, key: str) -> Recorded:
    today, gesture = clock.local_date(now), uuid4()
    age_group = people_queries.age_group_of(birth_year=reader.birth_year, on=today) if reader.birth_year else ""
    entries = tuple(
        journal.record(
            kind=kind,
            place=library,
            occurred_at=now,
            now=now,
            staff=staff,
            age_group=age_group,
            social_status=reader.social_status,
            flags=privacy_queries.flags_of(reader, on=today),
            channel=Channel.IN_PERSON,
            gesture=gesture,
            key=f"registration:{key}:{kind}" if key else None,
        )
        for kind in _kinds(reader, is_new=is_new)
    )
    if entries[-1].gesture != gesture:  # the form was sent before its tie was cut
        raise Conflict(_("Цю форму вже надіслано раніше. Відкрийте нову."), code="sent_already")
    FreshRegistration.objects.create(
        gesture=gesture, key=key or str(gesture), reader=reader, year=today.year, done_on=today
    )
    return Recorded(gesture, entries[::-1])
