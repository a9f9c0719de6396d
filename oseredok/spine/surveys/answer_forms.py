"""The form that people fill on the site, made of the questions of a survey; all at once or one after another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.forms import WholeField
from oseredok.library.places.models import Library
from oseredok.spine.surveys import answer_rules, rules
from oseredok.spine.surveys.answer_rules import Given, field_of
from oseredok.spine.surveys.models import Question

OTHER = "other"
MARKS = [(str(mark), str(mark)) for mark in range(1, rules.SKILL + 1)]
_BY_CHOICE = (*rules.CHOOSING, Question.Kind.SCALE)


@dataclass(frozen=True)
class Item:
    """A question with its fields, ready to be drawn."""

    question: Question
    field: forms.BoundField
    other: forms.BoundField | None = None
    before: forms.BoundField | None = None

    @property
    def fields(self) -> list[forms.BoundField]:
        return [one for one in (self.before, self.field, self.other) if one is not None]

    @property
    def has_errors(self) -> bool:
        return any(one.errors for one in self.fields)


class AnswerForm(forms.Form):
    """`judged` are the questions that have been answered so far; `website` is a trap: people do not see it."""

    place = forms.ChoiceField(
        label=gettext_lazy("Про яку бібліотеку ви відповідаєте?"), required=False, widget=forms.RadioSelect
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questions: list[Question],
        places: Iterable[Library] = (),
        judged: Iterable[int] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"key": str(uuid4()), **(initial or {})})
        self.questions = questions
        self.judged = {one.pk for one in questions} if judged is None else set(judged)
        self.libraries = {one.code: one for one in places}
        if len(self.libraries) > 1:
            place = self.fields["place"]
            assert isinstance(place, forms.ChoiceField)  # noqa: S101 - tells the type checker
            place.choices = [(one.code, one.name) for one in self.libraries.values()]
        else:
            del self.fields["place"]
        for one in questions:
            self._add(one)

    def _add(self, question: Question) -> None:
        name, kind = field_of(question), question.kind
        says: dict[str, Any] = {
            "label": question.words, "help_text": question.hint, "required": False,
            "error_messages": {"invalid_choice": _("Такого варіанта немає."), "invalid": _("Напишіть число цифрами.")},
        }  # fmt: skip
        if kind in _BY_CHOICE:
            choices = [(str(place), one.words) for place, one in enumerate(question.options.all(), 1)]
            choices += [(OTHER, _("Інше"))] if question.has_other else []
            if kind == Question.Kind.SEVERAL:
                self.fields[name] = forms.MultipleChoiceField(
                    choices=choices, widget=forms.CheckboxSelectMultiple, **says
                )
            else:
                self.fields[name] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **says)
            if question.has_other:
                self.fields[f"{name}_other"] = forms.CharField(label=_("Що саме інше"), required=False, max_length=200)
        elif kind == Question.Kind.SKILL:
            del says["help_text"]
            for part, label in ((f"{name}_before", _("Було")), (name, _("Стало"))):
                self.fields[part] = forms.ChoiceField(
                    choices=MARKS, widget=forms.RadioSelect, **{**says, "label": label}
                )
        elif kind == Question.Kind.NUMBER:
            self.fields[name] = WholeField(**says)
        else:
            del says["error_messages"]
            area = forms.Textarea(attrs={"rows": 4, "maxlength": 2000})
            self.fields[name] = forms.CharField(max_length=2000, widget=area, **says)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for question in self.questions:
            if question.pk in self.judged and not self._is_wrong(question):
                try:
                    self._check_other(question)
                    answer_rules.check_given(question, self._given(question), options=len(question.options.all()))
                except DomainError as error:
                    add_to_form(self, error)
        return cleaned

    def _is_wrong(self, question: Question) -> bool:
        name = field_of(question)
        return any(part in self.errors for part in (name, f"{name}_before", f"{name}_other"))

    def _check_other(self, question: Question) -> None:
        name = field_of(question)
        chosen = self.cleaned_data.get(name) or []
        chose_other = OTHER in chosen if question.kind == Question.Kind.SEVERAL else chosen == OTHER
        if question.has_other and chose_other and not self.cleaned_data.get(f"{name}_other"):
            self.add_error(f"{name}_other", _("Напишіть, що саме, або оберіть інший варіант."))

    def _given(self, question: Question) -> Given:
        name, kind = field_of(question), question.kind
        value = self.cleaned_data.get(name)
        if kind in _BY_CHOICE:
            chosen = value if isinstance(value, list) else [value] if value else []
            return Given(
                options=tuple(int(one) for one in chosen if one != OTHER),
                other=self.cleaned_data.get(f"{name}_other", "") if OTHER in chosen else "",
            )
        if kind == Question.Kind.SKILL:
            before = self.cleaned_data.get(f"{name}_before")
            return Given(number=int(value) if value else None, before=int(before) if before else None)
        if kind == Question.Kind.NUMBER:
            return Given(number=value)
        return Given(text=value or "")

    # --- What a valid form says -----------------------------------------------------------------------

    @property
    def given(self) -> dict[int, Given]:
        return {question.pk: self._given(question) for question in self.questions}

    @property
    def library(self) -> Library | None:
        """The library that was answered about: the chosen one, or the only one."""
        if len(self.libraries) == 1:
            return next(iter(self.libraries.values()))
        return self.libraries.get(self.cleaned_data.get("place", ""))

    @property
    def own_key(self) -> UUID:
        """The key of this form; one that somebody has spoilt is replaced, and the answers are not lost."""
        try:
            return UUID(self.cleaned_data.get("key", ""))
        except ValueError:
            return uuid4()

    @property
    def is_trapped(self) -> bool:
        """A script filled the field that no person sees."""
        return bool(self.cleaned_data.get("website"))

    # --- How it is drawn ------------------------------------------------------------------------------

    @property
    def items(self) -> list[Item]:
        return [self.item(one) for one in self.questions]

    def item(self, question: Question) -> Item:
        name = field_of(question)
        return Item(
            question=question,
            field=self[name],
            other=self[f"{name}_other"] if f"{name}_other" in self.fields else None,
            before=self[f"{name}_before"] if f"{name}_before" in self.fields else None,
        )

    def step_of_first_error(self) -> int:
        """The number of the question, from 1, where something is wrong."""
        wrong = [number for number, one in enumerate(self.items, 1) if one.has_errors]
        return min(wrong, default=1)

    def hidden_but(self, step: int) -> list[forms.BoundField]:
        """Fields of the other pages, to be carried along; the library is asked on the first."""
        others = [part for number, one in enumerate(self.items, 1) if number != step for part in one.fields]
        return others + ([self["place"]] if "place" in self.fields and step != 1 else [])


def typed(data: QueryDict, *, survey_questions: list[Question]) -> dict[str, Any]:
    """Return what was typed, to fill another page of the form without judging it."""
    several = {field_of(one) for one in survey_questions if one.kind == Question.Kind.SEVERAL}
    return {name: data.getlist(name) if name in several else data.get(name, "") for name in data}
