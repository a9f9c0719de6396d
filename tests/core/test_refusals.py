"""A refusal carries a sentence, a code and a field, and finds its place in a form."""

import pytest
from django import forms

from oseredok.base.core.errors import Conflict, DomainError, Invalid, NotAllowed, add_to_form


@pytest.mark.parametrize(("kind", "code"), [(NotAllowed, "not-allowed"), (Conflict, "conflict"), (Invalid, "invalid")])
def test_each_kind_has_a_stable_code_of_its_own(kind: type[DomainError], code: str) -> None:
    error = kind("Так не можна.")
    assert (str(error), error.code, error.field) == ("Так не можна.", code, "")
    assert kind("Так не можна.", code="special", field="name").code == "special"


class NameForm(forms.Form):
    name = forms.CharField()


def test_a_refusal_lands_on_its_field_or_above_the_form() -> None:
    form = NameForm({"name": "Ольга"})
    form.is_valid()
    add_to_form(form, [Invalid("Ім’я зайняте.", field="name"), Conflict("Уже зачинено.", field="absent")])
    assert form.errors["name"] == ["Ім’я зайняте."]
    assert form.non_field_errors() == ["Уже зачинено."]
