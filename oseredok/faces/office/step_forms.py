"""Forms of the set-up that the office does not have in this shape: colleagues, services, first targets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import WholeField
from oseredok.library.offer import queries as offer
from oseredok.library.people.models import Role
from oseredok.library.people.sign_in.second_step import ALWAYS_FOR
from oseredok.library.people.staff.hiring import LEADERS_LATER, Newcomer

ROLES = (Role.CONSULTANT, Role.BRANCH_LIBRARIAN, Role.CATALOGUER, Role.METHODIST, Role.HEAD, Role.DIRECTOR)


class NewcomerForm(forms.Form):
    """One colleague of the list; an untouched row is no colleague."""

    surname = forms.CharField(label=_("Прізвище"), max_length=60, error_messages={"required": _("Напишіть прізвище.")})
    given_name = forms.CharField(label=_("Ім’я"), max_length=60, error_messages={"required": _("Напишіть ім’я.")})
    position = forms.CharField(label=_("Посада"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=_("Роль"), choices=[(one.value, one.label) for one in ROLES], initial=Role.CONSULTANT.value
    )

    def __init__(self, *args: Any, with_leaders: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_leaders:
            role = self.fields["role"]
            role.choices = [(one.value, one.label) for one in ROLES if one not in ALWAYS_FOR]  # type: ignore[attr-defined]
            role.error_messages["invalid_choice"] = LEADERS_LATER


class BaseNewcomers(forms.BaseFormSet[NewcomerForm]):
    """The list of colleagues."""

    @property
    def has_leaders(self) -> bool:
        """Whether a director may be among them."""
        return bool(self.form_kwargs.get("with_leaders", True))

    def newcomers(self) -> list[Newcomer]:
        """Return who was written in; only of a valid list."""
        rows = [form.cleaned_data for form in self.forms if form.has_changed()]
        return [Newcomer(**{**row, "role": Role(row["role"])}) for row in rows]


NewcomersForm = forms.formset_factory(NewcomerForm, formset=BaseNewcomers, extra=4, max_num=20, validate_max=True)


class ServicesForm(forms.Form):
    """Which services of the catalogue this library gives."""

    kinds = forms.MultipleChoiceField(
        label=_("Послуги"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Виберіть хоча б одну послугу.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = offer.choosable()
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind.code, kind.name) for _group, kinds in self.groups for kind in kinds
        ]

    def drawn(self) -> list[tuple[str, list[Any]]]:
        """Return the headings with their ticks."""
        ticks = {str(tick.data["value"]): tick for tick in self["kinds"]}
        return [(group.name, [ticks[kind.code] for kind in kinds]) for group, kinds in self.groups]

    @staticmethod
    def known() -> dict[str, Any]:
        return {"kinds": [kind.code for _group, kinds in offer.choosable() for kind in kinds if kind.is_active]}


class FirstTargetsForm(forms.Form):
    """How many visits and consultations a month the library wants."""

    visits = WholeField(
        label=_("Відвідувань на місяць"),
        min_value=1,
        max_value=100_000,
        initial=150,
        help_text=_("150 — ціль, з якої починають центри. Змінити можна будь-коли."),
        error_messages={
            "min_value": _("Ціль має бути більшою за нуль."),
            "max_value": _("Це забагато для однієї бібліотеки."),
        },
    )
    consultations = WholeField(
        label=_("Консультацій на місяць"),
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages={
            "min_value": _("Ціль має бути більшою за нуль."),
            "max_value": _("Це забагато для однієї бібліотеки."),
        },
    )
    source = forms.CharField(
        label=_("Звідки ці цифри"),
        max_length=200,
        required=False,
        help_text=_("Наприклад, план роботи на 2027 рік."),
    )
