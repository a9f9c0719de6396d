"""Verbs about readers. Staff accounts and roles are in `staff_actions`; both are offered from here."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.phones import normalise_phone
from oseredok.base.core.text import cased_name, display_apostrophe, tidy
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import queries, rules
from oseredok.library.people.cards import numbers
from oseredok.library.people.models import Account, FormerCard, Reader, Registration
from oseredok.library.people.registry import name_index
from oseredok.library.people.registry.preferences import CONSENT_AGE, GUEST_DAYS
from oseredok.library.people.sign_in.second_step import reset_second_step
from oseredok.library.people.staff.actions import (
    correct_account,
    create_account,
    end_sessions,
    give_role,
    issue_password,
    take_role,
)
from oseredok.library.people.staff.leaving import deactivate_account, restore_account
from oseredok.library.places.models import Library, LibrarySystem
from oseredok.library.places.rules import check_works


class ReaderDetails(TypedDict):
    """What a reader tells about themselves. `card_number` only for a card printed beforehand."""

    kind: NotRequired[str]
    category: NotRequired[str]
    surname: str
    given_name: NotRequired[str]
    patronymic: NotRequired[str]
    birth_year: NotRequired[int | None]
    phone: NotRequired[str]
    email: NotRequired[str]
    birth_date: NotRequired[date | None]
    social_status: NotRequired[str]
    responsible_person: NotRequired[str]
    guardian_name: NotRequired[str]
    guardian_phone: NotRequired[str]
    card_number: NotRequired[str]


@transaction.atomic
def register_reader(*, library: Library, staff: Account | None, now: datetime, **data: Unpack[ReaderDetails]) -> Reader:
    """Keep a new reader with a card number and this year's registration. Counting it is the caller's part.

    Raises:
        Invalid: no name, an impossible year, phone or card number.
        Conflict (`card_taken`): the card belongs to somebody else; (`place_closed`).
    """
    today = clock.local_date(now)
    check_works(library=library, on=today)
    reader = Reader(home_library=library, created_on=today, created_by=staff)
    _fill(reader, data, today=today)
    card_number = data.get("card_number", "")
    # Two desks register at once: the numbers are handed out one by one.
    LibrarySystem.objects.select_for_update().get(pk=library.system_id)
    reader.card_number = _printed_card(card_number) if card_number else _next_card()
    reader.save()
    name_index.write(reader)
    _register(reader=reader, library=library, now=now, is_first=True)
    return reader


@transaction.atomic
def renew_registration(*, reader: Reader, library: Library, staff: Account | None, now: datetime) -> Registration:
    """Register a reader again for the current year; one who had left is back.

    Raises:
        Conflict (`registered_already`): this year it is done; (`place_closed`); (`reader_gone`): erased or joined meanwhile.
    """
    check_works(library=library, on=clock.local_date(now))
    reader = _held(reader)
    year = clock.local_date(now).year
    done = reader.registrations.filter(year=year).select_related("library").first()
    if done is not None:
        # Once a year in the whole system: another branch is told where and when.
        raise Conflict(
            _("Цього року читача вже записано: {library}, {day}. Удруге не рахуємо.").format(
                library=done.library.short_name, day=date_words(done.registered_on)
            ),
            code="registered_already",
        )
    if reader.category == Reader.Category.GUEST:
        extend_guest(reader=reader, now=now)
    if reader.closed_on is not None:
        _reopen(reader)
    return _register(reader=reader, library=library, now=now, is_first=False)


@transaction.atomic
def extend_guest(*, reader: Reader, now: datetime) -> Reader:
    """Let a guest's registration end later, by the term of the preferences from today. It is not counted again."""
    reader.valid_until = clock.local_date(now) + timedelta(days=preferences.value(GUEST_DAYS))
    reader.save(update_fields=["valid_until"])
    return reader


@transaction.atomic
def take_back_registration(*, reader: Reader, year: int) -> bool:
    """Take a year's registration back as if it had not been; return whether the reader has none left.

    Erasing a reader who has none left belongs to the caller: it is the business of all rooms.
    """
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    reader.registrations.filter(year=year).delete()
    return not reader.registrations.exists()


