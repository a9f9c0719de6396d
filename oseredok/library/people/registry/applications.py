"""Applications for a card: sent from the site, waiting for the person at the desk, erased when the days are over."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import NotRequired, TypedDict

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django_tasks import task

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words
from oseredok.base.core.errands import Errand
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import cased_name, display_apostrophe, tidy
from oseredok.base.mail.actions import queue_letter
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import rules
from oseredok.library.people.actions import ReaderDetails
from oseredok.library.people.registry.contacts import whole_phone
from oseredok.library.people.registry.models import Application
from oseredok.library.people.registry.preferences import CONSENT_AGE, PICK_UP_DAYS
from oseredok.library.places.models import Library
from oseredok.library.places.rules import check_works

# More than all the towns of a centre send on their busiest day; each network has its own, small share (the face counts it).
AN_HOUR = 600
_TRIES = 20


class Wish(TypedDict):
    """What a person tells on the site."""

    surname: str
    given_name: str
    patronymic: NotRequired[str]
    birth_year: int
    birth_date: NotRequired[date | None]
    phone: NotRequired[str]
    email: NotRequired[str]
    guardian_name: NotRequired[str]
    guardian_phone: NotRequired[str]


@transaction.atomic
def apply_for_card(*, wish: Wish, library: Library, consent_version: int, now: datetime) -> Application:
    """Keep an application and, where an e-mail was given, send the code. Nothing tells whether the person is a reader.

    Raises:
        Invalid: no name, an impossible year, no way to reach the person, what a child lacks.
        Conflict (`too_many`): a flood; (`place_closed`).
    """
    today = clock.local_date(now)
    check_works(library=library, on=today)
    surname, given_name, patronymic = (
        _name(name) for name in (wish["surname"], wish["given_name"], wish.get("patronymic", ""))
    )
    if not surname:
        raise Invalid(_("Напишіть прізвище."), code="no_surname", field="surname")
    if not given_name:
        raise Invalid(_("Напишіть ім’я."), code="no_given_name", field="given_name")
    child = check_age(wish=wish, on=today)
    phone, email = wish.get("phone", ""), wish.get("email", "").strip().lower()
    if not (phone or email or child):
        raise Invalid(_("Напишіть телефон або пошту."), code="no_contact", field="phone")
    if Application.objects.filter(agreed_at__gt=now - timedelta(hours=1)).count() >= AN_HOUR:
        raise Conflict(_("Зараз надходить забагато заяв. Прийдіть або зателефонуйте, ми запишемо."), code="too_many")
    application = Application(
        surname=surname,
        given_name=given_name,
        patronymic=patronymic,
        birth_year=wish["birth_year"],
        birth_date=wish.get("birth_date"),
        phone=phone,
        email=email,
        guardian_name=_name(wish.get("guardian_name", "")) if child else "",
        guardian_phone=wish.get("guardian_phone", "") if child else "",
        library=library,
        consent_version=consent_version,
        agreed_at=now,
        expires_on=today + timedelta(days=preferences.value(PICK_UP_DAYS)),
        name_key=rules.name_key(surname, given_name, patronymic),
    )
    _save_with_a_code(application)
    if email:
        _send_code(application, now=now)
    return application


def check_age(*, wish: Wish, on: date) -> bool:
    """Return whether it is a child. Raises Invalid as `rules.check_birth_year` and `rules.check_guardian`."""
    rules.check_birth_year(wish["birth_year"], this_year=on.year)
    return rules.check_guardian(
        birth_year=wish["birth_year"],
        birth_date=wish.get("birth_date"),
        guardian_name=wish.get("guardian_name", ""),
        guardian_phone=wish.get("guardian_phone", ""),
        on=on,
        consent_age=preferences.value(CONSENT_AGE),
    )


def waiting(*, text: str = "", place: Library | None = None, limit: int = 10) -> list[Application]:
    """Return applications that wait: all, or those found by the code, a whole phone or the beginnings of names.

    A person may come to another branch than they chose, so the chosen one only comes first.
    """
    on = clock.local_date(timezone.now())
    rows = Application.objects.filter(expires_on__gte=on).select_related("library")
    line = tidy(text)
    if line:
        digits = "".join(line.split())
        number = whole_phone(line)
        if digits.isdigit() and len(digits) == rules.APPLICATION_DIGITS:
            rows = rows.filter(code=digits)
        elif number:
            rows = rows.filter(phone=number) | rows.filter(guardian_phone=number)
        else:
            words = rules.name_words(line)
            if not words or digits.isdigit():
                return []
            for word in words:
                rows = rows.filter(name_key__contains=f" {word}")
    found = list(rows[: limit * 3])
    return sorted(found, key=lambda one: (place is not None and one.library_id != place.pk, one.agreed_at))[:limit]


def details_of(application: Application) -> ReaderDetails:
    """Return what `register_reader` takes."""
    return {
        "surname": application.surname,
        "given_name": application.given_name,
        "patronymic": application.patronymic,
        "birth_year": application.birth_year,
        "birth_date": application.birth_date,
        "phone": application.phone,
        "email": application.email,
        "guardian_name": application.guardian_name,
        "guardian_phone": application.guardian_phone,
    }


@transaction.atomic
def forget_expired(*, now: datetime) -> int:
    """Erase applications whose days are over; return how many."""
    gone, _each = Application.objects.filter(expires_on__lt=clock.local_date(now)).delete()
    return gone


@task()
def forget_applications() -> int:
    """Erase what nobody came for; each hour, so that a computer switched off at night does it too."""
    now = timezone.now()
    try:
        return forget_expired(now=now)
    finally:
        FORGETTING.order_next(now=now)


FORGETTING = Errand(task=forget_applications, every=timedelta(hours=1), title=lazy("Стерти заяви, за якими не прийшли"))


def _save_with_a_code(application: Application) -> None:
    for _try in range(_TRIES):
        application.code = f"{secrets.randbelow(10**rules.APPLICATION_DIGITS):0{rules.APPLICATION_DIGITS}d}"
        try:
            with transaction.atomic():
                application.save(force_insert=True)
        except IntegrityError:
            continue
        return
    raise Conflict(_("Зараз надходить забагато заяв. Прийдіть або зателефонуйте, ми запишемо."), code="too_many")


def _send_code(application: Application, *, now: datetime) -> None:
    queue_letter(
        template="card_application",
        to=application.email,
        context={
            "code": spaced(application.code),
            "library": application.library.name,
            "address": application.library.address,
            "until": date_words(application.expires_on),
        },
        key=f"card-application:{application.public_id}",
        now=now,
        about=("people", str(application.public_id)),
    )


def spaced(code: str) -> str:
    """Return the code as people read it: `407 215`."""
    return f"{code[:3]} {code[3:]}"


def _name(words: str) -> str:
    return cased_name(display_apostrophe(tidy(words)))
