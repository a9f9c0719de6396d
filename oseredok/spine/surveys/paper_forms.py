"""Typing in paper forms: the numbers that stand on the paper beside the options, one short field a question, Tab and Enter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.errors import DomainError, Invalid, add_to_form
from oseredok.base.core.forms import UkDateField
from oseredok.spine.surveys import answer_rules
from oseredok.spine.surveys.answer_rules import Given, field_of
from oseredok.spine.surveys.models import Question

Kind = Question.Kind
_NUMBERS = re.compile(r"[0-9]+")
_SEPARATORS = re.compile(r"[0-9\s,;.+/–-]*")


@dataclass(frozen=True)
class Line:
    """A question as the typist sees it: its number, what to type, the options with the numbers of the paper."""

    number: int
    question: Question
    field: forms.BoundField
    other: forms.BoundField | None
    options: list[tuple[int, str]]
    how: str


class PaperForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, questions: list[Question]) -> None:
        super().__init__(data, initial={"key": uuid4()})
        self.questions = questions
        for number, one in enumerate(questions):
            name = field_of(one)
            if one.kind == Kind.TEXT:
                area = forms.Textarea(attrs={"rows": 2, "maxlength": 2000, "class": "input"})
                self.fields[name] = forms.CharField(label=one.words, required=False, max_length=2000, widget=area)
            else:
                attrs = {
                    "class": "input",
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    **({"autofocus": True} if not number else {}),
                }
                box = forms.TextInput(attrs=attrs)
                self.fields[name] = forms.CharField(label=one.words, required=False, max_length=80, widget=box)
            if one.has_other:
                self.fields[f"{name}_other"] = forms.CharField(
                    label=_("Що саме інше"),
                    required=False,
                    max_length=200,
                    widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
                )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.given: dict[int, Given] = {}
        for question in self.questions:
            try:
                given = self._read(question)
                answer_rules.check_given(question, given, options=len(question.options.all()), strict=False)
            except DomainError as error:
                add_to_form(self, error)
            else:
                self.given[question.pk] = given
        return cleaned

    def _read(self, question: Question) -> Given:
        name = field_of(question)
        text = self.cleaned_data.get(name, "")
        if question.kind == Kind.TEXT:
            return Given(text=text)
        if not _SEPARATORS.fullmatch(text):
            raise Invalid(_("Пишіть номери, що стоять на папері."), code="paper-unclear", field=name)
        numbers = [int(one[:9]) for one in _NUMBERS.findall(text)]
        if question.kind == Kind.SKILL:
            if numbers and len(numbers) != 2:
                raise Invalid(_("Напишіть два числа: було і стало. Наприклад: 3 7."), code="skill-two", field=name)
            return Given(before=numbers[0], number=numbers[1]) if numbers else Given()
        if question.kind == Kind.NUMBER:
            if len(numbers) > 1:
                raise Invalid(_("Тут одне число."), code="number-one", field=name)
            return Given(number=numbers[0]) if numbers else Given()
        return self._chosen(question, numbers, self.cleaned_data.get(f"{name}_other", ""))

    def _chosen(self, question: Question, numbers: list[int], words: str) -> Given:
        last = len(question.options.all()) + 1
        chose_other = question.has_other and last in numbers
        if chose_other and not words:
            raise Invalid(
                _("Обрано «інше». Перепишіть, що саме; якщо порожньо, напишіть «не вказано»."),
                code="other-empty",
                field=f"{field_of(question)}_other",
            )
        # Words beside «інше» without its number: the person wrote and did not tick.
        return Given(options=tuple(one for one in numbers if not (chose_other and one == last)), other=words)

    @property
    def lines(self) -> list[Line]:
        return [self._line(number, one) for number, one in enumerate(self.questions, 1)]

    def _line(self, number: int, question: Question) -> Line:
        name = field_of(question)
        options = [(place, one.words) for place, one in enumerate(question.options.all(), 1)]
        if question.has_other:
            options.append((len(options) + 1, _("Інше")))
        how = {
            Kind.SEVERAL: _("номери через пробіл"),
            Kind.SKILL: _("два числа від 1 до 10: було і стало"),
            Kind.NUMBER: question.unit or _("число"),
            Kind.TEXT: _("дослівно, без імен і телефонів"),
        }
        return Line(
            number=number,
            question=question,
            field=self[name],
            other=self[f"{name}_other"] if question.has_other else None,
            options=options,
            how=how.get(Kind(question.kind), _("один номер")),
        )


class BatchForm(forms.Form):
    """A new pile of paper forms."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    collected_on = UkDateField(label=lazy("Коли заповнено"), help_text=lazy("День, коли люди відповідали"))
