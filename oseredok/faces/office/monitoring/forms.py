"""Forms of the monitoring: what to freeze, the sentences, decisions, the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import UkDateField
from oseredok.base.core.periods import Period
from oseredok.base.ui.fields import ChoiceBlocks, DayInput, Several
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import SECTIONS
from oseredok.management.reports.monitoring import actions, choices, decisions
from oseredok.management.reports.monitoring.models import Decision, Monitoring, Note


@dataclass(frozen=True)
class Group:
    """Boxes of one section of the catalogue."""

    name: str
    boxes: list[BoundWidget]

    @property
    def chosen(self) -> int:
        return sum(bool(box.data["selected"]) for box in self.boxes)


class IndicatorsForm(forms.Form):
    codes = forms.MultipleChoiceField(
        label=_("Показники"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Виберіть хоча б один показник.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = self.fields["codes"]
        assert isinstance(codes, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        codes.choices = [(one.code, one.name) for section in SECTIONS for one in section.indicators]

    def groups(self) -> Iterator[Group]:
        """The boxes by sections of the catalogue."""
        boxes = {str(box.data["value"]): box for box in self["codes"]}
        for section in SECTIONS:
            yield Group(str(section.name), [boxes[one.code] for one in section.indicators])


class NewMonitoringForm(IndicatorsForm):
    period = forms.ChoiceField(
        label=_("За який період"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть період.")},
    )
    places = Several(
        label=_("Які бібліотеки"),
        queryset=Library.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Виберіть хоча б одну бібліотеку.")},
    )
    close_period = forms.BooleanField(
        label=_("Закрити період у щоденнику"),
        required=False,
        help_text=_(
            "Записи за цей період, внесені згодом, матимуть позначку «після закриття». Числа тут не зміняться."
        ),
    )

    def __init__(self, *args: Any, places: Sequence[Library], whole_system: bool, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period, chosen = self.fields["period"], self.fields["places"]
        assert isinstance(period, forms.ChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(chosen, forms.ModelMultipleChoiceField)  # noqa: S101
        period.choices = [(one.code, one.title) for one in choices.periods(on)]
        chosen.queryset = Library.objects.filter(pk__in=[place.pk for place in places])
        chosen.label_from_instance = lambda place: place.short_name  # type: ignore[method-assign,assignment]
        self._all = {place.pk for place in places} if whole_system else set()

    def carry_out(self, *, duty: Duty, now: datetime) -> Monitoring:
        """Freeze and begin. All the libraries of the system together are the whole system. Raises `DomainError`."""
        told = self.cleaned_data
        places = list(told["places"])
        return actions.start(
            period=Period.parse(told["period"]),
            places=None if {place.pk for place in places} == self._all else places,
            codes=told["codes"],
            close_period=told["close_period"],
            duty=duty,
            now=now,
        )


class FreezeForm(IndicatorsForm):
    why = forms.CharField(
        label=_("Чому заморожуєте знову"),
        max_length=300,
        help_text=_("Наприклад: внесено забуті записи філії за червень."),
        error_messages={"required": _("Напишіть причину: її побачать ті, хто читатиме.")},
    )

    def carry_out(self, monitoring: Monitoring, *, duty: Duty, now: datetime) -> None:
        """Take the numbers again. Raises `DomainError`."""
        told = self.cleaned_data
        actions.freeze_anew(monitoring=monitoring, codes=told["codes"], why=told["why"], duty=duty, now=now)


class WordsForm(forms.Form):
    """A text and a reason for each sentence; fields are named by codes."""

    def __init__(self, *args: Any, notes: Sequence[Note], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes = notes
        for note in notes:
            self.fields[f"text-{note.code}"] = forms.CharField(
                label=_("Текст"),
                required=False,
                max_length=4000,
                initial=note.text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"why-{note.code}"] = forms.CharField(
                label=_("Причина, примітка"), required=False, max_length=300, initial=note.why
            )

    def carry_out(self, monitoring: Monitoring, *, duty: Duty) -> int:
        """Keep the texts. Raises `DomainError`."""
        told = self.cleaned_data
        texts = {note.code: (told[f"text-{note.code}"], told[f"why-{note.code}"]) for note in self.notes}
        return actions.write_notes(monitoring=monitoring, texts=texts, duty=duty)


class CheckForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Що стало з рішенням"),
        choices=[
            (Decision.Outcome.DONE, _("Виконано")),
            (Decision.Outcome.MOVED, _("Перенесено")),
            (Decision.Outcome.DROPPED, _("Знято")),
        ],
        widget=ChoiceBlocks(
            hints={
                "moved": _("Стане поміж нових рішень із новим строком."),
                "dropped": _("Більше не на часі. Причина обов’язкова."),
            }
        ),
        error_messages={"required": _("Виберіть, що стало з рішенням.")},
    )
    words = forms.CharField(
        label=_("Що зроблено або чому ні"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    moved_to = UkDateField(label=_("Новий строк, якщо перенесено"), required=False, widget=DayInput())

    def carry_out(self, decision: Decision, monitoring: Monitoring, *, duty: Duty, now: datetime) -> None:
        """Say what came of it. Raises `DomainError`."""
        decisions.check(decision=decision, monitoring=monitoring, **self.cleaned_data, duty=duty, now=now)


class ConclusionsForm(forms.Form):
    conclusions = forms.CharField(
        label=_("Висновки"),
        required=False,
        max_length=20_000,
        help_text=_("Що числа кажуть про роботу: чого досягли, що завадило. Кожна думка з нового рядка."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    nothing_to_decide = forms.BooleanField(label=_("Рішень цього разу не потрібно"), required=False)

    def carry_out(self, monitoring: Monitoring, *, duty: Duty) -> None:
        """Keep the conclusions. Raises `DomainError`."""
        actions.conclude(monitoring=monitoring, **self.cleaned_data, duty=duty)


class DecisionForm(forms.Form):
    what = forms.CharField(
        label=_("Що вирішили"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Напишіть, що вирішили.")},
    )
    who = forms.CharField(
        label=_("Хто відповідає"),
        max_length=160,
        help_text=_("Посада або прізвище працівника."),
        widget=forms.TextInput(attrs={"list": "staff-names", "autocomplete": "off"}),
        error_messages={"required": _("Напишіть, хто відповідає: посада чи прізвище.")},
    )
    until = UkDateField(label=_("До якого дня"), widget=DayInput())

    def carry_out(self, monitoring: Monitoring, *, duty: Duty) -> None:
        """Write the decision down. Raises `DomainError`."""
        decisions.decide(monitoring=monitoring, **self.cleaned_data, duty=duty)


class ApproveForm(forms.Form):
    order_number = forms.CharField(
        label=_("Номер наказу"), max_length=40, error_messages={"required": _("Напишіть номер наказу.")}
    )
    order_date = UkDateField(label=_("Дата наказу"), widget=DayInput())
    position = forms.CharField(
        label=_("Посада того, хто затверджує"),
        max_length=120,
        error_messages={"required": _("Напишіть посаду того, хто затверджує.")},
    )

    def carry_out(self, monitoring: Monitoring, *, duty: Duty, now: datetime) -> None:
        """Approve. Raises `DomainError`."""
        actions.approve(monitoring=monitoring, **self.cleaned_data, duty=duty, now=now)


class ReasonForm(forms.Form):
    why = forms.CharField(
        label=_("Чому знімаєте"),
        max_length=300,
        help_text=_("Цей текст стоятиме на сторінці замість моніторингу."),
        error_messages={"required": _("Напишіть причину: її побачать ті, хто читатиме.")},
    )