def free_card(*, number: str) -> None:
    """Let a number be given again: its reader was registered by mistake a moment ago, and the card is still in the hand."""
    FormerCard.objects.filter(number=number, reader__isnull=True, reason=FormerCard.Reason.ERASED).delete()


@transaction.atomic
def close_reader(*, reader: Reader, why: str, on: date, now: datetime) -> Reader:
    """Note that a reader is not one any more, from a day on; registrations stay counted.

    Raises:
        Conflict (`closed_already`): it is noted; (`reader_gone`).
        Invalid (`why_unknown`, `day_ahead`, `day_before`): no such reason, a day that has not come or before the first one.
    """
    reader = _held(reader)
    if reader.closed_on is not None:
        raise Conflict(_("Читач уже вибув."), code="closed_already")
    if why not in Reader.Leaving.values:
        raise Invalid(_("Виберіть, чому читач вибув."), code="why_unknown", field="why")
    if on > clock.local_date(now):
        raise Invalid(_("Цей день іще не настав."), code="day_ahead", field="on")
    if on < reader.created_on:
        raise Invalid(_("Цього дня читача ще не було записано."), code="day_before", field="on")
    reader.closed_on, reader.closed_why = on, why
    reader.save(update_fields=["closed_on", "closed_why"])
    name_index.write(reader)
    return reader


@transaction.atomic
def reopen_reader(*, reader: Reader) -> Reader:
    """Take leaving back. Registering for the year is another thing.

    Raises:
        Conflict (`not_closed`): the reader has not left; (`reader_gone`).
    """
    reader = _held(reader)
    if reader.closed_on is None:
        raise Conflict(_("Читач і так не вибував."), code="not_closed")
    return _reopen(reader)


def _held(reader: Reader) -> Reader:
    """Lock the row; refuse one that was erased or joined since the page was opened (`reader_gone`)."""
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    rules.check_stands(reader=reader)
    return reader


def _reopen(reader: Reader) -> Reader:
    reader.closed_on, reader.closed_why = None, ""
    reader.save(update_fields=["closed_on", "closed_why"])
    name_index.write(reader)
    return reader


@transaction.atomic
def correct_reader(*, reader: Reader, data: ReaderDetails, now: datetime) -> Reader:
    """Correct what is known about a reader; the registrations keep the age group of their day.

    Raises:
        Invalid: no name, an impossible year or phone.
        Conflict (`reader_gone`): erased or joined meanwhile.
    """
    reader = _held(reader)
    _fill(reader, data, today=clock.local_date(now))
    reader.save()
    name_index.write(reader)
    return reader


@transaction.atomic
def replace_card(*, reader: Reader, reason: str, staff: Account | None, now: datetime, card_number: str = "") -> Reader:
    """Give a reader another card; the old number opens nothing any more, but the desk is told why.

    Raises:
        Invalid: the number cannot be a card.
        Conflict (`card_taken`): the card belongs to somebody else; (`reader_gone`).
    """
    LibrarySystem.objects.select_for_update().get(pk=reader.home_library.system_id)
    number = _printed_card(card_number) if card_number else _next_card()
    reader = _held(reader)
    FormerCard.objects.create(
        number=reader.card_number, reader=reader, reason=reason, ended_on=clock.local_date(now), ended_by=staff
    )
    reader.card_number = number
    reader.save(update_fields=["card_number"])
    if reason == FormerCard.Reason.LOST:
        # Whoever found the card, with the PIN written on it, has come in by it; the reader comes in anew.
        reader.web_sessions.filter(way="pin").delete()
    return reader


