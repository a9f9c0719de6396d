"""One row as a person: what its cells say, with a remark for each that we did not understand. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from oseredok.base.core.cells import Cell, text_of
from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import cased_name, display_apostrophe
from oseredok.library.people import rules
from oseredok.library.people.imports import values

FILLED = (
    "given_name", "patronymic", "birth_year", "birth_date", "phone", "email", "social_status", "category",
    "responsible_person", "guardian_name", "guardian_phone",
)  # fmt: skip
"""Fields of `Reader` that a file may fill or, if the librarian said so, change. A surname it never changes."""
OF_CHILDREN = ("guardian_name", "guardian_phone")
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


def read(cells: Sequence[Cell], targets: Sequence[str], *, today: date, consent_age: int) -> Person:
    """Return what the row says, without what the registry does not keep: a grown-up's parents, a day that decides nothing.

    Raises Invalid (`no_name`, `birth_year`, `birth_unclear`) for one that cannot be taken.
    """
    said = {target: cells[place] for place, target in enumerate(targets) if target and place < len(cells)}
    person = Person()
    _read_name(person, said)
    person.birth_year, person.birth_date = values.birth_of(said.get("birth"), today=today)
    if person.is_organisation:
        person.birth_year = person.birth_date = None
    rules.check_birth_year(person.birth_year, this_year=today.year)
    if person.birth_date and person.birth_date > today:
        raise Invalid(
            _("день народження «{day}» ще не настав").format(day=f"{person.birth_date:%d.%m.%Y}"), code="birth_unclear"
        )
    if not rules.needs_birth_date(birth_year=person.birth_year, on=today, consent_age=consent_age):
        decided_by, person.birth_date = person.birth_date, None
    else:
        decided_by = person.birth_date
    if person.birth_year is None and not person.is_organisation:
        person.remarks.append(_("немає року народження"))
    _try(person, "phone", lambda: values.phone_of(said.get("phone")))
    _try(person, "email", lambda: values.email_of(said.get("email")))
    _try(person, "social_status", lambda: values.status_of(said.get("social_status")))
    _try(person, "guardian_phone", lambda: values.phone_of(said.get("guardian_phone")))
    person.guardian_name = display_apostrophe(text_of(said.get("guardian_name")))[:160]
    if is_grown_up(person.birth_year, decided_by, today=today, consent_age=consent_age):
        _leave_parents(person)
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


def is_grown_up(birth_year: int | None, birth_date: date | None, *, today: date, consent_age: int) -> bool:
    """Tell whether no parent answers for the person; of whom no year is known, nothing says that it is a child."""
    if birth_year is None:
        return True
    return rules.is_child(birth_year=birth_year, birth_date=birth_date, on=today, consent_age=consent_age) is False


def _leave_parents(person: Person) -> None:
    if person.guardian_name or person.guardian_phone:
        person.guardian_name = person.guardian_phone = ""
        person.remarks.append(
            _("батьків не переносимо: читач дорослий")
            if person.birth_year
            else _("батьків не переносимо: не видно, що це дитина")
        )


def _read_name(person: Person, said: dict[str, Cell]) -> None:
    person.is_organisation = values.is_organisation(said.get("kind"))
    whole = text_of(said.get("full_name"))
    if person.is_organisation:
        person.surname = display_apostrophe(whole or text_of(said.get("surname")))[:120]
    elif whole:
        name = values.split_name(whole)
        person.surname, person.given_name, person.patronymic = name.surname, name.given_name, name.patronymic
    else:
        parts = [cased_name(text_of(said.get(name))) for name in ("surname", "given_name", "patronymic")]
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
