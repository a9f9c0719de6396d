"""Verbs of answering: a form from the site, a paper one from a batch, and taking one of a batch back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import without_controls
from oseredok.base.preferences.queries import value
from oseredok.library.people.access import Duty
from oseredok.library.people.own_page import limits
from oseredok.library.places.models import Library
from oseredok.spine.surveys import answer_rules, queries, rules
from oseredok.spine.surveys.answer_rules import Given
from oseredok.spine.surveys.models import Answer, Batch, FreeText, Question, Response, Survey
from oseredok.spine.surveys.preferences import ANSWERS_AN_HOUR, PAPER_DAYS
from oseredok.spine.surveys.survey_rows import held, line, place_ids

# What the whole town can answer in an hour; a script does more. Paper is not counted: staff type it.
ALL_AN_HOUR = 600

GivenAnswers = Mapping[int, Given]
"""Id of a question → what was answered to it."""


def answer(
    *, survey: Survey, given: GivenAnswers, place: Library | None, key: UUID, line_of_network: str, now: datetime
) -> Response:
    """Keep a form sent on the site. Call it outside a transaction: what is tried is counted even when it is refused.

    The same `key` again returns the form that is kept already, and counts nothing.

    Raises:
        Conflict (`not-yet`, `closed`, `too_often`, `key-reused`), Invalid (an answer; `nothing-answered`, `place-other`).
    """
    if known := _known(key, survey):
        return known
    answer_rules.check_takes_answers(survey, on=local_date(now))
    questions = queries.questions(survey)
    check_answers(questions, given=given)  # a slip of the hand costs no try
    mine = limits.Limit("survey-network", value(ANSWERS_AN_HOUR), timedelta(hours=1))
    everybody = limits.Limit("survey-all", ALL_AN_HOUR, timedelta(hours=1))
    limits.count((mine, f"{survey.pk}|{line_of_network}"), (everybody, str(survey.pk)), now=now)
    return _kept(survey=survey, questions=questions, given=given, place=place, key=key, now=now)


def check_answers(questions: Sequence[Question], *, given: GivenAnswers, strict: bool = True) -> None:
    """Raise the first refusal there is about the answers; each names the field of its question."""
    for question in questions:
        answer_rules.check_given(
            question, given.get(question.pk, Given()), options=len(question.options.all()), strict=strict
        )
    if all(one.is_empty for one in given.values()):
        raise Invalid(_("Дайте відповідь хоч на одне запитання."), code="nothing-answered")


def _kept(
    *,
    survey: Survey,
    questions: Sequence[Question],
    given: GivenAnswers,
    place: Library | None,
    key: UUID,
    now: datetime,
) -> Response:
    try:
        with transaction.atomic():
            current = held(survey)  # its questions do not change while the first answer is being kept
            answer_rules.check_takes_answers(current, on=local_date(now))
            if current.changed_at != survey.changed_at:
                questions = queries.questions(current)
                check_answers(questions, given=given)
            _check_place(current, place)
            response = Response.objects.create(
                survey=current, place=place, via=Response.Via.WEB, answered_on=local_date(now), key=key
            )
            _put_answers(response, questions, given)
            return response
    except IntegrityError:
        # The same form sent twice at once: the other sending was first.
        if known := _known(key, survey):
            return known
        raise


@transaction.atomic
def start_batch(*, survey: Survey, place: Library, collected_on: date, key: UUID, duty: Duty, now: datetime) -> Batch:
    """Begin a pile of paper forms and give it a number. The same `key` returns the batch that it began.

    Raises:
        NotAllowed (`another-place`), Conflict (`not-open`, `paper-late`), Invalid (`collected-…`).
    """
    survey = held(survey)
    rules.check_can_type_in(duty, places=place_ids(survey))
    if known := Batch.objects.filter(key=key, survey=survey).first():
        return known
    rules.check_batch(survey, collected_on=collected_on, today=local_date(now), paper_days=value(PAPER_DAYS))
    last = survey.batches.aggregate(last=Max("number"))["last"] or 0
    return Batch.objects.create(
        survey=survey,
        place=place,
        number=last + 1,
        collected_on=collected_on,
        opened_by=duty.account,
        opened_at=now,
        key=key,
    )


@transaction.atomic
def type_in(*, batch: Batch, given: GivenAnswers, key: UUID, duty: Duty, now: datetime) -> Response:
    """Keep one paper form of a batch. People leave required questions empty on paper: that is taken as it is.

    Raises:
        NotAllowed (`another-place`), Conflict (`paper-late`, `key-reused`), Invalid (an answer; `nothing-answered`).
    """
    survey = held(batch.survey)
    _check_batch_is_mine(batch, duty)
    if known := _known(key, survey):
        return known
    rules.check_batch(survey, collected_on=batch.collected_on, today=local_date(now), paper_days=value(PAPER_DAYS))
    questions = queries.questions(survey)
    check_answers(questions, given=given, strict=False)
    last = batch.responses.aggregate(last=Max("slip"))["last"] or 0
    response = Response.objects.create(
        survey=survey,
        place=batch.place,
        via=Response.Via.PAPER,
        answered_on=batch.collected_on,
        key=key,
        batch=batch,
        slip=last + 1,
    )
    _put_answers(response, questions, given)
    return response


@transaction.atomic
def undo_slip(*, response: Response, duty: Duty, now: datetime) -> None:
    """Take back a paper form typed in by mistake: it does not count, its words are erased, its number stays taken.

    Raises:
        NotAllowed (`another-place`), Conflict (`already-undone`).
    """
    response = Response.objects.select_for_update(of=("self",)).select_related("batch").get(pk=response.pk)
    if response.batch is None:
        raise Conflict(_("Прибрати можна лише анкету, внесену з паперу."), code="not-paper")
    _check_batch_is_mine(response.batch, duty)
    if response.undone_at is not None:
        raise Conflict(_("Цю анкету вже прибрано."), code="already-undone")
    response.undone_at = now
    response.save(update_fields=["undone_at"])
    response.texts.update(text="", state=FreeText.State.FORGOTTEN)


def _check_batch_is_mine(batch: Batch, duty: Duty) -> None:
    rules.check_can_type_in(duty, places=[batch.place_id])


def _check_place(survey: Survey, place: Library | None) -> None:
    held_at = place_ids(survey)
    if place is not None and held_at and place.pk not in held_at:
        raise Invalid(_("У цій бібліотеці опитування не проводять."), code="place-other", field="place")


def _known(key: UUID, survey: Survey) -> Response | None:
    found = Response.objects.filter(key=key).first()
    if found is not None and found.survey_id != survey.pk:
        raise Conflict(_("Відкрийте анкету знову й надішліть ще раз."), code="key-reused")
    return found


def _put_answers(response: Response, questions: Sequence[Question], given: GivenAnswers) -> None:
    answers: list[Answer] = []
    texts: list[FreeText] = []
    for question in questions:
        one = given.get(question.pk, Given())
        if one.is_empty:
            continue
        options = dict(enumerate(question.options.all(), 1))
        answers += [
            Answer(response=response, question=question, option=options[order]) for order in sorted(one.options)
        ]
        if one.number is not None:
            answers.append(Answer(response=response, question=question, number=one.number, before=one.before))
        words = line(one.other) or without_controls(one.text).strip()
        if words:
            texts.append(FreeText(response=response, question=question, is_other=bool(one.other), text=words[:2000]))
    Answer.objects.bulk_create(answers)
    FreeText.objects.bulk_create(texts)
