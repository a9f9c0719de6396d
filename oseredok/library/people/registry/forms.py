"""The shape of what is typed about a reader."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.forms import PhoneField, UkDateField
from oseredok.library.people import rules
from oseredok.library.people.actions import ReaderDetails
from oseredok.library.people.cards import scans
from oseredok.library.people.models import Reader, SocialStatus


class Identity(TypedDict):
    """What tells one reader from another: arguments of `queries.possible_duplicates`."""

    surname: str
    given_name: str
    birth_year: int | None
    phone: str
    email: str


class ReaderSearch(forms.Form):
    """One line for a card, a phone or a name. Always sent by POST: names and phones do not belong in addresses."""

    text = forms.CharField(
        label=_("Квиток, телефон або прізвище"),
        max_length=120,
        strip=True,
        error_messages={"required": _("Зіскануйте квиток або впишіть телефон чи прізвище.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "type": "search"}),
    )
    page = forms.CharField(required=False, max_length=4, widget=forms.HiddenInput)

    def clean_page(self) -> int:
        """The first page unless a button says another; whatever else was sent is the first page too."""
        typed = self.cleaned_data["page"]
        return int(typed) if typed.isascii() and typed.isdecimal() else 1


class ReaderForm(forms.Form):
    """A reader as told at the desk. What the rules refuse besides, the action says."""

    kind = forms.ChoiceField(
        label=_("Хто це?"), choices=Reader.Kind.choices, initial=Reader.Kind.PERSON, widget=forms.RadioSelect
    )
    category = forms.ChoiceField(
        label=_("Як користується"),
        choices=Reader.Category.choices,
        initial=Reader.Category.LOCAL,
        required=False,
        help_text=_(
            "Гостя записуємо на строк. Лише віддалено: пишемо, телефонуємо, надсилаємо, а людина не приходить."
        ),
    )
    surname = forms.CharField(
        label=_("Прізвище або назва організації"),
        max_length=120,
        error_messages={"required": _("Напишіть прізвище або назву організації.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    given_name = forms.CharField(
        label=_("Ім’я"),
        max_length=60,
        required=False,
        help_text=_("Для організації порожньо."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    patronymic = forms.CharField(
        label=_("По батькові"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    birth_year = forms.IntegerField(
        label=_("Рік народження"),
        required=False,
        help_text=_("Чотири цифри, наприклад 1984. За ним рахуємо віковий склад. Для організації порожньо."),
        error_messages={"invalid": _("Напишіть рік чотирма цифрами, наприклад 1984.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}),
    )
    birth_date = UkDateField(
        label=_("Дата народження"),
        required=False,
        help_text=_("Лише цього року: від дня залежить, хто дає згоду. Потім день зітремо, лишиться рік."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    responsible_person = forms.CharField(
        label=_("Відповідальна особа"),
        max_length=160,
        required=False,
        help_text=_("Хто в організації відповідає за квиток: прізвище, ім’я, по батькові."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guardian_name = forms.CharField(
        label=_("Хто з батьків або опікунів"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guardian_phone = PhoneField(
        label=_("Телефон батьків або опікуна"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("Телефон"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Електронна пошта"),
        required=False,
        error_messages={"invalid": _("Перевірте адресу: вона має виглядати так: olena@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    social_status = forms.ChoiceField(
        label=_("Рід занять"), choices=[("", _("не сказано")), *SocialStatus.choices], required=False
    )
    card_number = forms.CharField(
        label=_("Номер надрукованого квитка"),
        max_length=20,
        required=False,
        help_text=_("Порожньо: номер дасть система."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_card_number(self) -> str:
        number: str = self.cleaned_data["card_number"]
        number = scans.card_in(number) or number  # scanned with Shift or another layout
        try:
            return rules.check_card_number(number) if number else ""
        except Invalid as error:
            raise forms.ValidationError(error.message, code=error.code) from None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") == Reader.Kind.PERSON:
            if not data.get("given_name") and "given_name" not in self.errors:
                self.add_error("given_name", _("Напишіть ім’я."))
            if not data.get("birth_year") and "birth_year" not in self.errors:
                self.add_error("birth_year", _("Напишіть рік народження: за ним рахуємо вік."))
        return data

    @property
    def is_organisation(self) -> bool:
        return bool(self["kind"].value() == Reader.Kind.ORGANISATION)

    def child_state(self, *, on: date, consent_age: int) -> bool | None:
        """Tell whether what is typed so far is of a child; None when the whole date has to be asked for."""
        typed = str(self["birth_year"].value() or "")
        if self.is_organisation or not (typed.isascii() and typed.isdigit() and len(typed) == 4):
            return False
        try:
            day = UkDateField(required=False).clean(self["birth_date"].value() or "")
        except forms.ValidationError:
            day = None
        day = day if day is not None and day.year == int(typed) else None
        return rules.is_child(birth_year=int(typed), birth_date=day, on=on, consent_age=consent_age)

    def identity(self) -> Identity:
        """Return what to look for before registering; only of a valid form."""
        data = self.cleaned_data
        return {
            "surname": data["surname"],
            "given_name": data["given_name"],
            "birth_year": data["birth_year"],
            "phone": data["phone"],
            "email": data["email"],
        }

    def details(self) -> ReaderDetails:
        """Return the arguments of `register_reader` and `correct_reader`; only of a valid form."""
        data = self.cleaned_data
        details: ReaderDetails = {
            "surname": data["surname"],
            "given_name": data["given_name"],
            "birth_year": data["birth_year"],
            "phone": data["phone"],
            "kind": data["kind"],
            "category": data["category"] or Reader.Category.LOCAL,
            "birth_date": data["birth_date"],
            "responsible_person": data["responsible_person"],
            "guardian_name": data["guardian_name"],
            "guardian_phone": data["guardian_phone"],
            "patronymic": data["patronymic"],
            "email": data["email"],
            "social_status": data["social_status"],
        }
        if data.get("card_number"):
            details["card_number"] = data["card_number"]
        return details


class CorrectReaderForm(ReaderForm):
    """The same without the card: a card is replaced, not corrected."""

    card_number = None  # type: ignore[assignment]

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {name: getattr(reader, name) for name in self.base_fields if name != "card_number"}
        )
        super().__init__(*args, **kwargs)
        self.reader = reader


class LeavingForm(forms.Form):
    """That a reader is not one any more: a reason from the list and a day."""

    why = forms.ChoiceField(
        label=_("Чому"),
        choices=Reader.Leaving.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть, чому читач вибув.")},
    )
    on = UkDateField(label=_("З якого дня"))
