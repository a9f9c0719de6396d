"""Forms of the set-up that the office does not have in this shape: colleagues, services, first targets."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import WholeField
from oseredok.library.offer import queries as offer
from oseredok.library.people.models import Role
from oseredok.library.people.sign_in.second_step import ALWAYS_FOR
from oseredok.library.people.staff.hiring import LEADERS_LATER, Newcomer
from oseredok.library.places.models import Library, Room
from oseredok.services.seats.models import Kind, Seat

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


class SeatsForm(forms.Form):
    """How many seats of each usual kind there are; those that the hall has already are shown and only more are added."""

    KINDS = (
        (Kind.PC, _("Комп’ютерів")),
        (Kind.LAPTOP, _("Ноутбуків, які даєте попрацювати")),
        (Kind.OWN_LAPTOP, _("Столів для свого ноутбука")),
        (Kind.QUIET, _("Тихих столів")),
    )
    MOST = 60

    room = forms.ModelChoiceField(
        label=_("У якому приміщенні"),
        queryset=Room.objects.none(),
        empty_label=None,
        error_messages={"required": _("Виберіть приміщення."), "invalid_choice": _("Виберіть приміщення.")},
    )

    def __init__(self, data: Any = None, *, library: Library) -> None:
        super().__init__(data)
        self.rooms = list(library.rooms.all())
        here = Seat.objects.filter(room__library=library, retired_on__isnull=True)
        self.known = Counter(here.values_list("kind", flat=True))
        room = cast("forms.ModelChoiceField[Room]", self.fields["room"])
        room.queryset = library.rooms.all()
        coworking = next((one for one in self.rooms if one.purpose == Room.Purpose.COWORKING), None)
        room.initial = coworking.pk if coworking else None
        for kind, label in self.KINDS:
            least = self.known[kind]
            self.fields[kind.value] = WholeField(
                label=label,
                initial=least,
                min_value=least,
                max_value=max(self.MOST, least),
                required=False,
                error_messages={
                    "min_value": _("Уже є %(limit_value)s. Прибирають місця в «Кабінет → Зала»."),
                    "max_value": _("За раз щонайбільше %(limit_value)s."),
                },
            )
        if not self.rooms:
            del self.fields["room"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.rooms and not self.errors and any(self.more().values()):
            raise forms.ValidationError(_("Спершу впишіть приміщення: місця стоять у кімнатах."), code="no-rooms")
        return data

    def more(self) -> dict[str, int]:
        """Return how many seats of each kind are to be added."""
        told = {kind: self.cleaned_data.get(kind.value) for kind, _label in self.KINDS}
        return {kind.value: number - self.known[kind] for kind, number in told.items() if number}


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
