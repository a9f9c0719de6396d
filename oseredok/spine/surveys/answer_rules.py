"""What may be answered, and when. Pure: the form, the typist's lines and the action share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from oseredok.base.core.dates import date_words
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.spine.surveys.models import Question, Survey
from oseredok.spine.surveys.rules import CHOOSING, MOST_NUMBER, SKILL, State, state_of


@dataclass(frozen=True)
class Given:
    """An answer to one question as it was given. `options` are the places of what was chosen, from 1."""

    options: tuple[int, ...] = ()
    other: str = ""
    number: int | None = None
    before: int | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.options or self.other or self.text) and self.number is None and self.before is None


def check_takes_answers(survey: Survey, *, on: date) -> None:
    """Raise Conflict when nobody may answer on that day."""
    state = state_of(survey, on=on)
    if state is State.OPEN:
        return
    if state is State.PLANNED and survey.opens_on is not None:
        sentence = _("Опитування відкриється {day}.").format(day=date_words(survey.opens_on))
        raise Conflict(sentence, code="not-yet")
    raise Conflict(_("Опитування закрите. Дякуємо, що хотіли відповісти."), code="closed")


def check_given(question: Question, given: Given, *, options: int, strict: bool = True) -> None:
    """Raise Invalid, with the field of the question, for an answer that cannot be. `strict` asks for what is required."""
    field = field_of(question)
    if given.is_empty:
        if strict and question.is_required:
            raise Invalid(_("Тут потрібна відповідь."), code="answer-required", field=field)
        return
    kind = question.kind
    if kind in (*CHOOSING, Question.Kind.SCALE):
        _check_chosen(question, given, options, field)
    elif kind == Question.Kind.SKILL:
        _check_skill(given, field)
    elif kind == Question.Kind.NUMBER:
        least, most = question.least or 0, MOST_NUMBER if question.most is None else question.most
        if given.number is None or not least <= given.number <= most:
            sentence = _("Напишіть число від {least} до {most}.").format(least=least, most=most)
            raise Invalid(sentence, code="number-out", field=field)


def _check_chosen(question: Question, given: Given, options: int, field: str) -> None:
    if any(not 1 <= one <= options for one in given.options) or len(set(given.options)) < len(given.options):
        raise Invalid(_("Такого варіанта немає."), code="option-unknown", field=field)
    if given.other and not question.has_other:
        raise Invalid(_("Такого варіанта немає."), code="option-unknown", field=field)
    if question.kind != Question.Kind.SEVERAL and len(given.options) + bool(given.other) > 1:
        raise Invalid(_("Тут можна лише один варіант."), code="one-only", field=field)


def _check_skill(given: Given, field: str) -> None:
    if given.number is None or given.before is None:
        raise Invalid(_("Оцініть обидва рази: як було до і як стало після."), code="skill-half", field=field)
    if not (1 <= given.number <= SKILL and 1 <= given.before <= SKILL):
        raise Invalid(_("Оцініть від 1 до 10."), code="skill-out", field=field)


def field_of(question: Question) -> str:
    """The name of a question in forms, and of its refusal."""
    return f"q{question.pk}"
