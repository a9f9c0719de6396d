"""The form of the password of copies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.backup import password as passwords


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Новий пароль копій"),
        help_text=_("Щонайменше 10 знаків. Кілька звичайних слів запам’ятати легше, ніж знаки."),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Ще раз"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    written_down = forms.BooleanField(
        label=_("Пароль записано на папері й покладено в сейф"),
        help_text=_("Без пароля копію не відкриє ніхто, навіть розробники."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "take" in self.data:
            return values
        if values.get("password") != values.get("again"):
            self.add_error("again", _("Паролі різні. Введіть той самий двічі."))
        if not values.get("written_down"):
            self.add_error("written_down", _("Спершу запишіть пароль: інакше копії одного дня стануть непотрібними."))
        return values

    def carry_out(self) -> None:
        """Keep the password, or forget it when that button was pressed. Raises `BackupError`."""
        if "take" in self.data:
            passwords.forget()
        else:
            passwords.keep(password=self.cleaned_data["password"])
