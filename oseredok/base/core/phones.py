"""Phone numbers: kept as E.164, shown the Ukrainian way, refused with a sentence that says what is wrong."""

from __future__ import annotations

import re

import phonenumbers
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import NBSP, plural

_ALLOWED = re.compile(r"[\d\s()+.\-\u00a0\u2010-\u2015/]*")
_HOME = "UA"


def normalise_phone(text: str) -> str:
    """Return `+380671234567` for `067 123-45-67`, `80 67…`, `380…`, `(067)…`; a foreign number needs its `+`.

    Raises Invalid (`phone-letters`, `phone-short`, `phone-long`, `phone-unknown`), field `phone`.
    """
    if not _ALLOWED.fullmatch(text.strip()):
        raise Invalid(_("У номері телефону можуть бути лише цифри."), code="phone-letters", field="phone")
    digits = re.sub(r"\D", "", text)
    if text.strip().startswith("+") and not digits.startswith("380"):
        return _foreign(digits)
    national = _national(digits)
    if len(national) != 10:
        raise _wrong_length(len(national))
    parsed = phonenumbers.parse(national, _HOME)
    if not phonenumbers.is_valid_number(parsed):
        raise _unknown()
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def display_phone(number: str) -> str:
    """Return `+380 (67) 123-45-67` for a kept Ukrainian number, `+380 (3655) 3-22-01` for a landline,
    the international form for a foreign one, and anything else as it is.
    """
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    if number.startswith(("+380800", "+380900")):  # free and paid lines are dialled with the zero
        return f"0{NBSP}{number[4:7]}{NBSP}{number[7:10]}{NBSP}{number[10:]}"
    shown: str = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    if found := re.fullmatch(r"\+380 (\d{2,5}) ([\d -]+)", shown):
        own = re.sub(r"\D", "", found[2])
        return f"+380 ({found[1]}) {own[:-4]}-{own[-4:-2]}-{own[-2:]}".replace(" ", NBSP)
    return shown.replace(" ", NBSP)


def phone_digits(text: str) -> str:
    """Return what to look for among kept numbers when somebody types a part of one: `67 123` → `67123`."""
    digits = re.sub(r"\D", "", text)
    for prefix in ("380", "80", "0"):
        if digits.startswith(prefix):
            return digits[len(prefix) :]
    return digits


def _national(digits: str) -> str:
    for prefix in ("380", "80"):
        if digits.startswith(prefix) and len(digits) > 10:
            return "0" + digits[len(prefix) :]
    if digits.startswith("380"):
        return "0" + digits[3:]
    # «67 123-45-67» without the zero is a whole number too.
    return "0" + digits if len(digits) == 9 and not digits.startswith("0") else digits


def _wrong_length(length: int) -> Invalid:
    gap = abs(10 - length)
    if length == 0:
        return Invalid(_("Напишіть номер телефону, наприклад 067 123-45-67."), code="phone-short", field="phone")
    words = {1: _("однієї цифри"), 2: _("двох цифр"), 3: _("трьох цифр"), 4: _("чотирьох цифр")}
    if length < 10:
        amount = words.get(gap, f"{gap} {plural(gap, _('цифри'), _('цифр'), _('цифр'))}")
        sentence = _("Бракує {amount}: у номері їх має бути 10, наприклад 067 123-45-67.").format(amount=amount)
        return Invalid(sentence, code="phone-short", field="phone")
    extra = {1: _("Одна цифра зайва"), 2: _("Дві цифри зайві"), 3: _("Три цифри зайві"), 4: _("Чотири цифри зайві")}
    amount = extra.get(gap, _("Зайвих цифр: {gap}").format(gap=gap))
    sentence = _("{amount}: у номері їх має бути 10, наприклад 067 123-45-67.").format(amount=amount)
    return Invalid(sentence, code="phone-long", field="phone")


def _unknown() -> Invalid:
    return Invalid(
        _("Такого коду оператора чи міста немає. Перевірте перші цифри номера."), code="phone-unknown", field="phone"
    )


def _foreign(digits: str) -> str:
    try:
        parsed = phonenumbers.parse("+" + digits, None)
    except phonenumbers.NumberParseException:
        raise _unknown() from None
    if not phonenumbers.is_valid_number(parsed):
        raise Invalid(
            _("Номер іншої країни написано неповністю. Почніть із + і коду країни."),
            code="phone-unknown",
            field="phone",
        )
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
