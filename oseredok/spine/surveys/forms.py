"""Forms of those who build a survey: its words, its questions, when and where it is open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.forms import WholeField
from oseredok.base.ui.fields import DayInput, Several
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.spine.surveys import rules
from oseredok.spine.surveys.actions import Words
from oseredok.spine.surveys.models import Question, Survey
from oseredok.spine.surveys.question_actions import Asked

Kind = Question.Kind


class WordsForm(forms.Form):
    """What stands around the questions."""

    title = forms.CharField(
        label=lazy("Назва"),
        max_length=160,
        help_text=lazy("Так опитування бачать люди"),
        error_messages={"required": lazy("Напишіть назву.")},
    )
    lead = forms.CharField(
        label=lazy("Навіщо питаємо"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 400}),
        help_text=lazy("Одне-два речення: скільки часу займе і що зміните після відповідей"),
    )
    thanks = forms.CharField(
        label=lazy("Що сказати наприкінці"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 400}),
    )
    layout = forms.ChoiceField(
        label=lazy("Як показувати запитання"), choices=Survey.Layout.choices, widget=forms.RadioSelect, initial="page"
    )
    is_listed = forms.BooleanField(
        label=lazy("Показувати у списку опитувань на сайті"),
        help_text=lazy("Без цього відповість лише той, хто має посилання, QR-код або папір"),
        required=False,
        initial=True,
    )

    def words(self) -> Words:
        typed = self.cleaned_data
        return {
            "title": typed["title"],
            "lead": typed["lead"],
            "thanks": typed["thanks"],
            "layout": typed["layout"],
            "is_listed": typed["is_listed"],
        }


class OpenForm(forms.Form):
    """From when, until when and where people answer."""

    opens_on = forms.DateField(
        label=lazy("Відкрити з"),
        widget=DayInput,
        error_messages={"required": lazy("Вкажіть день."), "invalid": lazy("Напишіть дату так: 31.12.2026.")},
    )
    closes_on = forms.DateField(
        label=lazy("Останній день"),
        required=False,
        widget=DayInput,
        help_text=lazy("Порожньо: доки не закриєте"),
        error_messages={"invalid": lazy("Напишіть дату так: 31.12.2026.")},
    )
    places = Several(
        label=lazy("У яких бібліотеках"),
        queryset=Library.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": lazy("Такої бібліотеки немає."), "invalid_pk_value": lazy("Такої бібліотеки немає.")},
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, survey: Survey, duty: Duty, today: date) -> None:
        held_at = [one.place_id for one in survey.held_at.all()]
        mine = [one.pk for one in duty.places_of(*rules.BUILDERS)]
        initial = {"opens_on": survey.opens_on or today, "closes_on": survey.closes_on, "places": held_at}
        super().__init__(data, initial=initial)
        places = self.fields["places"]
        assert isinstance(places, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the type checker
        working = Q(pk__in=mine, closed_on__isnull=True)
        # A library that was closed meanwhile stays, or its answers would stand outside the survey.
        places.queryset = Library.objects.filter(working | Q(pk__in=held_at))
        if duty.holds(*rules.BUILDERS, at=None):
            places.help_text = _("Нічого не позначено: в усіх")
        else:
            places.required = True
            places.error_messages["required"] = _("Оберіть свою бібліотеку.")
            if not held_at:
                self.initial["places"] = mine


class QuestionForm(forms.Form):
    """One question; the fields that its kind does not have are left out."""

    words = forms.CharField(
        label=lazy("Запитання"), max_length=240, error_messages={"required": lazy("Напишіть запитання.")}
    )
    hint = forms.CharField(label=lazy("Підказка під ним"), max_length=240, required=False)
    options = forms.CharField(
        label=lazy("Варіанти"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=lazy("Кожен з нового рядка"),
    )
    has_other = forms.BooleanField(label=lazy("Додати «Інше» з полем для своїх слів"), required=False)
    low = forms.CharField(
        label=lazy("Що означає 1"), max_length=60, required=False, help_text=lazy("Наприклад: не вмію зовсім")
    )
    high = forms.CharField(
        label=lazy("Що означає 10"), max_length=60, required=False, help_text=lazy("Наприклад: навчу іншого")
    )
    unit = forms.CharField(
        label=lazy("Одиниця"), max_length=30, required=False, help_text=lazy("Наприклад: осіб, разів, годин")
    )
    least = WholeField(label=lazy("Найменше"), required=False)
    most = WholeField(label=lazy("Найбільше"), required=False)
    is_required = forms.BooleanField(
        label=lazy("Без відповіді не пускати далі"),
        help_text=lazy("Лише для того, без чого решта не має сенсу: люди кидають анкети, де все обов’язкове"),
        required=False,
    )

    BELONGS = {
        Kind.CHOICE: ("options", "has_other"), Kind.SEVERAL: ("options", "has_other"), Kind.SCALE: ("options",),
        Kind.SKILL: ("low", "high"), Kind.NUMBER: ("unit", "least", "most"), Kind.TEXT: (),
    }  # fmt: skip

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kind: str,
        question: Question | None = None,
        options: tuple[str, ...] = (),
    ) -> None:
        initial: dict[str, Any] = {"options": "\n".join(options)}
        if question is not None:
            names = ("words", "hint", "has_other", "low", "high", "unit", "least", "most", "is_required")
            initial = {name: getattr(question, name) for name in names}
            initial["options"] = "\n".join(one.words for one in question.options.all())
        super().__init__(data, initial=initial)
        others = {name for names in self.BELONGS.values() for name in names} - set(self.BELONGS[Kind(kind)])
        for name in others:
            del self.fields[name]
        if kind == Kind.SCALE:
            self.fields["options"].label = _("П’ять слів: від 1 до 5")
            self.fields["options"].help_text = _("Кожне з нового рядка, від найгіршого до найкращого")

    def asked(self) -> Asked:
        typed = self.cleaned_data
        return Asked(
            words=typed["words"],
            hint=typed["hint"],
            is_required=typed["is_required"],
            options=typed.get("options", "").splitlines(),
            has_other=typed.get("has_other", False),
            low=typed.get("low", ""),
            high=typed.get("high", ""),
            unit=typed.get("unit", ""),
            least=typed.get("least"),
            most=typed.get("most"),
        )
