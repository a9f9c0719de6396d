"""Forms about the centre: its first account, requisites, libraries, rooms. The wizard and the office share them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import WholeField
from oseredok.base.core.text import number
from oseredok.library.places.models import Library, LibrarySystem, Room
from oseredok.library.places.place_actions import Contacts, Requisites

_LATIN = {"autocapitalize": "none", "spellcheck": "false"}


class FirstAccountForm(forms.Form):
    """Who opens the centre: the code from the console, the library's name, the director's own account."""

    code = forms.CharField(
        label=_("Код з вікна запуску"),
        max_length=40,
        help_text=_("12 літер і цифр в останніх рядках вікна, де запущено Осередок."),
        widget=forms.TextInput(attrs={**_LATIN, "autocomplete": "off"}),
        error_messages={"required": _("Перепишіть код із вікна запуску.")},
    )
    library_name = forms.CharField(
        label=_("Назва бібліотеки"),
        max_length=200,
        help_text=_("Як у статуті. Решту реквізитів запитаємо далі."),
        error_messages={"required": _("Напишіть назву бібліотеки.")},
    )
    surname = forms.CharField(
        label=_("Ваше прізвище"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Напишіть прізвище.")},
    )
    given_name = forms.CharField(
        label=_("Ваше ім’я"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Напишіть ім’я.")},
    )
    username = forms.CharField(
        label=_("Ім’я для входу"),
        max_length=40,
        help_text=_("Латинкою, наприклад o.tkachenko."),
        widget=forms.TextInput(attrs={**_LATIN, "autocomplete": "username"}),
        error_messages={"required": _("Напишіть ім’я для входу латинкою.")},
    )
    password = forms.CharField(
        label=_("Пароль"),
        max_length=200,
        strip=False,
        help_text=_("Не менше 10 знаків. Добре: три-чотири слова поспіль."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Придумайте пароль.")},
    )
    password_again = forms.CharField(
        label=_("Пароль ще раз"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Напишіть пароль ще раз.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("password_again") and data["password"] != data["password_again"]:
            self.add_error("password_again", _("Паролі різні: напишіть той самий ще раз."))
        return data

    def details(self) -> dict[str, str]:
        """Return the arguments of `open_centre`; only of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "password_again"}


