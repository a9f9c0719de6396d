"""The registry's own part of what is held about a reader: the card, registrations, former cards. See `holders`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words
from oseredok.base.core.phones import display_phone
from oseredok.base.core.text import by_fours
from oseredok.library.people.holders import Fact, Group, Holder
from oseredok.library.people.models import FormerCard, Reader

# Everything that names a person or tells of one. The category, the library and the days stay: they count.
EMPTY = {
    "surname": "",
    "given_name": "",
    "patronymic": "",
    "birth_year": None,
    "birth_date": None,
    "social_status": "",
    "phone": "",
    "email": "",
    "responsible_person": "",
    "guardian_name": "",
    "guardian_phone": "",
    "name_key": "",
    "pin_hash": "",
    "valid_until": None,
    "closed_why": "",
}


def collect(reader: Reader) -> Iterable[Group]:
    """Tell what the registry holds."""
    yield Group("card", _("Читацький квиток"), facts=tuple(_card(reader)))
    registrations = reader.registrations.select_related("library").order_by("-year")
    yield Group(
        "registrations",
        _("Реєстрації за роками"),
        records=tuple(
            (
                Fact("year", _("Рік"), str(one.year), one.year),
                Fact("registered_on", _("Дата"), date_words(one.registered_on), one.registered_on.isoformat()),
                Fact("library", _("Бібліотека"), one.library.name, one.library.code),
                Fact("age_group", _("Вікова група"), one.get_age_group_display() or _("не сказано"), one.age_group),
            )
            for one in registrations
        ),
    )
    yield Group(
        "former_cards",
        _("Колишні квитки"),
        records=tuple(
            (
                Fact("number", _("Номер"), by_fours(one.number), one.number),
                Fact("reason", _("Чому не діє"), one.get_reason_display(), one.reason),
                Fact("ended_on", _("Не діє з"), date_words(one.ended_on), one.ended_on.isoformat()),
            )
            for one in reader.former_cards.all()
        ),
    )


def _card(reader: Reader) -> Iterable[Fact]:
    yield Fact("card_number", _("Номер квитка"), by_fours(reader.card_number), reader.card_number)
    is_person = reader.kind == Reader.Kind.PERSON
    yield Fact("surname", _("Прізвище") if is_person else _("Назва організації"), reader.surname, reader.surname)
    told = [
        ("given_name", _("Ім’я"), reader.given_name),
        ("patronymic", _("По батькові"), reader.patronymic),
        ("responsible_person", _("Відповідальна особа"), reader.responsible_person),
        ("phone", _("Телефон"), reader.phone),
        ("email", _("Електронна пошта"), reader.email),
        ("guardian_name", _("Хто з батьків або опікунів"), reader.guardian_name),
        ("guardian_phone", _("Телефон батьків або опікуна"), reader.guardian_phone),
    ]
    yield from (Fact(code, name, _shown(code, value), value) for code, name, value in told if value)
    if reader.birth_date:
        yield Fact("birth_date", _("Дата народження"), date_words(reader.birth_date), reader.birth_date.isoformat())
    elif reader.birth_year:
        yield Fact("birth_year", _("Рік народження"), str(reader.birth_year), reader.birth_year)
    if reader.social_status:
        yield Fact("social_status", _("Рід занять"), reader.get_social_status_display(), reader.social_status)
    yield Fact("category", _("Як користується"), reader.get_category_display(), reader.category)
    if reader.pin_hash:
        yield Fact("pin", _("PIN-код"), _("задано; самого коду ніхто не бачить"), True)
    yield Fact("home_library", _("Бібліотека"), reader.home_library.name, reader.home_library.code)
    yield Fact("created_on", _("Записано"), date_words(reader.created_on), reader.created_on.isoformat())
    if reader.closed_on:
        yield Fact("closed_on", _("Вибув"), date_words(reader.closed_on), reader.closed_on.isoformat())


def _shown(code: str, value: str) -> str:
    return display_phone(value) if code.endswith("phone") else value


def erase_many(readers: Sequence[Reader], now: datetime) -> None:
    """Empty the rows; card numbers stay behind with nobody, so that they are never handed out again.

    By statements and not by `save()`: what is erased must not reach the audit log as «before».
    """
    today = clock.local_date(now)
    mine = [reader.pk for reader in readers]
    rows = Reader.objects.filter(Q(pk__in=mine) | Q(merged_into__in=mine), erased_on__isnull=True)
    numbers = list(rows.exclude(card_number__startswith="-").values_list("card_number", flat=True))
    ids = list(rows.values_list("pk", flat=True))
    FormerCard.objects.filter(reader__in=ids).update(reader=None, reason=FormerCard.Reason.ERASED, ended_by=None)
    FormerCard.objects.bulk_create(
        [FormerCard(number=number, reason=FormerCard.Reason.ERASED, ended_on=today) for number in numbers],
        ignore_conflicts=True,
    )
    address = Reader._meta.get_field("public_id")
    with (
        connection.cursor() as cursor
    ):  # an old address opens nobody; one statement prepared for all, not a CASE of 500
        cursor.executemany(
            "UPDATE people_reader SET public_id = %s WHERE id = %s",
            [(address.get_db_prep_value(uuid4(), connection), pk) for pk in ids],
        )
    left = Reader.objects.filter(pk__in=ids)
    left.filter(closed_on__isnull=True).update(closed_on=today)
    # The database compares the emptied columns with `erased_on` in one statement, so all of it is one statement.
    left.update(
        **EMPTY, erased_on=today, card_number=Concat(Value("-"), Cast(F("pk"), Reader._meta.get_field("card_number")))
    )


def _erase(reader: Reader, now: datetime) -> None:
    erase_many([reader], now)


HOLDER = Holder(
    code="people",
    order=10,
    collect=collect,
    erase=_erase,
    erase_many=erase_many,
    models=("people.Reader", "people.FormerCard", "people.Registration"),
)
