"""Surveys for the tests, made and answered by the real actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from oseredok.base.core.clock import local_date
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.library.places.models import Library
from oseredok.spine.surveys import actions, answering, question_actions
from oseredok.spine.surveys.actions import Words
from oseredok.spine.surveys.answer_rules import Given
from oseredok.spine.surveys.models import Question, Response, Survey
from oseredok.spine.surveys.question_actions import EMPTY, Asked
from tests.world import World

WORDS: Words = {
    "title": "Як вам у залі",
    "lead": "Дві хвилини, без імен.",
    "thanks": "Прочитаємо всі.",
    "layout": "page",
    "is_listed": True,
}
KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("choice", {"words": "По що прийшли?", "options": ("Друк", "Скан", "Тиша"), "has_other": True}),
    ("several", {"words": "Коли зручно?", "options": ("Зранку", "Удень", "Увечері")}),
    ("scale", {"words": "Як вам зала?", "options": ("Жах", "Погано", "Так собі", "Добре", "Чудово")}),
    ("skill", {"words": "Як володієте «Дією»?", "low": "не вмію", "high": "навчу"}),
    ("number", {"words": "Скільки разів були?", "least": 1, "most": 100, "unit": "разів"}),
    ("text", {"words": "Що змінити?"}),
)


def director(world: World) -> Duty:
    return Duty(
        account=world.director,
        place=world.central,
        places=[world.central, *world.branches],
        roles=frozenset({Role.DIRECTOR}),
        held=frozenset({(Role.DIRECTOR, None)}),
    )


def head(world: World, place: Library | None = None) -> Duty:
    place = place or world.central
    return Duty(
        account=world.head,
        place=place,
        places=[place],
        roles=frozenset({Role.HEAD}),
        held=frozenset({(Role.HEAD, place.pk)}),
    )


def consultant(world: World, place: Library | None = None) -> Duty:
    place = place or world.central
    return Duty(
        account=world.consultant,
        place=place,
        places=[place],
        roles=frozenset({Role.CONSULTANT}),
        held=frozenset({(Role.CONSULTANT, place.pk)}),
    )


def asked(**told: Any) -> Asked:
    values: Asked = {**EMPTY, **told}  # type: ignore[typeddict-item]
    return values


def drafted(world: World, *, places: Iterable[Library] = (), **words: Any) -> Survey:
    """A draft with one question of each kind."""
    told: Words = {**WORDS, **words}  # type: ignore[typeddict-item]
    survey = actions.create_survey(words=told, places=places, duty=director(world), now=world.now)
    for kind, told_of_one in KINDS:
        question_actions.add_question(
            survey=survey, kind=kind, asked=asked(**told_of_one), duty=director(world), now=world.now
        )
    return survey


def opened(world: World, *, places: Iterable[Library] = (), days: int | None = 30, **words: Any) -> Survey:
    """Open from today."""
    return let_in(drafted(world, **words), world, places=places, days=days)


def let_in(survey: Survey, world: World, *, places: Iterable[Library] = (), days: int | None = 30) -> Survey:
    today = local_date(world.now)
    return actions.open_survey(
        survey=survey,
        places=places,
        opens_on=today,
        closes_on=today + timedelta(days=days) if days is not None else None,
        duty=director(world),
        now=world.now,
    )


def question(survey: Survey, kind: str) -> Question:
    return survey.questions.get(kind=kind)


def given(survey: Survey, **by_kind: Given) -> dict[int, Given]:
    """`scale=Given(options=(4,))` → what `answering` takes."""
    return {question(survey, kind).pk: one for kind, one in by_kind.items()}


def answered(
    survey: Survey,
    world: World,
    *,
    mark: int = 5,
    text: str = "",
    place: Library | None = None,
    skill: tuple[int, int] = (3, 7),
    network: str = "192.0.2.1",
) -> Response:
    """One form sent on the site."""
    return answering.answer(
        survey=survey,
        given=given(
            survey,
            choice=Given(options=(1,)),
            scale=Given(options=(mark,)),
            skill=Given(before=skill[0], number=skill[1]),
            text=Given(text=text),
        ),
        place=place,
        key=uuid4(),
        line_of_network=network,
        now=world.now,
    )


def typed_in(survey: Survey, world: World, *, mark: int = 4) -> Response:
    """One form from paper, of a pile of its own."""
    batch = answering.start_batch(
        survey=survey,
        place=world.central,
        collected_on=local_date(world.now),
        key=uuid4(),
        duty=consultant(world),
        now=world.now,
    )
    return answering.type_in(
        batch=batch,
        given=given(survey, scale=Given(options=(mark,))),
        key=uuid4(),
        duty=consultant(world),
        now=world.now,
    )
