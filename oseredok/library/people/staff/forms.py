"""The shape of what is typed about a member of staff and a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.library.people import queries, rules
from oseredok.library.people.models import Account, Role
from oseredok.library.places.models import Library

WHOLE_SYSTEM = "everywhere"


class AccountForm(forms.Form):
    """A colleague's name, position and address."""

    surname = forms.CharField(label=_("Прізвище"), max_length=60, error_messages={"required": _("Напишіть прізвище.")})
    given_name = forms.CharField(label=_("Ім’я"), max_length=60, error_messages={"required": _("Напишіть ім’я.")})
    patronymic = forms.CharField(label=_("По батькові"), max_length=60, required=False)
    position = forms.CharField(label=_("Посада"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Електронна пошта"),
        required=False,
        help_text=_("Службова. На неї прийде лист, якщо людина забуде пароль."),
        error_messages={"invalid": _("Перевірте адресу: вона має виглядати так: olena@example.com.")},
    )


class NewAccountForm(AccountForm):
    username = forms.CharField(
        label=_("Ім’я для входу"),
        max_length=40,
        required=False,
        help_text=_("Латинкою, наприклад o.tkachenko. Порожньо: складемо з імені та прізвища."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )

    def details(self) -> dict[str, str]:
        """Return the arguments of `create_account`; only of a valid form."""
        data: dict[str, str] = dict(self.cleaned_data)
        data["username"] = data["username"] or queries.free_username(
            given_name=data["given_name"], surname=data["surname"]
        )
        return data


class GiveRoleForm(forms.Form):
    """A role and a place, of those that this manager may give."""

    role = forms.ChoiceField(label=_("Роль"), error_messages={"required": _("Виберіть роль.")})
    place = forms.ChoiceField(label=_("Де"), error_messages={"required": _("Виберіть бібліотеку.")})

    def __init__(self, *args: Any, manager: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = queries.live_roles(account=manager)
        self.libraries = [
            library
            for library in Library.objects.filter(closed_on__isnull=True)
            if rules.roles_to_give(held, place=library)
        ]
        everywhere = rules.roles_to_give(held, place=None)
        roles = everywhere or (rules.roles_to_give(held, place=self.libraries[0]) if self.libraries else [])
        whole = [(WHOLE_SYSTEM, _("уся система"))] if everywhere else []
        places = [(str(library.pk), library.short_name) for library in self.libraries]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.fields["place"].choices = [*places, *whole]  # type: ignore[attr-defined]

    def chosen_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def chosen_place(self) -> Library | None:
        """Return the chosen library, None for the whole system."""
        chosen = self.cleaned_data["place"]
        return next((library for library in self.libraries if str(library.pk) == chosen), None)