class RequisitesForm(forms.Form):
    """Who signs the papers."""

    name = forms.CharField(
        label=_("Повна назва закладу"),
        max_length=200,
        help_text=_("Як у статуті: вона стоятиме на документах."),
        error_messages={"required": _("Напишіть назву.")},
    )
    short_name = forms.CharField(
        label=_("Коротка назва"), max_length=60, required=False, help_text=_("Для шапки сайту й плаката.")
    )
    centre_name = forms.CharField(
        label=_("Назва центру"), max_length=120, required=False, help_text=_("Стоятиме на плакаті й на квитках.")
    )
    town = forms.CharField(label=_("Населений пункт"), max_length=80, required=False)
    founder = forms.CharField(
        label=_("Засновник"), max_length=200, required=False, help_text=_("Наприклад, Тихогірська міська рада.")
    )
    registry_code = forms.CharField(
        label=_("Код ЄДРПОУ"),
        max_length=12,
        required=False,
        help_text=_("8 цифр. Перевіримо контрольну цифру."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    population = WholeField(
        label=_("Жителів у громаді"),
        required=False,
        min_value=1,
        max_value=50_000_000,
        help_text=_("За цим числом рахують, яку частину громади ви обслуговуєте."),
        error_messages={
            "min_value": _("Напишіть число, більше за нуль."),
            "max_value": _("Це більше, ніж жителів у країні. Перевірте число."),
        },
    )

    @staticmethod
    def known(system: LibrarySystem) -> dict[str, Any]:
        names = ("name", "short_name", "centre_name", "town", "founder", "registry_code", "population")
        return {name: getattr(system, name) for name in names}

    def clean_registry_code(self) -> str:
        return "".join(str(self.cleaned_data["registry_code"]).split())

    def requisites(self) -> Requisites:
        return Requisites(**self.cleaned_data)


class ContactsForm(forms.Form):
    """How to find a library and to reach it."""

    address = forms.CharField(
        label=_("Адреса"), max_length=200, required=False, help_text=_("Наприклад, вул. Садова, 7.")
    )
    phone = forms.CharField(
        label=_("Телефон"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("Електронна пошта"),
        required=False,
        error_messages={"invalid": _("Перевірте адресу: вона має виглядати так: biblioteka@example.com.")},
    )
    directions = forms.CharField(
        label=_("Як дістатися"),
        max_length=1000,
        required=False,
        help_text=_("Зупинка, орієнтир, де стати машиною."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    access_notes = forms.CharField(
        label=_("Вхід і доступність"),
        max_length=1000,
        required=False,
        help_text=_("Пандус, сходи, дзвінок, ширина дверей. Кожне з нового рядка."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shelter_notes = forms.CharField(
        label=_("Укриття"), max_length=200, required=False, help_text=_("Де і скільки до нього йти.")
    )

    @staticmethod
    def known(library: Library) -> dict[str, Any]:
        names = ("address", "phone", "email", "directions", "access_notes", "shelter_notes")
        return {name: getattr(library, name) for name in names}

    def contacts(self) -> Contacts:
        return Contacts(**{name: self.cleaned_data[name] for name in ContactsForm.base_fields})


class LibraryForm(ContactsForm):
    """A branch, or the central library, with its name."""

    name = forms.CharField(label=_("Назва"), max_length=200, error_messages={"required": _("Напишіть назву.")})
    short_name = forms.CharField(
        label=_("Коротка назва"), max_length=60, required=False, help_text=_("Для списків: «Філія на Заріччі».")
    )
    is_rural = forms.BooleanField(
        label=_("У селі або селищі"), required=False, help_text=_("Статистика рахує такі окремо.")
    )
    field_order = ("name", "short_name", "is_rural")

    @staticmethod
    def known(library: Library) -> dict[str, Any]:
        names = {name: getattr(library, name) for name in ("name", "short_name", "is_rural")}
        return {**names, **ContactsForm.known(library)}

    def details(self) -> dict[str, Any]:
        """Return the arguments of `add_library` and `correct_library`."""
        names = {name: self.cleaned_data[name] for name in ("name", "short_name", "is_rural")}
        return {**names, "contacts": self.contacts()}


class RoomForm(forms.Form):
    """One room."""

    name = forms.CharField(
        label=_("Назва"),
        max_length=80,
        error_messages={"required": _("Напишіть назву, наприклад «Читальна зала».")},
    )
    purpose = forms.ChoiceField(label=_("Для чого"), choices=Room.Purpose.choices, initial=Room.Purpose.SERVICE)
    area = forms.DecimalField(
        label=_("Площа, м²"),
        max_digits=6,
        decimal_places=1,
        min_value=Decimal("0.1"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Напишіть площу."),
            "invalid": _("Напишіть площу цифрами."),
            "min_value": _("Площа має бути більшою за нуль."),
            "max_digits": _("Забагато цифр."),
            "max_whole_digits": _("Забагато цифр."),
            "max_decimal_places": _("Досить однієї цифри після коми."),
        },
    )
    step_free = forms.BooleanField(label=_("Без сходів"), required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        prefix = kwargs.get("prefix")
        area = f"{prefix}-area" if prefix else "area"
        if data is not None and "," in str(data.get(area, "")):
            data = data.copy()
            data[area] = data[area].replace(",", ".")
        super().__init__(data, **kwargs)

    @staticmethod
    def known(room: Room) -> dict[str, Any]:
        known = {name: getattr(room, name) for name in ("name", "purpose", "step_free")}
        return {**known, "area": number(room.area)}
