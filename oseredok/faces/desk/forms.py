"""The shape of what the desk sends."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from oseredok.base.core import clock
from oseredok.base.core.forms import UkDateField
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.people.models import AgeGroup, GroupFlag
from oseredok.library.places.models import Closure
from oseredok.services.visits.queries import DESK_AGE_GROUPS
from oseredok.spine.journal.models import Channel, Language, Outcome, Reason

BOARD_FLAGS = (GroupFlag.DISABILITY, GroupFlag.IDP)


def _choices(choices: Any, wanted: Iterable[Any]) -> list[tuple[str, str]]:
    return [(choice.value, choice.label) for choice in choices if choice in wanted]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty: an empty form is told what it lacks."""
    return request.POST if request.method == "POST" else None


class KeyedForm(forms.Form):
    """A form whose repeated sending records once: `key` is made with the page or with the tap."""

    key = forms.RegexField(r"^[0-9a-f-]{16,40}$", required=False, widget=forms.HiddenInput)


class VisitForm(KeyedForm):
    age_group = forms.ChoiceField(choices=_choices(AgeGroup, DESK_AGE_GROUPS))
    flags = forms.MultipleChoiceField(choices=_choices(GroupFlag, BOARD_FLAGS), required=False)


class GroupForm(KeyedForm):
    """How many people of each age came together; also used for a past day's count from paper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in DESK_AGE_GROUPS:
            self.fields[group.value] = forms.IntegerField(
                label=group.label,
                required=False,
                min_value=0,
                max_value=500,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "invalid": _("Впишіть число людей цифрами."),
                    "max_value": _("Понад 500 людей за раз не буває: перевірте число."),
                    "min_value": _("Кількість не може бути від’ємною."),
                },
            )

    def people(self) -> dict[str, int]:
        return {group.value: self.cleaned_data.get(group.value) or 0 for group in DESK_AGE_GROUPS}

    def age_fields(self) -> list[forms.BoundField]:
        return [self[group.value] for group in DESK_AGE_GROUPS]


class PastDate(forms.Form):
    """A day before today."""

    date = UkDateField(label=_("За який день"))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_date(self) -> dt.date:
        day: dt.date = self.cleaned_data["date"]
        if day >= self.today:
            raise forms.ValidationError(_("Це для минулих днів. Сьогоднішнє записуйте на стійці."))
        return day

    def occurred_at(self) -> dt.datetime:
        return noon_of(self.cleaned_data["date"])


class PastDayForm(PastDate, GroupForm):
    """A past day's visits written down later, from a paper sheet."""


class PastServiceForm(PastDate, KeyedForm):
    """The day of a service written down later."""


def noon_of(day: dt.date) -> dt.datetime:
    """The moment given to what is known only by its day."""
    return clock.moment_at(day, dt.time(12))


class ServiceForm(KeyedForm):
    """The quick entry: a phrase, and the parts that the librarian set by hand (empty: as understood)."""

    phrase = forms.CharField(max_length=200, required=False)
    kind = forms.SlugField(required=False)
    theme = forms.SlugField(required=False)
    quantity = forms.IntegerField(required=False, min_value=1, max_value=1000)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=720)
    outcome = forms.ChoiceField(choices=[("", ""), *Outcome.choices], required=False)
    channel = forms.ChoiceField(choices=[("", ""), *Channel.choices], required=False)
    visit = forms.UUIDField(required=False)
    date = UkDateField(required=False)


class ReaderSearchForm(forms.Form):
    text = forms.CharField(max_length=120, label=_("Квиток, телефон або прізвище"))


class CorrectionForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Чому скасовуємо?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть причину.")},
    )


class ClosureForm(forms.Form):
    kind = forms.ChoiceField(choices=Closure.Kind.choices)


class LoansForm(KeyedForm):
    """A day's loans by class of knowledge: one kind of document, one language, one age of reader at a time."""

    date = UkDateField(label=_("За який день"))
    kind = forms.ModelChoiceField(
        label=_("Що видавали"), queryset=ServiceKind.objects.none(), to_field_name="code", empty_label=None
    )
    language = forms.ChoiceField(label=_("Мова документів"), choices=Language.choices)
    age_group = forms.ChoiceField(
        label=_("Вік читачів"),
        choices=[("", _("не розрізняємо")), *_choices(AgeGroup, DESK_AGE_GROUPS)],
        required=False,
    )

    def __init__(self, *args: Any, today: dt.date, themes: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.themes = list(themes)
        kinds = cast("forms.ModelChoiceField[ServiceKind]", self.fields["kind"])
        kinds.queryset = ServiceKind.objects.filter(group__code="loans", is_active=True)
        for theme in self.themes:
            self.fields[f"class_{theme.code}"] = forms.IntegerField(
                label=theme.name,
                required=False,
                min_value=0,
                max_value=2000,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "invalid": _("Впишіть число примірників цифрами."),
                    "max_value": _("Понад 2000 за день не буває: перевірте число."),
                },
            )

    def clean_date(self) -> dt.date:
        day: dt.date = self.cleaned_data["date"]
        if day > self.today:
            raise forms.ValidationError(_("Цей день іще не настав."))
        return day

    def by_class(self) -> dict[Theme, int]:
        return {theme: self.cleaned_data.get(f"class_{theme.code}") or 0 for theme in self.themes}

    def class_fields(self) -> list[forms.BoundField]:
        return [self[f"class_{theme.code}"] for theme in self.themes]
