"""One row as a person: what its cells say, with a remark for each that we did not understand. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import display_apostrophe
from oseredok.library.people import rules
from oseredok.library.people.imports import values
from oseredok.library.people.imports.values import Cell, text_of

CHILD_YEARS = 14  # the whole date is kept only while it tells who is under 14
FILLED = (
    "given_name", "patronymic", "birth_year", "birth_date", "phone", "email", "social_status", "category",
    "responsible_person", "guardian_name", "guardian_phone",
)  # fmt: skip
"""Fields of `Reader` that a file may fill or, if the librarian said so, change. A surname it never changes."""
OF_ORGANISATIONS = ("phone", "email", "category", "responsible_person")


@dataclass
class Person:
    surname: str = ""
    given_name: str = ""
    patronymic: str = ""
    birth_year: int | None = None
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    social_status: str = ""
    card: str = ""
    created_on: date | None = None
    registered_on: date | None = None
    guardian_name: str = ""
    guardian_phone: str = ""
    responsible_person: str = ""
    category: str = ""  # empty: the file does not say, so as most are
    is_organisation: bool = False
    remarks: list[str] = field(default_factory=list)

    @property
    def name_mark(self) -> int:
        """What two people with one surname and one given name share, however they are written."""
        return name_mark(self.surname, self.given_name)

    @property
    def own_card(self) -> str:
        """The number when it is one of ours: eight digits with the right last one."""
        return rules.clean_card(self.card) if rules.is_card_number(self.card) else ""

    @property
    def old_number(self) -> str:
        return "" if self.own_card else rules.old_number(self.card)


def name_mark(surname: str, given_name: str) -> int:
    return hash((_first(surname), _first(given_name)))


def read(cells: Sequence[Cell], targets: Sequence[str], *, today: date) -> Person:
    """Return what the row says. Raises Invalid (`no_name`, `birth_year`, `birth_unclear`) for one that cannot be taken."""
    said = {target: cells[place] for place, target in enumerate(targets) if target and place < len(cells)}
    person = Person()
    _read_name(person, said)
    person.birth_year, person.birth_date = values.birth_of(said.get("birth"), today=today)
    if person.birth_date and (person.birth_date > today or today.year - person.birth_date.year > CHILD_YEARS):
        person.birth_date = None
    if person.is_organisation:
        person.birth_year = person.birth_date = None
    rules.check_birth_year(person.birth_year, this_year=today.year)
    if person.birth_year is None and not person.is_organisation:
        person.remarks.append(_("немає року народження"))
    _try(person, "phone", lambda: values.phone_of(said.get("phone")))
    _try(person, "email", lambda: values.email_of(said.get("email")))
    _try(person, "social_status", lambda: values.status_of(said.get("social_status")))
    _try(person, "guardian_phone", lambda: values.phone_of(said.get("guardian_phone")))
    person.guardian_name = text_of(said.get("guardian_name"))[:160]
    person.category = values.category_of(said.get("kind"))
    if person.is_organisation:
        person.responsible_person = display_apostrophe(text_of(said.get("responsible_person")))[:160]
    person.card = text_of(said.get("card"))[:40]
    for name in ("created_on", "registered_on"):
        _try(person, name, lambda name=name: values.day_of(said.get(name), today=today))  # type: ignore[misc]
        if ((day := getattr(person, name)) and not 1900 <= day.year <= today.year) or (day and day > today):
            person.remarks.append(_("день «{day}» ще не настав або неможливий").format(day=f"{day:%d.%m.%Y}"))
            setattr(person, name, None)
    return person


def _read_name(person: Person, said: dict[str, Cell]) -> None:
    person.is_organisation = values.is_organisation(said.get("kind"))
    whole = text_of(said.get("full_name"))
    if person.is_organisation:
        person.surname = display_apostrophe(whole or text_of(said.get("surname")))[:120]
    elif whole:
        name = values.split_name(whole)
        person.surname, person.given_name, person.patronymic = name.surname, name.given_name, name.patronymic
    else:
        parts = [values.cased_name(text_of(said.get(name))) for name in ("surname", "given_name", "patronymic")]
        person.surname, person.given_name, person.patronymic = parts
    if not person.surname:
        raise Invalid(_("немає прізвища"), code="no_name")
    if not person.is_organisation and not person.given_name:
        raise Invalid(_("немає імені: лише «{name}»").format(name=person.surname[:40]), code="no_name")
    for part, most in (("surname", 120), ("given_name", 60), ("patronymic", 60)):
        given = display_apostrophe(getattr(person, part))
        if len(given) > most:
            raise Invalid(_("ім’я задовге: «{name}…»").format(name=given[:40]), code="no_name")
        setattr(person, part, given)
    if not rules.name_words(person.surname):
        raise Invalid(_("у прізвищі немає літер: «{name}»").format(name=person.surname[:40]), code="no_name")


def _try(person: Person, name: str, read_it: Callable[[], object]) -> None:
    try:
        setattr(person, name, read_it())
    except Invalid as refusal:
        person.remarks.append(refusal.message)


def _first(name: str) -> str:
    return next(iter(rules.name_words(name)), "")
