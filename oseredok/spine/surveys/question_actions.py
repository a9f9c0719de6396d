"""Verbs of the questions of a survey: add, change, move, remove. Until the first answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.library.people.access import Duty
from oseredok.spine.surveys import rules
from oseredok.spine.surveys.models import Option, Question, Survey
from oseredok.spine.surveys.survey_rows import held, line, place_ids


class Asked(TypedDict):
    """A question as it is typed; what does not belong to its kind is left out when it is kept."""

    words: str
    hint: str
    is_required: bool
    options: Sequence[str]
    has_other: bool
    low: str
    high: str
    unit: str
    least: int | None
    most: int | None


EMPTY: Asked = {
    "words": "", "hint": "", "is_required": False, "options": (), "has_other": False, "low": "", "high": "", "unit": "",
    "least": None, "most": None,
}  # fmt: skip


@transaction.atomic
def add_question(*, survey: Survey, kind: str, asked: Asked, duty: Duty, now: datetime) -> Question:
    """Put a question after the last. Raises NotAllowed, Conflict (`answered`, `closed`, `questions-many`), Invalid."""
    survey = _changeable(survey, duty=duty, now=now)
    if survey.questions.count() >= rules.MOST_QUESTIONS:
        raise Conflict(
            _("Тридцять запитань: більше люди не дочитують. Розділіть на два опитування."), code="questions-many"
        )
    return put_question(survey, kind=kind, asked=asked)


def put_question(survey: Survey, *, kind: str, asked: Asked) -> Question:
    """Keep a question after the last, inside a transaction that has the right to. Raises Invalid."""
    last = survey.questions.order_by("-order").first()
    question = Question(survey=survey, kind=kind, order=(last.order if last else 0) + 1)
    _word(question, asked)
    return question


@transaction.atomic
def change_question(*, question: Question, asked: Asked, duty: Duty, now: datetime) -> Question:
    """Word a question anew; its kind stays. Raises NotAllowed, Conflict (`answered`, `closed`), Invalid."""
    _changeable(question.survey, duty=duty, now=now)
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    _word(question, asked)
    return question


@transaction.atomic
def move_question(*, question: Question, up: bool, duty: Duty, now: datetime) -> None:
    """Change places with the neighbour; at the edge nothing happens. Raises NotAllowed, Conflict."""
    survey = _changeable(question.survey, duty=duty, now=now)
    rows = list(survey.questions.order_by("order", "pk"))
    place = next(number for number, row in enumerate(rows) if row.pk == question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, 1):
        if row.order != number:
            row.order = number
            row.save(update_fields=["order"])


@transaction.atomic
def remove_question(*, question: Question, duty: Duty, now: datetime) -> None:
    """Take a question out. Raises NotAllowed, Conflict (`answered`, `closed`, `last-question`)."""
    survey = _changeable(question.survey, duty=duty, now=now)
    if survey.opened_at is not None and survey.questions.count() == 1:
        raise Conflict(_("Опитування відкрите: в ньому має лишитися хоч одне запитання."), code="last-question")
    Question.objects.get(pk=question.pk).delete()


def _changeable(survey: Survey, *, duty: Duty, now: datetime) -> Survey:
    survey = held(survey)
    rules.check_can_build(duty, places=place_ids(survey))
    rules.check_can_change(survey, answers=survey.responses.count())
    survey.changed_at = now
    survey.save(update_fields=["changed_at"])
    return survey


def _word(question: Question, asked: Asked) -> None:
    kind = question.kind
    chosen = kind in rules.CHOOSING
    options = [words for words in map(line, asked["options"]) if words]
    options = options if chosen or kind == Question.Kind.SCALE else []
    words = line(asked["words"])
    is_number, is_skill = kind == Question.Kind.NUMBER, kind == Question.Kind.SKILL
    question.words, question.hint, question.is_required = words, line(asked["hint"]), asked["is_required"]
    question.has_other = chosen and asked["has_other"]
    question.low = line(asked["low"]) if is_skill else ""
    question.high = line(asked["high"]) if is_skill else ""
    question.unit = line(asked["unit"]) if is_number else ""
    question.least = asked["least"] if is_number else None
    question.most = asked["most"] if is_number else None
    rules.check_question(
        kind=kind,
        words=words,
        options=options,
        has_other=question.has_other,
        least=question.least,
        most=question.most,
    )
    question.save()
    _put_options(question, options)


def _put_options(question: Question, wanted: Sequence[str]) -> None:
    """Keep the options in their order. One whose words stay keeps its key, so that runs of a series find it."""
    before = list(question.options.order_by("order"))
    if [one.words for one in before] == list(wanted):
        return
    keys = {one.words: one.key for one in before}
    if question.kind == Question.Kind.SCALE and len(before) == len(wanted):
        # The steps of a scale are told apart by their places, whatever they are called.
        keys = {words: one.key for words, one in zip(wanted, before, strict=True)}
    for one in before:
        one.delete()
    for order, words in enumerate(wanted, 1):
        known = {"key": keys[words]} if words in keys else {}
        Option.objects.create(question=question, order=order, words=words, **known)