def _fill(reader: Reader, data: ReaderDetails, *, today: date) -> None:
    """Put what was told into the reader. What an organisation or a grown-up does not have stays empty."""
    kind = data.get("kind", reader.kind)
    is_person = kind == Reader.Kind.PERSON
    name = _name if is_person else _line  # an organisation may well be «ЦНАП»
    surname, given_name, patronymic = (
        name(part) for part in (data["surname"], data.get("given_name", ""), data.get("patronymic", ""))
    )
    if not surname:
        sentence = _("Напишіть прізвище.") if is_person else _("Напишіть назву організації.")
        raise Invalid(sentence, code="no_surname", field="surname")
    birth_year = data.get("birth_year") if is_person else None
    rules.check_birth_year(birth_year, this_year=today.year)
    category = data.get("category") or reader.category
    if category not in Reader.Category.values:
        raise Invalid(_("Виберіть, як людина користується бібліотекою."), code="category", field="category")
    reader.kind, reader.category = kind, category
    reader.surname = surname
    reader.given_name = given_name if is_person else ""
    reader.patronymic = patronymic if is_person else ""
    reader.birth_year = birth_year
    reader.social_status = data.get("social_status", "") if is_person else ""
    phone = data.get("phone", "")
    reader.phone = normalise_phone(phone) if phone.strip() else ""
    reader.email = data.get("email", "").strip().lower()  # one spelling: readers come in by it
    reader.responsible_person = "" if is_person else _name(data.get("responsible_person", reader.responsible_person))
    _fill_childhood(reader, data, today=today)
    fill_term(reader, today=today)
    reader.name_key = rules.name_key(reader.surname, reader.given_name, reader.patronymic)


def _fill_childhood(reader: Reader, data: ReaderDetails, *, today: date) -> None:
    consent_age = preferences.value(CONSENT_AGE)
    birth_date = data.get("birth_date", reader.birth_date)
    if birth_date is not None and (reader.birth_year is None or birth_date.year != reader.birth_year):
        birth_date = None
    # The day is kept only in the year in which it decides; the year of birth is enough otherwise.
    needed = rules.needs_birth_date(birth_year=reader.birth_year, on=today, consent_age=consent_age)
    reader.birth_date = birth_date if needed else None
    child = reader.birth_year is not None and rules.is_child(
        birth_year=reader.birth_year, birth_date=reader.birth_date, on=today, consent_age=consent_age
    )
    name, phone = (
        data.get("guardian_name", reader.guardian_name),
        data.get("guardian_phone", reader.guardian_phone),
    )
    reader.guardian_name = _name(name) if child else ""
    reader.guardian_phone = _guardian_phone(phone) if child else ""


def fill_term(reader: Reader, *, today: date) -> None:
    if reader.category != Reader.Category.GUEST:
        reader.valid_until = None
    elif reader.valid_until is None:
        reader.valid_until = today + timedelta(days=preferences.value(GUEST_DAYS))


def _guardian_phone(phone: str) -> str:
    try:
        return normalise_phone(phone) if phone.strip() else ""
    except Invalid as refusal:
        raise Invalid(refusal.message, code=refusal.code, field="guardian_phone") from None


def _line(words: str) -> str:
    return display_apostrophe(tidy(words))


def _name(words: str) -> str:
    return cased_name(_line(words))


def _printed_card(number: str) -> str:
    clean = rules.check_card_number(number)
    if numbers.is_taken(clean):
        raise Conflict(_("Цей квиток уже має інший читач."), code="card_taken", field="card_number")
    return clean


def _next_card() -> str:
    return rules.card_number(numbers.next_serials(1))


def _register(*, reader: Reader, library: Library, now: datetime, is_first: bool) -> Registration:
    day = clock.local_date(now)
    age_group = queries.age_group_of(birth_year=reader.birth_year, on=day) if reader.birth_year else ""
    return Registration.objects.create(
        reader=reader, year=day.year, library=library, is_first=is_first, age_group=age_group, registered_on=day
    )


__all__ = [
    "ReaderDetails",
    "close_reader",
    "correct_account",
    "correct_reader",
    "create_account",
    "deactivate_account",
    "end_sessions",
    "extend_guest",
    "free_card",
    "give_role",
    "issue_password",
    "register_reader",
    "renew_registration",
    "reopen_reader",
    "replace_card",
    "reset_second_step",
    "restore_account",
    "take_back_registration",
    "take_role",
]
