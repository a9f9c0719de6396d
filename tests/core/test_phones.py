"""Phone numbers as people write them, and sentences about mistakes (facts: text §9)."""

import pytest
from django import forms

from oseredok.base.core.errors import Invalid
from oseredok.base.core.forms import PhoneField
from oseredok.base.core.phones import display_phone, normalise_phone, phone_digits


@pytest.mark.parametrize(
    "typed",
    ["0671234567", "067 123-45-67", "(067) 123 45 67", "+380671234567", "380671234567", "80671234567", "67 123 45 67",
     "+38 067 123-45-67", "067.123.45.67", "067–123–45–67", "\u00a0067 123 45 67"],
)  # fmt: skip
def test_one_number_has_one_form(typed: str) -> None:
    assert normalise_phone(typed) == "+380671234567"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("067 123-45-6", "Бракує однієї цифри: у номері їх має бути 10, наприклад 067 123-45-67."),
        ("+380 67 123 45", "Бракує двох цифр: у номері їх має бути 10, наприклад 067 123-45-67."),
        ("067", "Бракує 7 цифр: у номері їх має бути 10, наприклад 067 123-45-67."),
        ("06712345678", "Одна цифра зайва: у номері їх має бути 10, наприклад 067 123-45-67."),
        ("", "Напишіть номер телефону, наприклад 067 123-45-67."),
        ("067 12з-45-67", "У номері телефону можуть бути лише цифри."),
        ("000 123-45-67", "Такого коду оператора чи міста немає. Перевірте перші цифри номера."),
        ("+48 22", "Номер іншої країни написано неповністю. Почніть із + і коду країни."),
    ],
)
def test_a_mistake_is_named(typed: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        normalise_phone(typed)
    assert str(refusal.value) == sentence
    assert refusal.value.field == "phone"


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+380671234567", "+380 (67) 123-45-67"),
        ("+380365532201", "+380 (3655) 3-22-01"),
        ("+380800500335", "0 800 500 335"),
        ("+48221234567", "+48 22 123 45 67"),
        ("1545", "1545"),
    ],
)
def test_numbers_are_shown_grouped(kept: str, shown: str) -> None:
    assert display_phone(kept).replace("\u00a0", " ") == shown


def test_a_landline_typed_with_its_code_is_kept() -> None:
    assert normalise_phone("(03655) 3-22-01") == "+380365532201"


def test_a_part_of_a_number_is_looked_for_without_its_prefix() -> None:
    assert phone_digits("067 123") == phone_digits("+380 67 123") == phone_digits("8067123") == "67123"
    assert phone_digits("123-45") == "12345"


class ContactForm(forms.Form):
    phone = PhoneField(required=False)


def test_the_form_field_normalises_shows_and_refuses() -> None:
    form = ContactForm({"phone": "067 123-45-67"})
    assert form.is_valid()
    assert form.cleaned_data["phone"] == "+380671234567"
    assert 'value="+380 (67) 123-45-67"' in str(ContactForm(initial={"phone": "+380671234567"})["phone"]).replace(
        "\u00a0", " "
    )
    assert ContactForm({"phone": "067"}).errors["phone"][0].startswith("Бракує 7 цифр")
    assert ContactForm({"phone": ""}).is_valid()
