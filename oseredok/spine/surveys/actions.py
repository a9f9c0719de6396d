"""Verbs of a survey: make, word, open, close, repeat, delete. Its questions have their own verbs (`question_actions`)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.spine.surveys import ready, rules
from oseredok.spine.surveys.models import Option, Question, Survey, SurveyPlace
from oseredok.spine.surveys.survey_rows import held, line, place_ids

# Typed by hand from paper: no letters or digits that look alike.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE = 6


class Words(TypedDict):
    """What stands around the questions, and how they are shown."""

    title: str
    lead: str
    thanks: str
    layout: str
    is_listed: bool


@transaction.atomic
def create_survey(*, words: Words, places: Iterable[Library], duty: Duty, now: datetime, pattern: str = "") -> Survey:
    """Keep a new draft, empty or with the questions of a ready pattern.

    Raises:
        NotAllowed (`places-not-yours`), Invalid (`title-empty`, `pattern-unknown`).
    """
    chosen = list(places)
    rules.check_can_build(duty, places=[one.pk for one in chosen])
    survey = Survey(code=_free_code(), author=duty.account, created_at=now, changed_at=now)
    _word(survey, words)
    survey.save()
    _hold_at(survey, chosen)
    if pattern:
        ready.put(survey, pattern=pattern)
    return survey


@transaction.atomic
def word_survey(*, survey: Survey, words: Words, duty: Duty, now: datetime) -> Survey:
    """Change what stands around the questions; it may be mended while people answer.

    Raises:
        NotAllowed (`places-not-yours`), Invalid (`title-empty`), Conflict (`closed`).
    """
    survey = held(survey)
    rules.check_can_build(duty, places=place_ids(survey))
    if survey.closed_at is not None:
        raise Conflict(_("Опитування закрите. Зробіть нову версію."), code="closed")
    _word(survey, words)
    survey.changed_at = now
    survey.save()
    return survey


@transaction.atomic
def open_survey(
    *,
    survey: Survey,
    places: Iterable[Library],
    opens_on: date,
    closes_on: date | None,
    duty: Duty,
    now: datetime,
) -> Survey:
    """Let people answer from a day, until a day, at libraries (all of them when none is named). Says both again later.

    Another run of the series that goes on is closed: people never see two at once.

    Raises:
        NotAllowed (`places-not-yours`), Conflict (`closed`, `no-questions`), Invalid (days; `place-answered`).
    """
    survey = held(survey)
    chosen = list(places)
    rules.check_can_build(duty, places=place_ids(survey))
    rules.check_can_build(duty, places=[one.pk for one in chosen])
    today = local_date(now)
    rules.check_can_open(
        survey, questions=survey.questions.count(), opens_on=opens_on, closes_on=closes_on, today=today
    )
    _check_answered_days_and_places(survey, chosen, opens_on)
    _hold_at(survey, chosen)
    survey.opens_on, survey.closes_on = opens_on, closes_on
    survey.opened_at = survey.opened_at or now
    survey.changed_at = now
    survey.save()
    for other in Survey.objects.select_for_update().filter(series=survey.series, closed_at__isnull=True):
        if other.pk != survey.pk and other.opened_at is not None:
            other.closed_at = other.changed_at = now
            other.save()
    return survey


@transaction.atomic
def close_survey(*, survey: Survey, duty: Duty, now: datetime) -> Survey:
    """Take no more answers; it is not opened again. Raises NotAllowed, Conflict (`not-open`, `closed`)."""
    survey = held(survey)
    rules.check_can_build(duty, places=place_ids(survey))
    if survey.closed_at is not None:
        raise Conflict(_("Опитування вже закрите."), code="closed")
    if survey.opened_at is None:
        raise Conflict(_("Опитування ще не відкрите."), code="not-open")
    survey.closed_at = survey.changed_at = now
    survey.save()
    return survey


@transaction.atomic
def copy_survey(*, survey: Survey, again: bool, duty: Duty, now: datetime) -> Survey:
    """Make a draft of the same questions: `again` is the next run of the series, to be compared; otherwise a new survey.

    Raises:
        NotAllowed (`places-not-yours`).
    """
    places = [one.place for one in survey.held_at.select_related("place").order_by("pk")]
    rules.check_can_build(duty, places=[one.pk for one in places])
    made = Survey(
        code=_free_code(),
        title=survey.title if again else _("{title} (копія)").format(title=survey.title[:150]),
        lead=survey.lead,
        thanks=survey.thanks,
        layout=survey.layout,
        is_listed=survey.is_listed,
        author=duty.account,
        created_at=now,
        changed_at=now,
    )
    if again:
        family = Survey.objects.select_for_update().filter(series=survey.series)
        made.series, made.run = survey.series, (family.aggregate(last=Max("run"))["last"] or 0) + 1
    made.save()
    _hold_at(made, places)
    for question in survey.questions.prefetch_related("options").order_by("order", "pk"):
        _copy_question(question, made, same_key=again)
    return made


@transaction.atomic
def delete_survey(*, survey: Survey, duty: Duty) -> None:
    """Delete a draft that was never opened. Raises NotAllowed, Conflict (`was-open`)."""
    survey = held(survey)
    rules.check_can_build(duty, places=place_ids(survey))
    if survey.opened_at is not None:
        raise Conflict(_("Опитування вже відкривали. Закрийте його: відповіді й адреса лишаться."), code="was-open")
    survey.delete()


def _word(survey: Survey, words: Words) -> None:
    title = line(words["title"])
    if not title:
        raise Invalid(_("Напишіть назву."), code="title-empty", field="title")
    survey.title, survey.lead, survey.thanks = title, line(words["lead"]), line(words["thanks"])
    survey.layout, survey.is_listed = words["layout"], words["is_listed"]


def _hold_at(survey: Survey, places: list[Library]) -> None:
    wanted = {one.pk for one in places}
    now_held = set(place_ids(survey))
    for row in SurveyPlace.objects.filter(survey=survey, place__in=now_held - wanted):
        row.delete()
    for one in places:
        if one.pk not in now_held:
            SurveyPlace.objects.create(survey=survey, place=one)


def _check_answered_days_and_places(survey: Survey, places: list[Library], opens_on: date) -> None:
    """What was answered stays inside what the survey says of itself."""
    answered = survey.responses.filter(undone_at__isnull=True)
    if places and answered.filter(place__isnull=False).exclude(place__in=places).exists():
        raise Invalid(_("Із бібліотеки, яку ви знімаєте, вже є відповіді."), code="place-answered", field="places")
    if answered.filter(answered_on__lt=opens_on).exists():
        raise Invalid(_("До цього дня вже відповідали."), code="day-answered", field="opens_on")


def _copy_question(question: Question, survey: Survey, *, same_key: bool) -> None:
    options = list(question.options.all())
    fields = {field.name: getattr(question, field.name) for field in Question._meta.concrete_fields}
    fields |= {"id": None, "survey": survey, "key": question.key if same_key else uuid4()}
    made = Question.objects.create(**fields)
    for one in options:
        key = one.key if same_key else uuid4()
        Option.objects.create(question=made, key=key, order=one.order, words=one.words)


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(_SIGNS) for _sign in range(_CODE))
        if not Survey.objects.filter(code=code).exists():
            return code
