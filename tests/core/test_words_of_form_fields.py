"""Django's own form fields speak as the rest of the product: short, with the apostrophe ’."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils import translation

FIELDS: tuple[type[forms.Field], ...] = (
    forms.CharField, forms.EmailField, forms.IntegerField, forms.DecimalField, forms.DateField, forms.TimeField,
    forms.DateTimeField, forms.FileField, forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField,
)  # fmt: skip


def refusal(field: forms.Field, value: Any) -> str:
    with translation.override("uk"), pytest.raises(ValidationError) as caught:
        field.clean(value)
    return str(caught.value.messages[0])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.CharField(), "", "Тут потрібна відповідь."),
        (forms.EmailField(), "олена", "Перевірте адресу пошти: вона має бути така, як name@ukr.net."),
        (forms.IntegerField(), "багато", "Впишіть ціле число."),
        (forms.IntegerField(max_value=999), "1000", "Забагато: тут щонайбільше 999."),
        (forms.CharField(max_length=21), "а" * 22, "Задовго: вміститься 21 символ, а тут 22."),
        (forms.ChoiceField(choices=[("a", "а")]), "b", "Такого варіанта немає. Виберіть зі списку."),
    ],
)
def test_a_refusal_says_what_to_do(field: forms.Field, value: Any, sentence: str) -> None:
    assert refusal(field, value) == sentence


def test_a_short_password_is_told_the_length() -> None:
    with translation.override("uk"), pytest.raises(ValidationError) as caught:
        MinimumLengthValidator(10).validate("абв")
    assert caught.value.messages == ["Пароль закороткий: треба щонайменше 10 символів."]


def test_no_sentence_of_a_field_has_a_straight_apostrophe() -> None:
    with translation.override("uk"):
        sentences = [str(text) for field in FIELDS for text in field.default_error_messages.values()]
        sentences += [str(validators.validate_email.message), str(validators.MaxValueValidator.message)]
    assert [sentence for sentence in sentences if "'" in sentence] == []
