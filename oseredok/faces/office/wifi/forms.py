"""Forms of the office about Wi-Fi."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import WholeField
from oseredok.services.wifi import rules
from oseredok.services.wifi.models import WifiSettings

_LATIN = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}


class WifiForm(forms.Form):
    """How a library lets people into its Wi-Fi."""

    by_codes = forms.TypedChoiceField(
        label=_("Як людина потрапляє в мережу?"),
        choices=[
            ("no", _("Просто так або за паролем мережі. Підключення рахуємо дотиком на стійці")),
            ("yes", _("За кодом із талона. Роутер питає код, підключення рахуються самі")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть один із варіантів.")},
    )
    network = forms.CharField(
        label=_("Назва мережі"),
        max_length=32,
        required=False,
        help_text=_("Як її видно в телефоні. Друкуємо на талоні й показуємо на сайті."),
        widget=forms.TextInput(attrs=_LATIN),
    )
    password = forms.CharField(
        label=_("Пароль мережі"),
        max_length=63,
        required=False,
        help_text=_("Якщо мережа відкрита, лишіть порожнім. Друкуємо на талоні; на сайті не показуємо."),
        widget=forms.TextInput(attrs=_LATIN),
    )
    code_minutes = WholeField(
        label=_("Скільки хвилин діє код"),
        min_value=rules.LEAST_MINUTES,
        max_value=rules.MOST_MINUTES,
        required=False,
        help_text=_("Від першого входу. Порожньо: до зачинення. На стійці для кожного коду можна вибрати інший час."),
        error_messages={
            "min_value": _("Щонайменше 5 хвилин."),
            "max_value": _("Щонайбільше доба: 1440 хвилин."),
        },
    )
    one_device = forms.BooleanField(
        label=_("Один код пускає один пристрій"),
        help_text=_("Другий телефон із тим самим кодом роутер не пустить, доки перший у мережі."),
        required=False,
    )

    @staticmethod
    def told(mine: WifiSettings) -> dict[str, Any]:
        """Return what is set now, for the form to begin with."""
        return {
            "by_codes": "yes" if mine.by_codes else "no",
            "network": mine.network,
            "password": mine.password,
            "code_minutes": mine.code_minutes,
            "one_device": mine.one_device,
        }


class ServerForm(forms.Form):
    """What the configuration of a RADIUS server is written with."""

    address = forms.URLField(
        label=_("Адреса цієї системи для RADIUS-сервера"),
        max_length=200,
        assume_scheme="https",
        help_text=_("Звичайно та сама, за якою ви відкрили цю сторінку."),
        widget=forms.URLInput(attrs=_LATIN),
        error_messages={
            "required": _("Напишіть адресу."),
            "invalid": _("Не схоже на адресу. Приклад: https://biblioteka.example.com"),
        },
    )
    router = forms.GenericIPAddressField(
        label=_("Адреса роутера у вашій мережі"),
        help_text=_("Приклад: 192.168.88.1. Лише йому RADIUS-сервер відповідатиме."),
        widget=forms.TextInput(attrs=_LATIN),
        error_messages={
            "required": _("Напишіть адресу роутера."),
            "invalid": _("Не схоже на адресу роутера. Приклад: 192.168.88.1"),
        },
    )

    def clean_address(self) -> str:
        """Return the address without a path; quotes and braces would end a line of the server's file."""
        address: str = self.cleaned_data["address"]
        if any(sign in address for sign in "\"'\\{}$%` "):
            raise forms.ValidationError(_("В адресі є зайві знаки. Приклад: https://biblioteka.example.com"))
        return address.rstrip("/")
