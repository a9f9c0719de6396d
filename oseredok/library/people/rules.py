"""Rules about cards, names, and who may give which role. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext as _
from stdnum import luhn

from oseredok.base.core import text
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.people.models import Reader, Role, RoleAssignment
from oseredok.library.places.models import Library

CARD_DIGITS = 8
APPLICATION_DIGITS = 6
FIRST_CARD = 1_000_001  # without the check digit
YOUNGEST_YEARS_BACK, OLDEST_YEARS_BACK = 0, 115

SYSTEM_MANAGERS = (Role.DIRECTOR, Role.ADMINISTRATOR)
GIVEN_BY_HEAD = (Role.CONSULTANT, Role.BRANCH_LIBRARIAN, Role.CATALOGUER, Role.METHODIST)

_SEPARATORS = re.compile(r"[\s\-–.]+")
# What `loose_key` leaves Latin (a name of look-alike letters only, «ХІ» read as a number) is one letter here.
_LOOK_ALIKES = str.maketrans("aceiopxykmtbh", "асеіорхукмтвн")


# --- Cards ------------------------------------------------------------------------------------------


def card_number(serial: int) -> str:
    """Return the card number of a serial number: seven digits and a check digit (Luhn)."""
    body = f"{serial:0{CARD_DIGITS - 1}d}"
    return body + str(luhn.calc_check_digit(body))


def clean_card(scanned: str) -> str:
    """Return the digits of a scan: scanners add line ends, people type spaces and hyphens."""
    return _SEPARATORS.sub("", scanned)


def is_card_number(scanned: str) -> bool:
    """Tell whether a scan is a whole card number with the right check digit."""
    digits = clean_card(scanned)
    return len(digits) == CARD_DIGITS and digits.isascii() and digits.isdigit() and luhn.is_valid(digits)


def check_card_number(number: str) -> str:
    """Return the clean number of a card printed beforehand.

    Raises:
        Invalid (`card_length`, `card_digit`): field `card_number`.
    """
    digits = clean_card(number)
    if len(digits) != CARD_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise Invalid(_("На квитку має бути 8 цифр."), code="card_length", field="card_number")
    if not luhn.is_valid(digits):
        raise Invalid(_("Такого номера квитка не буває: перевірте цифри."), code="card_digit", field="card_number")
    return digits


def old_number(text_: str) -> str:
    """Return the form in which a number from before this system is kept and looked for: capitals, no spaces, 40 signs."""
    return "".join(text.tidy(text_).upper().split()).lstrip("№")[:40]


# --- Names ------------------------------------------------------------------------------------------


def name_words(line: str) -> list[str]:
    """Return the loose words of a name, each once: `Нечуй-Левицький` also gives both parts and the two as one."""
    found = (word.translate(_LOOK_ALIKES) for word in text.words(line))
    return list(dict.fromkeys(word for word in found if word != "№"))


def name_key(*names: str) -> str:
    """Return the kept key: every word after a space, so that ` шев` finds words that begin so."""
    return "".join(f" {word}" for word in name_words(" ".join(names)))[:700]


def check_birth_year(year: int | None, *, this_year: int) -> None:
    """Raise Invalid (`birth_year`) for a year in which no living reader was born."""
    if year is None:
        return
    if not this_year - OLDEST_YEARS_BACK <= year <= this_year - YOUNGEST_YEARS_BACK:
        sentence = _("Рік народження має бути від {first} до {last}.").format(
            first=this_year - OLDEST_YEARS_BACK, last=this_year - YOUNGEST_YEARS_BACK
        )
        raise Invalid(sentence, code="birth_year", field="birth_year")


def is_child(*, birth_year: int, birth_date: date | None, on: date, consent_age: int) -> bool | None:
    """Tell whether a person is younger than `consent_age` on a day; None when the year alone does not tell."""
    if birth_date is not None:
        birthday = (birth_date.month, birth_date.day)
        years = on.year - birth_date.year - ((on.month, on.day) < birthday)
        return years < consent_age
    reached = on.year - birth_year
    return None if reached == consent_age else reached < consent_age


def needs_birth_date(*, birth_year: int | None, on: date, consent_age: int) -> bool:
    """Tell whether the whole date has to be asked for: only in the year of the birthday that decides."""
    return (
        birth_year is not None
        and is_child(birth_year=birth_year, birth_date=None, on=on, consent_age=consent_age) is None
    )


def check_guardian(
    *,
    birth_year: int,
    birth_date: date | None,
    guardian_name: str,
    guardian_phone: str,
    on: date,
    consent_age: int,
) -> bool:
    """Return whether the person is a child; a child comes with a parent's or guardian's name and phone.

    Raises:
        Invalid (`birth_date_needed`, `birth_date_year`, `birth_date_ahead`, `guardian_name`, `guardian_phone`).
    """
    if birth_date is not None and birth_date.year != birth_year:
        raise Invalid(_("Рік у даті не такий, як рік народження вище."), code="birth_date_year", field="birth_date")
    if birth_date is not None and birth_date > on:
        raise Invalid(_("Цей день іще не настав."), code="birth_date_ahead", field="birth_date")
    child = is_child(birth_year=birth_year, birth_date=birth_date, on=on, consent_age=consent_age)
    if child is None:
        sentence = _("Потрібна повна дата: цього року виповнюється {age}, і від дня залежить, хто дає згоду.")
        raise Invalid(sentence.format(age=consent_age), code="birth_date_needed", field="birth_date")
    if child and not guardian_name.strip():
        raise Invalid(
            _("Дитині ще немає {age}: напишіть, хто з батьків або опікунів із нею.").format(age=consent_age),
            code="guardian_name",
            field="guardian_name",
        )
    if child and not guardian_phone.strip():
        raise Invalid(
            _("Напишіть телефон когось із батьків або опікуна."), code="guardian_phone", field="guardian_phone"
        )
    return child


def check_holds_card(*, closed_on: date | None) -> None:
    """Raise Conflict (`reader_left`) for somebody who has left: no card is printed, shown or given to them."""
    if closed_on is not None:
        raise Conflict(_("Читач вибув. Щоб дати квиток, спершу поверніть його до реєстру."), code="reader_left")


def check_stands(*, reader: Reader) -> None:
    """Raise Conflict (`reader_gone`) for a record behind which nobody stands any more: another window was faster."""
    if reader.erased_on is not None or reader.merged_into_id is not None:
        raise Conflict(_("Цього запису вже немає: дані стерто або об’єднано з іншим записом."), code="reader_gone")


# --- Roles ------------------------------------------------------------------------------------------


def roles_to_give(held: Iterable[RoleAssignment], *, place: Library | None) -> list[Role]:
    """Return the roles that a person with the live roles `held` may give and take at `place` (None: everywhere).

    The director and the administrator of the whole system manage every role; the head manages those of the
    people who work at the head's own library.
    """
    rows = list(held)
    if any(one.role in SYSTEM_MANAGERS and one.place_id is None for one in rows):
        return list(Role)
    if place is not None:
        leads_here = (one.role in (Role.HEAD, Role.DIRECTOR) and one.place_id in (None, place.pk) for one in rows)
        if any(leads_here):
            return list(GIVEN_BY_HEAD)
    return []


def check_can_manage_role(*, held: Iterable[RoleAssignment], role: Role, place: Library | None) -> None:
    """Raise NotAllowed unless a person with the live roles `held` may give or take `role` at `place`."""
    if role not in roles_to_give(held, place=place):
        raise NotAllowed(
            _("Цю роль тут надає і знімає директор або адміністратор системи."), code="role_not_yours", field="role"
        )


def check_keeps_a_manager(*, role: Role, place_id: int | None, managers: Collection[int], account_id: int) -> None:
    """Raise NotAllowed when nobody could manage roles any more; `managers` are the accounts that manage the system."""
    if role in SYSTEM_MANAGERS and place_id is None and set(managers) == {account_id}:
        raise NotAllowed(
            _("Це остання людина, яка може надавати ролі. Спершу надайте цю роль комусь іще."), code="last_manager"
        )
