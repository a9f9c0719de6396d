"""«Записати захід»: the shape of what is typed. The rules themselves are in `rules`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.clock import moment_at
from oseredok.base.core.forms import UkDateField, UkTimeField
from oseredok.base.core.sorting import uk_order
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.people.models import Account, AgeGroup
from oseredok.library.places.models import Library
from oseredok.services.events.models import HeldEvent
from oseredok.spine.journal.models import Reason

# The six ages that a person at the door can tell by eye.
DOOR_AGES = (AgeGroup.A0_14, AgeGroup.A15_17, AgeGroup.A18_21, AgeGroup.A22_35, AgeGroup.A36_59, AgeGroup.A60P)


class FormOfEvent(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's class takes no parameter
    def label_from_instance(self, obj: Theme) -> str:
        return obj.name


class Person(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Account) -> str:
        return obj.get_full_name() or obj.username


def _people(label: Any, *, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Напишіть число цифрами."),
            "min_value": _("Людей не буває менше нуля."),
            "max_value": _("Завелике число. Перевірте його."),
        },
    )


class HeldEventForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    form = FormOfEvent(
        label=_("Форма"),
        queryset=Theme.objects.none(),
        empty_label=_("Оберіть"),
        error_messages={"required": _("Оберіть форму заходу.")},
    )
    title = forms.CharField(
        label=_("Назва або тема"),
        max_length=200,
        error_messages={"required": _("Напишіть назву або тему.")},
    )
    day = UkDateField(label=_("Дата"))
    time = UkTimeField(label=_("Початок"))
    mode = forms.ChoiceField(
        label=_("Як проходив"), choices=HeldEvent.Mode.choices, widget=forms.RadioSelect, initial="offline"
    )
    present_offline = _people(
        _("Присутніх у бібліотеці"), hint=_("Усього, разом із тими, кого нижче порахуєте за віком")
    )
    present_online = _people(_("Присутніх онлайн"))
    views = _people(_("Переглядів запису"), hint=_("Рахуємо окремо, це не відвідування"))
    personal_development = forms.BooleanField(
        label=_("Захід з особистісного розвитку"),
        help_text=_("Курс, тренінг, семінар, майстер-клас, лекція: так просить звіт 6-НК"),
        required=False,
    )
    addressee = forms.CharField(label=_("Для кого"), max_length=120, required=False)
    documents_shown = _people(_("Представлено документів"))
    partners = forms.CharField(label=_("Партнери"), max_length=200, required=False)
    responsible = Person(
        label=_("Відповідальний працівник"),
        queryset=Account.objects.none(),
        empty_label=None,
    )
    note = forms.CharField(label=_("Примітка"), max_length=300, required=False)
    link = forms.URLField(
        label=_("Посилання"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Не схоже на адресу сторінки. Приклад: https://biblioteka.ua/novyna")},
    )

    def __init__(self, *args: Any, place: Library, staff: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_of_events = Theme.objects.filter(scheme=ServiceKind.Scheme.EVENT_FORM, is_active=True)
        people = Account.objects.filter(is_active=True).order_by(uk_order("last_name"), "pk")
        held_field, who = self.fields["form"], self.fields["responsible"]
        assert isinstance(held_field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(who, forms.ModelChoiceField)  # noqa: S101
        held_field.queryset = forms_of_events.order_by(uk_order("name"), "pk")
        who.queryset = people.filter(
            pk__in=people.filter(role_assignments__taken_at=None, role_assignments__place=place).values("pk")
        ) | people.filter(pk=staff.pk)
        who.initial = staff.pk
        for age in DOOR_AGES:
            self.fields[f"age_{age.value}"] = _people(age.label)

    @property
    def age_fields(self) -> list[forms.BoundField]:
        return [self[f"age_{age.value}"] for age in DOOR_AGES]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ages = {age.value: cleaned.get(f"age_{age.value}") or 0 for age in DOOR_AGES}
        # Ages are given and the total is not: the total is their sum, nobody counts twice.
        if cleaned.get("present_offline") is None and "present_offline" not in self.errors:
            cleaned["present_offline"] = sum(ages.values())
        cleaned["present_by_age"] = ages
        return cleaned

    @property
    def held_at(self) -> datetime:
        """The moment in Kyiv. Only for a valid form."""
        return moment_at(self.cleaned_data["day"], self.cleaned_data["time"])

    def values(self) -> dict[str, Any]:
        """The keyword arguments of `actions.record_event` that were typed. Only for a valid form."""
        words = ("key", "form", "title", "mode", "personal_development", "addressee", "present_by_age", "partners")
        numbers = ("present_offline", "present_online", "views", "documents_shown")
        more = ("responsible", "note", "link")
        values = {name: self.cleaned_data[name] for name in (*words, *more)}
        return values | {name: self.cleaned_data[name] or 0 for name in numbers} | {"held_at": self.held_at}


class CancelForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Чому скасовуємо"), choices=Reason.choices, widget=forms.RadioSelect, initial=Reason.SLIP
    )
