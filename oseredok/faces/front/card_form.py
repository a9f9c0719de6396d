"""«Записатися до бібліотеки»: one form in four short screens. What was told before travels along, nothing is kept on the way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import PhoneField, UkDateField
from oseredok.library.people.registry.applications import Wish

STEPS: tuple[tuple[str, ...], ...] = (
    ("surname", "given_name", "patronymic"),
    ("birth_year", "birth_date", "guardian_name", "guardian_phone"),
    ("phone", "email", "library"),
    ("agreed",),
)


class CardForm(forms.Form):
    """What a person tells. `website` is a trap: people do not see it, scripts fill it."""

    surname = forms.CharField(
        label=_("Прізвище"),
        max_length=120,
        error_messages={"required": _("Напишіть прізвище.")},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    given_name = forms.CharField(
        label=_("Ім’я"),
        max_length=60,
        error_messages={"required": _("Напишіть ім’я.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    patronymic = forms.CharField(
        label=_("По батькові"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "additional-name"}),
    )
    birth_year = forms.IntegerField(
        label=_("Рік народження"),
        min_value=1000,
        max_value=9999,
        help_text=_("Чотири цифри, наприклад 1984."),
        error_messages={
            "required": _("Напишіть рік народження."),
            "invalid": _("Напишіть рік чотирма цифрами, наприклад 1984."),
            "min_value": _("Напишіть рік чотирма цифрами, наприклад 1984."),
            "max_value": _("Напишіть рік чотирма цифрами, наприклад 1984."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": "4"}),
    )
    birth_date = UkDateField(
        label=_("Дата народження"),
        required=False,
        help_text=_("Наприклад 5.3.2012. Від дня залежить, чи потрібна згода батьків."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday"}),
    )
    guardian_name = forms.CharField(label=_("Хто з батьків або опікунів"), max_length=160, required=False)
    guardian_phone = PhoneField(label=_("Телефон батьків або опікуна"), required=False)
    phone = PhoneField(label=_("Телефон"), required=False)
    email = forms.EmailField(
        label=_("Електронна пошта"),
        required=False,
        help_text=_("Надішлемо код, щоб не загубився."),
        error_messages={"invalid": _("Перевірте адресу: вона має виглядати так: olena@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    library = forms.ChoiceField(
        label=_("Де забрати квиток"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть бібліотеку."), "invalid_choice": _("Виберіть бібліотеку.")},
    )
    agreed = forms.BooleanField(
        label=_("Погоджуюсь на обробку моїх даних, як написано вище"),
        error_messages={"required": _("Без згоди ми не можемо зберегти вашу заяву.")},
    )
    class_code = forms.CharField(
        label=_("Код для класу"),
        max_length=20,
        required=False,
        help_text=_("Шість цифр, які дав бібліотекар."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, libraries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["library"].choices = libraries  # type: ignore[attr-defined]
        if len(libraries) == 1:
            self.fields["library"].initial = libraries[0][0]

    @property
    def is_trapped(self) -> bool:
        """A script filled the field that no person sees."""
        return bool(self.cleaned_data.get("website"))

    def forgive_after(self, step: int) -> None:
        """Drop what is wrong on screens that have not been shown yet."""
        later = {name for fields in STEPS[step:] for name in fields}
        for name in later & self.errors.keys():
            del self.errors[name]

    def first_wrong_step(self) -> int:
        """Return the first screen, from 1, with something to mend."""
        wrong = [number for number, fields in enumerate(STEPS, 1) if self.errors.keys() & set(fields)]
        return wrong[0] if wrong else len(STEPS)

    def wish(self) -> Wish:
        """Return what `apply_for_card` takes; only of a form whose first screens are valid."""
        data = self.cleaned_data
        return {
            "surname": data["surname"],
            "given_name": data["given_name"],
            "patronymic": data["patronymic"],
            "birth_year": data["birth_year"],
            "birth_date": data.get("birth_date"),
            "guardian_name": data.get("guardian_name", ""),
            "guardian_phone": data.get("guardian_phone", ""),
            "phone": data.get("phone", ""),
            "email": data.get("email", ""),
        }
